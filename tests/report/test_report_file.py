"""The report file: what is wrong is named with file and place, and the example can be used as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from report.stating import OFFICERS, STRIKE, facts

from veche.report import Layout, gather, read_report
from veche.report.errors import BadReport
from veche.report.example import example
from veche.words import Language

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", Language)
def test_the_example_can_be_used_as_it_is(tmp_path: Path, language: Language, layout: Layout) -> None:
    path = tmp_path / "report.toml"
    path.write_text(example(language, layout, path.name, TODAY), encoding="utf-8")
    stated = read_report(path)
    assert (stated.language, stated.layout, stated.signed) == (language, layout, TODAY)
    assert gather(stated).papers.valid == 410


@pytest.mark.parametrize("language", Language)
def test_the_example_with_every_line_turned_on_can_be_read(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "report.toml"
    lines = example(language, Layout.GENERAL, path.name, TODAY).splitlines()
    shown = [line[1:] if line.startswith("#") and not line.startswith("# ") else line for line in lines]
    path.write_text("\n".join(shown), encoding="utf-8")
    stated = read_report(path)
    assert stated.sources.archive == tmp_path / "strike.bel"
    assert stated.ruling is not None
    assert stated.roll.changes[0].number == 2
    assert stated.units[0].roll == 500
    assert stated.offices


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('body = "', 'colour = "red"\nbody = "', "colour", "unknown key: known are"),
        ("[roll]", "[roll]\nlength = 3", "[roll], length", "unknown key"),
        ("number = 2", 'number = 2\nwho = "Ana"', "roll.change 1, who", "unknown key"),
        ("unmarked = 1", "unmarked = 1\nbored = 1", "[papers.spoiled], bored", "unknown key"),
        ("signed = 2026-11-24", "", "signed", "missing"),
        ("signed = 2026-11-24", 'signed = "24 November"', "signed", "not a day"),
        ("signed = 2026-11-24", "signed = 2026-11-24T10:00:00", "signed", "not a day"),
        ('body = "Drivers\' union, depot 3"', "", "body", "missing"),
        ('title = "Strike ballot"', "title = 3", "title", "not a text"),
        (
            'layout = "general"',
            'layout = "french"',
            "layout",
            "unknown layout 'french': write one of general",
        ),
        ('layout = "general"', 'language = "fr"', "language", "unknown language"),
        ("yes = 305", "yes = true", "[votes], yes", "not a whole number"),
        ("yes = 305", "yes = -1", "[votes], yes", "not a whole number"),
        ("yes = 305", "yes = 305.0", "[votes], yes", "not a whole number"),
        ("[votes]", "[[votes]]", "[votes]", "not a table"),
        ("[[roll.change]]", "[roll.change]", "[roll], change", "not a list: write [[roll.change]]"),
        ('what = "removed"', 'what = "lost"', "roll.change 1, what", "is neither"),
        ('what = "removed"', "", "roll.change 1, what", "missing"),
        ('trustees = ["Ana", "Bo"]', 'trustees = "Ana"', "[people], trustees", "not a list of texts"),
        ('rule = "gb-2026-02-18"', "", "[decision], rule", "missing"),
        ("[people]", "[privacy]\nminimum = 4\n[people]", "[privacy], minimum", "write 5 or more"),
        ("[people]", "[sources]\nquestion = 1\n[people]", "[sources], question", "there is no archive"),
        ('title = "Strike ballot"', 'title = "Strike', "", "not a report file"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    facts(STRIKE, tmp_path)
    assert old in STRIKE
    with pytest.raises(BadReport) as caught:
        facts(STRIKE.replace(old, new, 1), tmp_path)
    assert caught.value.place == place
    assert said in caught.value.reason
    assert str(caught.value).startswith(f"{tmp_path / 'report.toml'}{place and ', '}{place}: ")
    assert "\n" not in str(caught.value)


def test_a_candidate_is_elected_or_not(tmp_path: Path) -> None:
    with pytest.raises(BadReport, match="neither true nor false"):
        facts(OFFICERS.replace("elected = true", 'elected = "yes"'), tmp_path)


def test_other_bytes_than_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_bytes(b"body = \xff")
    with pytest.raises(BadReport, match="save it as UTF-8"):
        read_report(path)


def test_a_file_larger_than_any_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.toml"
    path.write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(BadReport, match="larger than 1 MiB"):
        read_report(path)
