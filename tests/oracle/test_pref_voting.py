"""Rankings and grades beside pref_voting, on real contests and on made-up ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import factorial, prod
from pathlib import Path

import pytest
from counting.profiles import LOT, rankings, scored
from counting.samples import NAMES as WARDS
from counting.samples import WINNERS, scottish
from hypothesis import given
from pref_voting.grade_methods import approval, majority_judgement
from pref_voting.grade_profiles import GradeProfile
from pref_voting.iterative_methods import instant_runoff_put
from pref_voting.margin_based_methods import beat_path, ranked_pairs
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from pref_voting.scoring_methods import symmetric_borda_scores

from veche.counting import count
from veche.counting.contest import Contest, Scores
from veche.counting.errors import TieNeedsLot
from veche.counting.formats import read
from veche.counting.papers import Rankings

DEBIAN = Path(__file__).parents[1] / "counting" / "data" / "debian"
MOST_ORDERS = 1_000
pytestmark = pytest.mark.filterwarnings("default")


def profile(contest: Contest, *, whole: bool = True) -> ProfileWithTies:
    """Their profile of the same papers; `whole`: unranked counts as last, which they do not do by themselves."""
    assert isinstance(contest.ballots, Rankings)
    groups = [(ranking, weight) for ranking, weight in contest.ballots if ranking]
    found = ProfileWithTies(
        [{one: place for place, rank in enumerate(ranking, 1) for one in rank} for ranking, _ in groups],
        rcounts=[weight for _, weight in groups],
        candidates=list(contest.standing),
    )
    if whole:
        found.use_extended_strict_preference()
    return found


def grades(contest: Contest, highest: int) -> GradeProfile:
    assert isinstance(contest.ballots, Scores)
    groups = contest.ballots.groups
    return GradeProfile(
        [dict(enumerate(scores, 1)) for scores in groups],
        list(range(highest + 1)),
        gcounts=list(groups.values()),
    )


def by_winning_votes(theirs: ProfileWithTies) -> Callable[[int, int], int]:
    """Strength as we compare it: papers for, then fewer against; a draw is weaker than any win."""

    def strength(one: int, other: int) -> int:
        votes, against = theirs.support(one, other), theirs.support(other, one)
        return votes * 10**9 - against if votes > against else -1

    return strength


def agree(contest: Contest, rule: str, theirs: list[int], **settings: str) -> None:
    """Their winners are all those whom some lot would elect: without a lot we elect the only one, with one we elect one of them."""
    single = replace(contest, seats=1)
    try:
        ours = count(single, rule, **settings).winners
    except TieNeedsLot:
        assert count(single, rule, lot=LOT, **settings).winners[0] in theirs
    else:
        assert list(ours) == theirs


@pytest.mark.parametrize("name", WARDS)
def test_a_council_ward(name: str) -> None:
    """Scottish STV for all seats; instant runoff, Borda, Schulze and ranked pairs as if there were one."""
    contest = scottish(name)
    cut, whole = profile(contest, whole=False), profile(contest)
    seats = WINNERS[name]["seats"]
    winners = sorted(count(contest, "scottish-stv", seats=seats).winners)
    assert stv_scottish(cut, num_seats=seats) == winners == sorted(WINNERS[name]["winners"])
    agree(contest, "irv", instant_runoff_put(cut))
    agree(contest, "schulze", beat_path(whole, strength_function=by_winning_votes(whole)))
    borda(contest)
    # Their ranked pairs tries every order of equal pairs where nobody beats everyone, and would not end.
    if (winner := whole.condorcet_winner()) is not None:
        assert count(contest, "ranked-pairs", seats=1).winners == (winner,)


def borda(contest: Contest) -> None:
    """Their score is how often a candidate stands above others, less how often below: so much are ours above the middle."""
    theirs = symmetric_borda_scores(profile(contest))
    points = count(contest, "borda", lot=LOT).stages[0].standing
    middle = contest.ballots.total * (len(contest.standing) - 1)
    assert {number: 2 * value - middle for number, value in points.items()} == theirs


@pytest.mark.parametrize("year", [2006, 2007, 2020])
def test_a_leader_of_debian(year: int) -> None:
    contest = read(DEBIAN / f"leader{year}_tally.txt")
    whole = profile(contest)
    agree(contest, "schulze", beat_path(whole, strength_function=by_winning_votes(whole)))
    agree(contest, "ranked-pairs", ranked_pairs(whole))


@given(rankings())
def test_schulze(contest: Contest) -> None:
    whole = profile(contest)
    agree(contest, "schulze", beat_path(whole, strength_function=by_winning_votes(whole)))


@given(rankings(most=4))
def test_ranked_pairs(contest: Contest) -> None:
    agree(contest, "ranked-pairs", ranked_pairs(profile(contest), algorithm="from_stacks"))


@given(rankings(most=4))
def test_ranked_pairs_by_winning_votes(contest: Contest) -> None:
    """Theirs tries every order of equal pairs, so we leave out contests with more than a few."""
    whole = profile(contest)
    strength = by_winning_votes(whole)
    pairs = [(a, b) for a in contest.standing for b in contest.standing if a != b]
    equal = Counter(strength(a, b) for a, b in pairs if whole.margin(a, b) >= 0)
    if prod(map(factorial, equal.values())) <= MOST_ORDERS:
        agree(
            contest, "ranked-pairs", ranked_pairs(whole, strength_function=strength), strength="winning-votes"
        )


@given(rankings())
def test_borda(contest: Contest) -> None:
    borda(contest)


@given(rankings(equal=False))
def test_instant_runoff(contest: Contest) -> None:
    """They break ties in every way; we look at earlier stages first, so ours is one of theirs."""
    assert count(contest, "irv", seats=1, lot=LOT).winners[0] in instant_runoff_put(
        profile(contest, whole=False)
    )


@given(scored())
def test_approval(contest: Contest) -> None:
    agree(contest, "approval", approval(grades(contest, 1)))


@given(scored(highest=4))
def test_majority_judgment(contest: Contest) -> None:
    """Theirs is the rule for many voters, the majority-gauge: where it has one winner, and median grades are shared."""
    theirs = majority_judgement(grades(contest, 4))
    if len(theirs) == 1:
        assert count(contest, "majority-judgment", seats=1).winners == tuple(theirs)
