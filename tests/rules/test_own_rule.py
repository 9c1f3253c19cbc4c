"""The rule to begin with, and the example of the page that explains how to write one."""

from __future__ import annotations

import re
from pathlib import Path

from veche.rules import Figures, Outcome, decide, load, parse
from veche.rules.shelf import TEMPLATE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "own-rule.md"


def test_the_rule_to_begin_with_can_be_used_as_it_is() -> None:
    made = load(TEMPLATE)
    figures = Figures(roll=120, returned=84, spoiled=2, yes=54, no=24, abstain=4)
    assert decide(made, figures).outcome is Outcome.CARRIED
    assert decide(made, figures, ending=True).outcome is Outcome.CARRIED
    assert made.unconfirmed == made.secondary == ()


def test_the_rule_to_begin_with_explains_every_field_that_it_has() -> None:
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_]+:", line):
            explained = "#" in line or lines[number - 1].startswith("#")
            assert explained or line.startswith(("id:", "secrecy:", "validity:", "retention:")), line


def test_the_example_of_a_law_is_a_law_with_a_gap() -> None:
    example = re.search(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert example is not None
    law = parse(example[1].encode(), "own-rule.md")
    assert law.notice is None
    assert law.secondary == ("majority",)
    told = [warning.key for warning in decide(law, Figures(roll=10, yes=6, no=1, spoiled=0)).warnings]
    assert "unknown.notice" in told
