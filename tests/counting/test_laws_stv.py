"""Laws that every transferable vote obeys, on contests that Hypothesis makes up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from counting.made import Made, contest, elections
from hypothesis import given, settings
from hypothesis import strategies as st

from veche.counting import Contest, Count, Lot, count

LOT = Lot(bytes(range(32)))
TRANSFERABLE = ("scottish-stv", "meek", "ers97")
EXAMPLES = settings(max_examples=100, deadline=None)


def by_name(found: Count, one: Contest) -> object:
    """All of a record that should not depend on how the candidates are numbered."""
    return (
        {one.name(number) for number in found.winners},
        [
            (
                stage.action,
                {one.name(number): votes for number, votes in stage.standing.items()},
                stage.exhausted,
                stage.lost,
                {one.name(number) for number in stage.elected},
                {one.name(number) for number in stage.excluded},
            )
            for stage in found.stages
        ],
        [
            (tie.stage, tie.purpose, tie.by, {one.name(number) for number in tie.candidates})
            for tie in found.ties
        ],
    )


@pytest.mark.parametrize("rule", TRANSFERABLE)
@given(made=elections(), seed=st.integers(0, 1000))
@EXAMPLES
def test_permuting_ballots_or_candidates_changes_nothing(rule: str, made: Made, seed: int) -> None:
    candidates, seats, papers = made
    one = contest(candidates, seats, papers)
    shuffled = list(papers)
    random.Random(seed).shuffle(shuffled)
    assert count(contest(candidates, seats, shuffled), rule, lot=LOT) == count(one, rule, lot=LOT)

    renumbered = list(range(1, candidates + 1))
    random.Random(seed).shuffle(renumbered)
    names = [""] * candidates
    for old, new in enumerate(renumbered, 1):
        names[new - 1] = one.name(old)
    other = contest(
        candidates, seats, [tuple(renumbered[old - 1] for old in paper) for paper in papers], names
    )
    assert by_name(count(other, rule, lot=LOT), other) == by_name(count(one, rule, lot=LOT), one)


@pytest.mark.parametrize("rule", TRANSFERABLE)
@given(made=elections())
@EXAMPLES
def test_the_sum_of_votes_is_kept_to_the_last_fraction(rule: str, made: Made) -> None:
    found = count(contest(*made), rule, lot=LOT)
    for stage in found.stages:
        assert sum(stage.standing.values()) + stage.exhausted + stage.lost == found.valid


@pytest.mark.parametrize("rule", TRANSFERABLE)
@given(made=elections())
@EXAMPLES
def test_all_seats_are_filled_while_there_are_candidates(rule: str, made: Made) -> None:
    candidates, seats, _ = made
    found = count(contest(*made), rule, lot=LOT)
    assert len(set(found.winners)) == len(found.winners) == min(seats, candidates)
    assert found.vacant == seats - len(found.winners)
    assert sorted(number for stage in found.stages for number in stage.elected) == sorted(found.winners)


@pytest.mark.parametrize("rule", TRANSFERABLE)
@given(made=elections())
@EXAMPLES
def test_whoever_has_a_quota_of_first_preferences_is_elected(rule: str, made: Made) -> None:
    _, seats, papers = made
    found = count(contest(*made), rule, lot=LOT)
    firsts = Counter(paper[0] for paper in papers if paper)
    assert {one for one, votes in firsts.items() if votes * (seats + 1) > found.valid} <= set(found.winners)


@st.composite
def with_a_coalition(draw: st.DrawFn) -> tuple[Made, frozenset[int]]:
    """Some papers put the same candidates first, in any order of their own."""
    candidates, seats, papers = draw(elections())
    members = draw(st.sets(st.integers(1, candidates), min_size=1))
    within, beyond = st.permutations(sorted(members)), sorted({*range(1, candidates + 1)} - members)
    solid: Sequence[tuple[int, ...]] = draw(
        st.lists(within.map(lambda order: (*order, *beyond)), max_size=40)
    )
    return (candidates, seats, [*papers, *solid]), frozenset(members)


@pytest.mark.parametrize("rule", ["scottish-stv", "meek"])
@given(drawn=with_a_coalition())
@settings(max_examples=300, deadline=None)
def test_a_solid_coalition_wins_as_many_seats_as_it_has_quotas(
    rule: str, drawn: tuple[Made, frozenset[int]]
) -> None:
    """Droop proportionality: k quotas of voters who put the same candidates before all others elect k of them.

    Rounding could only break it where it loses a whole vote. By the Scottish rules all quotas together exceed the valid
    papers by at least one vote, and a surplus of n papers loses less than n/100000: it takes 100,000 papers to come to a vote,
    and these contests have at most 160.
    """
    (candidates, seats, papers), members = drawn
    found = count(contest(candidates, seats, papers), rule, lot=LOT)
    solid = sum(set(paper[: len(members)]) == members for paper in papers)
    quotas = solid // (found.valid // (seats + 1) + 1)
    assert len(members & set(found.winners)) >= min(quotas, len(members))
