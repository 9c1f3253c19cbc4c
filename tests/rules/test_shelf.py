"""Rules found by name, and the version of a rule that was in force on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rules.making import rule

from veche.rules import Rule, UnknownRule, choose, find, shipped
from veche.rules.model import InForce
from veche.rules.shelf import version

DAY = date(2026, 3, 1)


def version_of(
    name: str, start: date | None, end: date | None = None, *, stricter: tuple[str, ...] = (), **flags: bool
) -> Rule:
    return replace(
        rule(), id=name, family="family", in_force=InForce(start, end, **flags), stricter_than=stricter
    )


OLD = version_of("old", date(2017, 3, 1), date(2026, 2, 17))
NEW = version_of("new", date(2026, 2, 18), stricter=("next",))
NEXT = version_of("next", date(2026, 2, 18), start_unknown=True)


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2017, 3, 1), "old"),
        (date(2026, 2, 17), "old"),
        (date(2026, 2, 18), "new"),
        (date(2030, 1, 1), "new"),
    ],
)
def test_the_version_is_that_of_the_day_and_the_stricter_in_doubt(on: date, name: str) -> None:
    chosen = version([OLD, NEW, NEXT], on)
    assert chosen.rule.id == name
    assert [why.key for why in chosen.why] == ["version.in_force" if name == "old" else "version.stricter"]


def test_what_was_not_used_is_named() -> None:
    assert version([OLD, NEW, NEXT], DAY).why[0].places["others"] == "next"


def test_nothing_is_chosen_where_nobody_said_which_is_stricter() -> None:
    with pytest.raises(UnknownRule, match="several versions of family may be in force"):
        version([replace(NEW, stricter_than=()), NEXT], DAY)


def test_no_day_and_no_version_are_errors() -> None:
    with pytest.raises(
        UnknownRule, match="has several versions: say the date of the vote, or one of: old, new"
    ):
        version([OLD, NEW], None)
    with pytest.raises(UnknownRule, match="no version of family covers 2000-01-01"):
        version([OLD, NEW], date(2000, 1, 1))


def test_one_version_out_of_its_time_is_used_and_says_so() -> None:
    chosen = version([OLD], DAY)
    assert chosen.rule is OLD
    assert [why.key for why in chosen.why] == ["version.not_in_force"]


def test_every_shipped_rule_is_found_by_its_id() -> None:
    for one in shipped():
        assert find(one.id) == one


@pytest.mark.parametrize("name", ["nosuch", "../presets/by-389", "", "by-389.yaml", "*"])
def test_a_name_is_a_name_and_no_path(name: str) -> None:
    with pytest.raises(UnknownRule, match="no rule is called"):
        choose(name)


def test_a_name_that_is_nearly_right_is_helped() -> None:
    with pytest.raises(UnknownRule, match="do you mean by-389"):
        choose("by-398")
