"""D'Hondt: known apportionments, thresholds, lists that run out of people, and votelib."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from counting.profiles import LOT, approving, letters, lists, totals
from hypothesis import given
from hypothesis import strategies as st
from votelib.evaluate.proportional import HighestAverages

from veche.counting import count
from veche.counting.contest import Candidate, Contest, Totals
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.counting.record_json import count_from_json, count_json
from veche.words.sentence import Sentence


def test_the_textbook_example() -> None:
    """Eight seats for 100,000, 80,000, 30,000 and 20,000 votes: 4, 3, 1, 0."""
    result = count(totals({"A": 100_000, "B": 80_000, "C": 30_000, "D": 20_000}, seats=8), "dhondt")
    assert result.winners == (1, 2, 1, 2, 1, 3, 2, 1)
    assert result.tables[0].rows[2] == ("C", 30_000, 1, 30_000, 15_000, "", "", "")
    assert result.outcome[0] == Sentence("seats.of_list", {"name": "A"}, 4)
    assert (result.stages[0].standing[1], result.stages[0].elected) == (100_000, (1, 2, 3))
    assert result.tables[1].rows[2:4] == ((3, "A", 50_000), (4, "B", 40_000))


def test_quotients_are_exact() -> None:
    result = count(totals({"A": 10, "B": 4}, seats=3), "dhondt")
    assert result.tables[0].rows[0] == ("A", 10, 2, 10, 5, Fraction(10, 3))


def test_equal_quotients_for_the_last_seat_need_a_lot_whatever_the_order_of_lists() -> None:
    papers = totals({"A": 60, "B": 30, "C": 10}, seats=2)
    with pytest.raises(TieNeedsLot, match="A and B are tied"):
        count(papers, "dhondt")
    result = count(papers, "dhondt", lot=LOT)
    assert result.winners == (1, result.ties[0].order[0])
    assert count(replace(papers, seats=3), "dhondt").ties == ()


def test_a_threshold_shuts_out_and_is_exact() -> None:
    papers = totals({"A": 900, "B": 50, "C": 50}, seats=20, blank=10)
    assert Counter(count(papers, "dhondt").winners) == {1: 18, 2: 1, 3: 1}
    five = {"threshold": "1/20", "base": "chosen"}
    assert set(count(papers, "dhondt", **five).winners) == {1}
    assert set(count(papers, "dhondt", **five, comparator="at-least").winners) == {1, 2, 3}
    assert set(count(papers, "dhondt", threshold="1/20", base="valid", comparator="at-least").winners) == {1}


def test_a_list_without_votes_gets_nothing() -> None:
    result = count(totals({"A": 0, "B": 0}, seats=2), "dhondt")
    assert (result.winners, result.vacant) == ((), 2)


def test_papers_that_rank_or_mark_choose_one_list() -> None:
    assert count(letters("AB", {"AB": 3, "B": 1}, seats=2), "dhondt").winners == (1, 1)
    with pytest.raises(CannotCount, match="a paper gives 2 in all"):
        count(approving("AB", {"AB": 1}), "dhondt")
    aside = count(approving("AB", {"AB": 5, "B": 1}), "dhondt", overmarked="invalid")
    assert (aside.winners, aside.valid, aside.invalid) == ((2,), 1, {"overmarked_invalid": 5})


def slates(seats: int, personal: tuple[tuple[int, ...], ...] = ()) -> Contest:
    candidates = (Candidate(1, "Red", ("Ana", "Bo", "Cy")), Candidate(2, "Blue", ("Di", "Ed")))
    return Contest("slates", candidates, seats, Totals((70, 30), 100, 0, personal))


def test_seats_go_in_the_order_of_the_list() -> None:
    result = count(slates(3), "dhondt")
    assert count_from_json(count_json(result)) == result
    people = result.tables[2]
    assert [row[:2] for row in people.rows] == [("Red", "Ana"), ("Red", "Bo"), ("Blue", "Di")]


def test_seats_go_to_those_with_most_personal_votes() -> None:
    papers = slates(3, ((10, 30, 20), (5, 25)))
    people = count(papers, "dhondt", within="personal-votes").tables[2]
    assert [row[1:3] for row in people.rows] == [("Bo", 30), ("Cy", 20), ("Ed", 25)]
    with pytest.raises(CannotCount, match="the personal votes are not known"):
        count(slates(3), "dhondt", within="personal-votes")


def test_equal_personal_votes_need_a_lot() -> None:
    papers = slates(3, ((10, 30, 10), (5, 25)))
    with pytest.raises(TieNeedsLot, match="Ana and Cy are tied"):
        count(papers, "dhondt", within="personal-votes")
    people = count(papers, "dhondt", within="personal-votes", lot=LOT).tables[2]
    first = LOT.order(1, ("Ana", "Cy"))[0]
    assert people.rows[1] == ("Red", first, 10, Sentence("members.by_lot"))


def test_a_list_that_runs_out_of_people_passes_its_seat_on() -> None:
    assert Counter(count(slates(5), "dhondt").winners) == {1: 3, 2: 2}
    assert count(slates(6), "dhondt").vacant == 1


DIVISORS = {"dhondt": "d_hondt", "sainte-lague": "sainte_lague"}
"""What votelib calls them."""


@given(lists(), st.sampled_from(tuple(DIVISORS)))
def test_votelib_finds_the_same(contest: Contest, rule: str) -> None:
    assert isinstance(contest.ballots, Totals)
    try:
        found = count(contest, rule)
    except TieNeedsLot:
        return
    votes = {number: n for number, n in enumerate(contest.ballots.votes, start=1) if n}
    if votes:
        assert Counter(found.winners) == HighestAverages(DIVISORS[rule]).evaluate(votes, contest.seats)


@given(lists(), st.sampled_from(["dhondt", "sainte-lague"]))
def test_one_more_seat_takes_none_away(contest: Contest, rule: str) -> None:
    """House monotone, with the lot too: who is drawn for a seat does not depend on how many come after it."""
    before = Counter(count(contest, rule, lot=LOT).winners)
    after = Counter(count(contest, rule, seats=contest.seats + 1, lot=LOT).winners)
    assert not before - after
    assert sum(after.values()) - sum(before.values()) == (1 if before else 0)


@given(lists())
def test_no_list_gets_fewer_seats_than_its_share_rounded_down(contest: Contest) -> None:
    assert isinstance(contest.ballots, Totals)
    seats = Counter(count(contest, "dhondt", lot=LOT).winners)
    for number, votes in enumerate(contest.ballots.votes, start=1):
        if votes:
            assert seats[number] >= votes * contest.seats // sum(contest.ballots.votes)


@given(lists(), st.data())
def test_more_votes_take_no_seat_away(contest: Contest, data: st.DataObject) -> None:
    assert isinstance(contest.ballots, Totals)
    number = data.draw(st.integers(1, len(contest.candidates)))
    votes = tuple(n + (place == number) for place, n in enumerate(contest.ballots.votes, start=1))
    more = replace(contest, ballots=Totals(votes, sum(votes)))
    try:
        before = Counter(count(contest, "dhondt").winners)
        after = Counter(count(more, "dhondt").winners)
    except TieNeedsLot:
        return
    assert after[number] >= before[number]
