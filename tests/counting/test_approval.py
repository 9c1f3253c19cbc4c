"""Approval, for one seat and for several."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counting.profiles import LOT, approving, contest, letters, scored
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Scores, Totals
from veche.counting.errors import CannotCount, TieNeedsLot


def test_tennessee() -> None:
    """Everyone approves of the two nearest cities."""
    papers = approving("MNCK", {"MN": 42, "NC": 26, "CK": 32})
    result = count(papers, "approval")
    assert result.winners == (2,)
    assert result.stages[0].standing == {1: 42, 2: 68, 3: 58, 4: 32}


def test_several_seats_and_totals() -> None:
    assert count(contest("ABC", Totals((70, 80, 90), 100), seats=2), "approval").winners == (3, 2)
    assert count(letters("ABC", {"AB": 3, "B": 1, "C": 2}), "approval").winners == (2,)


def test_a_grade_is_not_an_approval() -> None:
    with pytest.raises(CannotCount, match="a paper gives a candidate 2, where the rule says 0 to 1"):
        count(contest("AB", Scores({(2, 0): 1})), "approval")
    with pytest.raises(CannotCount, match="a paper gives a candidate -1"):
        count(contest("AB", Scores({(-1, 1): 1})), "approval")


def test_a_threshold_is_a_share_of_papers() -> None:
    papers = approving("ABC", {"AB": 3, "BC": 2, "": 1}, seats=2)
    assert count(papers, "approval", threshold="1/2", base="valid").winners == (2,)
    assert count(papers, "approval", threshold="1/2", base="chosen").winners == (2, 1)


@given(scored(missing=True))
def test_sums_are_those_of_the_papers(contest: Contest) -> None:
    assert isinstance(contest.ballots, Scores)
    result = count(contest, "approval", lot=LOT)
    for number, votes in result.stages[0].standing.items():
        assert votes == sum(n for scores, n in contest.ballots.groups.items() if scores[number - 1])
    best = min(result.stages[0].standing[number] for number in result.winners)
    assert all(
        votes <= best for number, votes in result.stages[0].standing.items() if number not in result.winners
    )


@given(scored())
def test_one_more_approval_never_unseats(contest: Contest) -> None:
    assert isinstance(contest.ballots, Scores)
    try:
        winners = count(contest, "approval").winners
    except TieNeedsLot:
        return
    for scores in contest.ballots.groups:
        for winner in winners:
            more = tuple(1 if number == winner else score for number, score in enumerate(scores, start=1))
            groups = dict(contest.ballots.groups)
            groups[scores] -= 1
            groups[more] = groups.get(more, 0) + 1
            assert winner in count(replace(contest, ballots=Scores(groups)), "approval", lot=LOT).winners
