"""Instant runoff: the five steps, by hand and against a naive count."""

from __future__ import annotations

from collections import Counter

import pytest
from counting.made import Made, contest, elections
from counting.profiles import LOT, ranked
from hypothesis import given, settings

from veche.counting import count
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.counting.record import Tie, Transfer


def test_a_whole_count_by_hand() -> None:
    found = count(ranked("ABCD", {"A": 8, "B>C": 6, "C": 3, "C>A": 2, "D>C": 2, "": 1}), "irv")
    assert (found.winners, found.valid, found.invalid, found.vacant) == ((3,), 21, {"unmarked": 1}, 0)
    first, second, third = found.stages
    assert (first.standing, first.quota) == ({1: 8, 2: 6, 3: 5, 4: 2}, 11)
    assert (second.excluded, second.transfers) == ((4,), (Transfer(4, 3, 2, 1, 2),))
    assert (third.excluded, third.standing, third.exhausted) == ((2,), {1: 8, 2: 0, 3: 13, 4: 0}, 0)


def test_the_majority_shrinks_as_papers_exhaust() -> None:
    found = count(ranked("ABC", {"A": 5, "B": 4, "C": 3}), "irv")
    assert [stage.quota for stage in found.stages] == [7, 5]
    assert (found.winners, found.stages[1].exhausted) == ((1,), 3)


def test_it_can_go_on_to_two() -> None:
    one = ranked("ABCD", {"A": 9, "B": 3, "C>B": 2, "D>C": 1})
    assert len(count(one, "irv").stages) == 1
    found = count(one, "irv", until="two")
    assert [stage.excluded for stage in found.stages] == [(), (4,), (3,)]
    assert (found.winners, found.stages[-1].standing) == ((1,), {1: 9, 2: 5, 3: 0, 4: 0})
    with pytest.raises(CannotCount, match="until cannot be three: choose majority or two"):
        count(one, "irv", until="three")


def test_equal_last_candidates_go_by_the_latest_stage_at_which_they_differed() -> None:
    found = count(ranked("ABCD", {"A": 5, "B": 3, "C": 2, "D>C": 1}), "irv")
    assert found.ties == (Tie(3, (2, 3), "exclude", "history", (2, 3), 1),)
    papers = {"A": 7, "B": 3, "C": 4, "D>B": 2, "E>C": 2, "E>B": 1}  # C is ahead at stage 1, B at stage 2
    found = count(ranked("ABCDE", papers), "irv")
    assert found.ties == (Tie(4, (2, 3), "exclude", "history", (2, 3), 2),)
    assert [stage.excluded for stage in found.stages[1:4]] == [(4,), (5,), (3,)]


def test_the_last_two_may_need_the_lot() -> None:
    with pytest.raises(TieNeedsLot, match=r"^stage 2: A and B are tied"):
        count(ranked("AB", {"A": 3, "B": 3}), "irv")
    found = count(ranked("AB", {"A": 3, "B": 3}), "irv", lot=LOT)
    assert found.winners == tuple("AB".index(name) + 1 for name in LOT.order(2, "AB"))[:1]


def test_a_candidate_alone_is_elected_without_a_vote() -> None:
    assert count(ranked("A", {"": 3}), "irv").winners == (1,)
    assert count(ranked("AB", {"B": 3}).without(frozenset({1, 2})), "irv").vacant == 1


def test_it_fills_one_seat() -> None:
    with pytest.raises(CannotCount, match="irv fills one seat, and there are 2"):
        count(ranked("AB", {"A": 1}, 2), "irv")


@given(elections(most_seats=1))
@settings(max_examples=200, deadline=None)
def test_it_agrees_with_a_naive_count(made: Made) -> None:
    candidates, _, papers = made
    one = contest(candidates, 1, papers)
    found, going_on = count(one, "irv", lot=LOT), count(one, "irv", lot=LOT, until="two")
    assert found.winners == going_on.winners
    assert len(found.stages) <= len(going_on.stages)
    excluded: set[int] = set()
    before = going_on.stages[0]
    for stage in going_on.stages:
        for out in stage.excluded:
            assert before.standing[out] == min(
                before.standing[one] for one in before.standing if one not in excluded
            )
        excluded |= set(stage.excluded)
        before = stage
        tops = Counter(next((one for one in paper if one not in excluded), 0) for paper in papers)
        blank = sum(not paper for paper in papers)
        assert dict(stage.standing) == {one: tops[one] for one in range(1, candidates + 1)}
        assert stage.exhausted == tops[0] - blank
        assert sum(stage.standing.values()) + stage.exhausted == found.valid
