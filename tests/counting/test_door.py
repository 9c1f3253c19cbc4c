"""`count`: what it passes on, and what it refuses with the right rule named."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from counting.profiles import LOT, contest, ranked

from veche.counting import RULES, count, find
from veche.counting.contest import Ballots, Candidate, Scores, Totals
from veche.counting.errors import CannotCount
from veche.counting.papers import Rankings
from veche.counting.reserved import Limit, Reserved

ONE = ranked("ABC", {"A": 4, "B>C": 2, "C": 1})


def test_every_rule_stands_in_the_table_under_its_id() -> None:
    expected = """yes-no plurality block approval cumulative borda irv scottish-stv meek ers97 schulze ranked-pairs
        majority-judgment dhondt sainte-lague equal-shares"""
    assert set(RULES) == set(expected.split())
    for name, rule in RULES.items():
        assert rule.id == name
        assert rule.takes
        assert rule.version
        assert rule.source


def test_the_record_says_what_was_counted_and_how() -> None:
    found = count(ONE, "scottish-stv", seats=2, lot=LOT, withdrawn=[3])
    assert (found.method.id, found.method.settings) == ("scottish-stv", {"last-transfer": "made"})
    assert (found.title, found.candidates, found.seats, found.withdrawn) == ("test", ONE.candidates, 2, (3,))
    assert found.votes_hash == ONE.votes_hash()
    assert found.lot == LOT.shown()
    assert set(found.winners) == {1, 2}
    assert count(ONE, "irv").lot is None


@pytest.mark.parametrize(
    ("ballots", "lines"),
    [
        (Rankings.of(3, [(((3,),), 1), (((2, 3), (1,)), 2), ((), 5)]), "5\n2 2=3 1\n1 3\n"),
        (Scores({(0, 1, 2): 3, (None, 4, 0): 1}), "3 0 1 2\n1 - 4 0\n"),
        (Totals((7, 5, 0), 13, 1), "13 1 7 5 0\n"),
        (Totals((7, 5, 0), 12, 0, ((4, 3), (5,), (0,))), "12 0 7 5 0\n4 3\n5\n0\n"),
    ],
    ids=["rankings", "scores", "totals", "personal votes"],
)
def test_the_votes_hash_is_of_these_lines(ballots: Ballots, lines: str) -> None:
    """Others make it again from the text that says how: it may never change."""
    head = "veche ballots v1\n3\n"
    assert contest("ABC", ballots).votes_hash() == hashlib.sha256((head + lines).encode()).hexdigest()


def test_the_votes_hash_is_of_the_papers_alone() -> None:
    assert ranked("XYZ", {"Z": 1, "Y>Z": 2, "X": 4}).votes_hash() == ONE.votes_hash()
    assert ranked("ABC", {"A": 4, "B>C": 2, "C": 2}).votes_hash() != ONE.votes_hash()


def test_a_rule_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(CannotCount, match=r"there is no rule stv: choose one of .*scottish-stv"):
        find("stv")


@pytest.mark.parametrize(
    ("rule", "ballots", "told"),
    [
        (
            "irv",
            Scores({(1, 0, 1): 2}),
            "irv does not count ballots that give points or grades: count with .*approval",
        ),
        (
            "scottish-stv",
            Totals((1, 2, 3), 6),
            "scottish-stv does not count totals alone: count with .*plurality",
        ),
        (
            "majority-judgment",
            ONE.ballots,
            "majority-judgment does not count papers that rank candidates: count with .*scottish-stv",
        ),
    ],
)
def test_other_ballots_are_refused_with_the_rules_that_take_them(
    rule: str, ballots: object, told: str
) -> None:
    with pytest.raises(CannotCount, match=told):
        count(replace(ONE, ballots=ballots), rule)


def test_settings_are_checked_by_name() -> None:
    with pytest.raises(CannotCount, match=r"^irv has no setting quota: its settings: until$"):
        count(ONE, "irv", quota="hare")


def test_nobody_is_counted_twice_or_from_nowhere() -> None:
    with pytest.raises(CannotCount, match="there is no candidate 4: give numbers from 1 to 3"):
        count(ONE, "irv", withdrawn=[4])
    with pytest.raises(CannotCount, match="there is no candidate 0"):
        count(ONE, "scottish-stv", guarded=[0])
    with pytest.raises(CannotCount, match="two candidates have the same name"):
        count(replace(ONE, candidates=tuple(Candidate(number, "A") for number in (1, 2, 3))), "irv")
    with pytest.raises(CannotCount, match="there are 0 seats"):
        count(ONE, "irv", seats=0)


def test_reserved_seats_and_protection_need_a_rule_that_keeps_them() -> None:
    reserved = Reserved((Limit("women", 1),), {"women": frozenset({2})})
    with pytest.raises(CannotCount, match=r"irv does not keep seats for groups: count with .*scottish-stv"):
        count(ONE, "irv", reserved=reserved)
    with pytest.raises(CannotCount, match=r"irv protects nobody from exclusion: count with .*scottish-stv"):
        count(ONE, "irv", guarded=[2])


def test_a_yes_no_question_takes_totals() -> None:
    assert count(contest(("yes", "no"), Totals((3, 2), 5)), "yes-no").winners == (1,)
