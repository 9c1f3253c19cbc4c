"""Casual vacancies: the vacant seat is filled from the same papers, and nobody loses a seat by it."""

from __future__ import annotations

import pytest
from counting.made import Made, contest, elections
from counting.profiles import LOT, ranked
from counting.samples import NAMES, scottish
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from veche.counting import count
from veche.counting.countback import countback
from veche.counting.errors import CannotCount, CannotReserve
from veche.counting.reserved import Limit, Reserved
from veche.words.sentence import Sentence

TRANSFERABLE = ("scottish-stv", "meek", "ers97")

EIGHT = dict.fromkeys(("A>D>B", "C>B>D>A", "C>B", "A>C>B>D", "B>A", "B>C>D>A", "C>D>A>B", "D>C>A"), 1)
"""A and C are elected. A plain recount without C elects B and D, and would take the seat of A, who has not left."""


def test_a_sitting_member_keeps_a_seat_that_a_plain_recount_would_take() -> None:
    one = ranked("ABCD", EIGHT, 2)
    assert set(count(one, "scottish-stv", lot=LOT).winners) == {1, 3}
    assert set(count(one, "scottish-stv", lot=LOT, withdrawn=[3]).winners) == {2, 4}
    found = countback(one, "scottish-stv", leaving=[3], sitting=[1], lot=LOT)
    assert set(found.winners) == {1, 2}
    assert found.withdrawn == (3,)
    assert found.outcome == (
        Sentence("countback.fills", {"name": "B"}),
        Sentence("countback.left", {"name": "C"}),
        Sentence("countback.protected", {"name": "A"}),
        Sentence("reserved.obeyed"),
    )


def test_whoever_does_not_stand_is_passed_by() -> None:
    one = ranked("ABCD", EIGHT, 2)
    found = countback(one, "scottish-stv", leaving=[3], sitting=[1], unavailable=[2], lot=LOT)
    assert set(found.winners) == {1, 4}
    assert Sentence("countback.unavailable", {"name": "B"}) in found.outcome


def test_a_seat_stays_vacant_where_nobody_is_left() -> None:
    one = ranked("ABCD", EIGHT, 2)
    found = countback(one, "scottish-stv", leaving=[3], sitting=[1], unavailable=[2, 4])
    assert (found.winners, found.vacant) == ((1,), 1)
    assert found.outcome[0] == Sentence("countback.nobody")


def test_reserved_seats_stay_reserved() -> None:
    one = ranked("ABCD", EIGHT, 2)
    reserved = Reserved((Limit("women", 1),), {"women": frozenset({3, 4})})
    found = countback(one, "scottish-stv", leaving=[3], sitting=[1], reserved=reserved, lot=LOT)
    assert set(found.winners) == {1, 4}
    taken = Reserved((), {"protected from exclusion": frozenset({2})})
    with pytest.raises(CannotReserve, match="rename it"):
        countback(one, "scottish-stv", leaving=[3], sitting=[1], reserved=taken)


@pytest.mark.parametrize("name", NAMES[::4])
def test_every_councillor_could_be_followed(name: str) -> None:
    one = scottish(name)
    elected = count(one, "scottish-stv").winners
    for leaving in elected:
        sitting = set(elected) - {leaving}
        found = countback(one, "scottish-stv", leaving=[leaving], sitting=sitting)
        (follower,) = set(found.winners) - sitting
        assert follower not in elected
        assert found.outcome[0] == Sentence("countback.fills", {"name": one.name(follower)})


@pytest.mark.parametrize("rule", TRANSFERABLE)
@given(made=elections(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_nobody_loses_a_seat_and_every_seat_that_can_be_is_filled(
    rule: str, made: Made, data: st.DataObject
) -> None:
    candidates, seats, papers = made
    one = contest(candidates, seats, papers)
    elected = count(one, rule, lot=LOT).winners
    leaving = data.draw(st.sets(st.sampled_from(sorted(elected)), min_size=1))
    sitting = set(elected) - leaving
    others = sorted(set(range(1, candidates + 1)) - set(elected))
    unavailable = data.draw(st.sets(st.sampled_from(others))) if others else set()
    assume(len(leaving) + len(unavailable) < candidates)
    found = countback(one, rule, leaving=leaving, sitting=sitting, unavailable=unavailable, lot=LOT)
    assert sitting <= set(found.winners)
    assert not (leaving | unavailable) & set(found.winners)
    assert len(found.winners) == min(seats, candidates - len(leaving) - len(unavailable))


def test_a_countback_that_makes_no_sense_is_refused() -> None:
    one = ranked("ABCD", EIGHT, 2)
    with pytest.raises(CannotCount, match="irv cannot protect sitting members"):
        countback(one, "irv", leaving=[3], sitting=[1])
    with pytest.raises(CannotCount, match="A is sitting and gone: name each candidate once"):
        countback(one, "scottish-stv", leaving=[1], sitting=[1])
    with pytest.raises(CannotCount, match="no seat is vacant"):
        countback(one, "scottish-stv", leaving=[3], sitting=[1, 2])
    with pytest.raises(CannotCount, match="no seat is vacant"):
        countback(one, "scottish-stv", leaving=[], sitting=[1])
