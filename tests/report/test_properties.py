"""Whatever numbers add up can be reported, and whatever bytes come as a report file are read or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report.stating import STRIKE, facts

from veche.report import Layout, draw_up, html_page, read_report, report_json
from veche.report.errors import BadReport
from veche.report.facts import SPOILED
from veche.words import Language
from veche.words.formats import exact

numbers = st.integers(0, 10**6)


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """The text of a report file whose numbers add up, and its votes."""
    votes = {name: draw(numbers) for name in ("yes", "no", "abstain", "blank")}
    spoiled = {
        reason: draw(st.integers(0, 50)) for reason in draw(st.sets(st.sampled_from(SPOILED), min_size=1))
    }
    returned = sum(votes.values()) + sum(spoiled.values())
    roll = returned + draw(numbers)
    layout = draw(st.sampled_from([one for one in Layout if one is not Layout.US_ELECTION]))
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x7f")
    name = draw(st.text(letters, min_size=1, max_size=30).filter(lambda text: text.strip()))
    lines = [
        f"layout = {json.dumps(layout)}",
        f"body = {json.dumps(name, ensure_ascii=False)}",
        'title = "t"',
        'question = "q"',
        "signed = 2026-11-24",
        f"[roll]\nentitled = {roll}",
        f"[papers]\nreturned = {returned}",
        "[papers.spoiled]",
        *(f"{reason} = {number}" for reason, number in spoiled.items()),
        "[votes]",
        *(f"{side} = {number}" for side, number in votes.items()),
        '[decision]\nrule = "plain-majority-of-votes"',
    ]
    return "\n".join(lines), votes


@settings(max_examples=40, deadline=None)
@given(reports(), st.sampled_from(Language))
def test_what_adds_up_is_reported_with_its_numbers(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[str, dict[str, int]], language: Language
) -> None:
    text, votes = drawn
    found = facts(text, tmp_path_factory.getbasetemp())
    document = draw_up(found, language)
    shown = html_page(document)
    value = json.loads(report_json(found, document))
    if found.published:
        assert all(exact(language, number) in shown for number in votes.values())
        assert {side: value["votes"][side] for side in votes} == votes
    else:
        assert value["votes"] is None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = STRIKE.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place : place + 1] = data.draw(
            st.sampled_from(
                [[], [lines[place]] * 2, [lines[place][::-1]], [lines[place].replace("=", "= -")], ["[[a]]"]]
            )
        )
    folder = tmp_path_factory.getbasetemp()
    said = refusal("\n".join(lines), folder)
    assert "\n" not in said
    assert said == "" or said.startswith(str(folder / "report.toml"))


def refusal(text: str, folder: Path) -> str:
    """What is said against the file; nothing where it is reported."""
    try:
        facts(text, folder)
    except BadReport as refused:
        return str(refused)
    return ""


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.toml"
    path.write_bytes(data)
    with pytest.raises(BadReport):
        read_report(path)
