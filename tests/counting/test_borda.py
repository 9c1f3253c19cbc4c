"""Borda: exact halves, incomplete papers, and what Borda is known for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from counting.profiles import LOT, letters, named, ranked, rankings
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest
from veche.counting.errors import TieNeedsLot
from veche.counting.papers import Rankings


def test_tennessee() -> None:
    contest = letters("MNCK", {"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17}, seats=4)
    result = count(contest, "borda")
    assert named(contest, result.winners) == "NCMK"
    assert result.stages[0].standing == {1: 126, 2: 194, 3: 173, 4: 107}


def test_borda_can_pass_over_whom_most_papers_prefer() -> None:
    """Condorcet's objection: 3 of 5 rank A first, and B wins."""
    contest = letters("ABC", {"ABC": 3, "BCA": 2})
    assert count(contest, "borda").winners == (2,)
    assert count(contest, "schulze").winners == (1,)


def test_unranked_and_equal_candidates_share_the_points_of_their_places() -> None:
    contest = ranked("ABCD", {"A": 1, "B=C>D": 1})
    points = count(contest, "borda", lot=LOT).stages[0].standing
    # Of the first paper B, C and D have 1 each (0, 1 and 2 shared); of the second B and C 5/2 each.
    assert points == {1: 3, 2: Fraction(7, 2), 3: Fraction(7, 2), 4: 2}


def literal(contest: Contest) -> dict[int, Fraction]:
    """Points paper by paper: the places from first to last are worth n - 1 down to 0, and equals share theirs."""
    assert isinstance(contest.ballots, Rankings)
    points = dict.fromkeys(contest.standing, Fraction(0))
    for ranking, weight in contest.ballots:
        ranked = {one for rank in ranking for one in rank}
        top = len(points)
        for rank in (*ranking, tuple(one for one in points if one not in ranked)):
            if rank:
                shared = Fraction(sum(range(top - len(rank), top)), len(rank))
                top -= len(rank)
                for one in rank:
                    points[one] += shared * weight
    return points


@given(rankings())
def test_points_are_those_of_the_papers_and_their_sum_is_kept(contest: Contest) -> None:
    points = count(contest, "borda", lot=LOT).stages[0].standing
    assert points == literal(contest)
    size = len(contest.candidates)
    assert sum(points.values()) == contest.ballots.total * Fraction(size * (size - 1), 2)


def test_a_tie_needs_a_lot() -> None:
    with pytest.raises(TieNeedsLot):
        count(letters("AB", {"AB": 1, "BA": 1}), "borda")
