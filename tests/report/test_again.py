"""The lines that make a count and a decision again: they must be those that were used, and safe to paste."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from report.stating import SMALL, STRIKE, archive, drawn, facts, in_layout
from report.test_adding_up import COUNTED, FROM_ARCHIVE
from report.test_layouts import blocks, cells

from veche.counting import Contest, Lot, count
from veche.counting.contest import Candidate, Totals
from veche.counting.formats import Policy, Skipped, read
from veche.counting.record import Count
from veche.counting.record_json import count_json
from veche.report.blocks import Document, Paragraph, Steps
from veche.report.errors import BadReport


def lines(document: Document, command: str) -> list[str]:
    (steps,) = [block for block in blocks(document, "How to check") if isinstance(block, Steps)]
    return [line for _, line in steps.steps if line.startswith(command)]


def keep(made: Count, folder: Path) -> None:
    (folder / "count.json").write_text(json.dumps(count_json(made)), encoding="utf-8")


def test_a_policy_is_named_again(tmp_path: Path) -> None:
    """Without it the file is refused: a paper leaves a rank out."""
    (tmp_path / "votes.csv").write_text(
        "# title: Chair\nAna,Bo,Cy\n1,,3\n" + "1,2,\n" * 9 + ",1,2\n" * 4, encoding="utf-8"
    )
    contest = read(tmp_path / "votes.csv", policy=Policy(skipped=Skipped.CLOSE_UP))
    keep(count(contest, "irv", seats=1), tmp_path)
    (line,) = lines(drawn(COUNTED, tmp_path), "veche count")
    assert shlex.split(line)[-2:] == ["--skipped", "close-up"]


def test_a_lot_is_named_by_its_commitment(tmp_path: Path) -> None:
    names = (Candidate(1, "Ana"), Candidate(2, "Bo"))
    lot = Lot(bytes(range(32)))
    keep(count(Contest("Chair", names, 1, Totals((7, 7), 14)), "plurality", lot=lot), tmp_path)
    (line,) = lines(drawn(COUNTED, tmp_path), "veche count")
    assert f"--commitment COMMITMENT-{lot.commitment[:8]}" in line


def test_a_name_of_a_file_does_nothing_when_the_line_is_typed(tmp_path: Path) -> None:
    name = "$(touch gone) `x`.bel"
    archive(tmp_path / name, 9, 3)
    for line in lines(drawn(FROM_ARCHIVE.replace("strike.bel", name), tmp_path), "veche verify"):
        assert shlex.split(line) == ["veche", "verify", name]
        assert line.endswith(f"'{name}'")


def test_a_rule_of_ones_own_is_named_by_its_file(tmp_path: Path) -> None:
    own = Path(__file__).parents[2] / "src/veche/rules/presets/plain-majority-of-votes.yaml"
    (tmp_path / "our rule.yaml").write_text(own.read_text(encoding="utf-8"), encoding="utf-8")
    (line,) = lines(drawn(STRIKE.replace("gb-2026-02-18", "our rule.yaml"), tmp_path), "veche decide")
    assert shlex.split(line)[:3] == ["veche", "decide", "our rule.yaml"]


def test_a_list_is_elected_once_with_its_seats(tmp_path: Path) -> None:
    names = (Candidate(1, "Red"), Candidate(2, "Green"))
    keep(count(Contest("Council", names, 4, Totals((70, 30), 100)), "dhondt"), tmp_path)
    document = drawn(COUNTED, tmp_path)
    (lead,) = [one.text for one in blocks(document, "Result") if isinstance(one, Paragraph)]
    assert lead == "Elected: Red (3); Green (1)."
    assert any(
        one.text == "Lists on the voting paper:" for one in blocks(document) if isinstance(one, Paragraph)
    )


def test_what_a_law_asks_for_is_said_to_be_withheld(tmp_path: Path) -> None:
    """Not stated would mean that nobody knows."""
    document = drawn('layout = "gb-action"\n' + SMALL, tmp_path)
    told = cells(document, "Figures by provision")
    assert told["s.\u00a0231(c) Individuals answering “Yes”"] == "withheld"
    assert told["s.\u00a0231(b) Votes cast in the ballot, spoiled papers included (section 297A)"] == "8"
    assert any("asks for every figure" in one.text for one in blocks(document) if isinstance(one, Paragraph))
    assert "withheld" not in cells(drawn(in_layout("gb-action"), tmp_path), "Figures by provision").values()


def test_a_motion_elects_nobody(tmp_path: Path) -> None:
    """It said: elected: Yes. Its figures are those of the count, so a rule can be applied to them."""
    names = tuple(Candidate(number, name) for number, name in enumerate(("No", "Yes", "Abstain"), 1))
    motion = Contest("Shall we strike?", names, 1, Totals((30, 60, 5), 100, 5))
    keep(count(motion, "yes-no", yes="2", no="1"), tmp_path)
    found = facts(COUNTED + '[decision]\nrule = "plain-majority-of-votes"', tmp_path)
    assert (found.votes.yes, found.votes.no, found.votes.abstain, found.votes.blank) == (60, 30, 5, 5)
    record = json.loads((tmp_path / "count.json").read_text())
    record["method"]["settings"]["no"] = "2"
    (tmp_path / "twice.json").write_text(json.dumps(record))
    with pytest.raises(BadReport, match="does not say which answer is yes"):
        facts(COUNTED.replace("count.json", "twice.json"), tmp_path)
    document = drawn(COUNTED.replace("gb-election", "general"), tmp_path)
    said = [one.text for one in blocks(document) if isinstance(one, Paragraph)]
    assert not any("lected" in text or "place was" in text for text in said)
    assert "Answers on the voting paper:" in said
    assert any("No rule of decision was applied" in text for text in said)
