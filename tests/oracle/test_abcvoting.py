"""Equal shares beside abcvoting, with each completion, in exact fractions on both sides."""

from __future__ import annotations

import pytest
from abcvoting.abcrules import compute_equal_shares
from abcvoting.preferences import Profile
from counting.profiles import LOT, scored
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Scores
from veche.counting.errors import TieNeedsLot

THEIRS = {"phragmen": "seqphragmen", "utilitarian": "av", "none": None}


def committees(contest: Contest, completion: str) -> list[set[int]]:
    """All committees that some way to break ties elects. They elect people whom nobody approves, so these do not stand."""
    assert isinstance(contest.ballots, Scores)
    theirs = Profile(len(contest.candidates))
    for scores, weight in contest.ballots.groups.items():
        approved = [number for number, score in enumerate(scores) if score]
        theirs.add_voters([approved] * weight)
    found = compute_equal_shares(
        theirs, contest.seats, algorithm="standard-fractions", resolute=False, completion=THEIRS[completion]
    )
    return [{number + 1 for number in committee} for committee in found]


@pytest.mark.parametrize("completion", THEIRS)
@given(contest=scored(most=6))
def test_the_committee_is_one_of_theirs(completion: str, contest: Contest) -> None:
    assert isinstance(contest.ballots, Scores)
    approved = {
        number for scores in contest.ballots.groups for number, score in enumerate(scores, 1) if score
    }
    if len(approved) < contest.seats:
        return
    theirs = committees(contest, completion)
    try:
        ours = count(contest, "equal-shares", completion=completion)
    except TieNeedsLot:
        assert set(count(contest, "equal-shares", completion=completion, lot=LOT).winners) in theirs
    else:
        assert theirs == [set(ours.winners)]
