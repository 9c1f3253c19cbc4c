"""docs/rules.md says what the shipped rules say, and leaves none out."""

from __future__ import annotations

from rules.rules_page import BLOCK, PAGE, renewed

from veche.rules import shipped

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_shipped_rules() -> None:
    assert renewed(TEXT) == TEXT, "run python tests/rules/rules_page.py"


def test_every_rule_stands_on_the_page_once() -> None:
    named = [name for found in BLOCK.finditer(TEXT) for name in found[1].split()]
    rules = [rule.id for rule in shipped() if rule.made_by != "plain"]
    assert sorted(named) == sorted([*rules, "plain"])
