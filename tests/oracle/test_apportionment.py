"""Lists beside apportionment, where no two quotients are equal: it would break ties by the order of the lists."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import pytest
from apportionment.methods import TiesException, compute
from counting.profiles import lists
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Totals
from veche.counting.errors import TieNeedsLot

RULES = {"dhondt": "dhondt", "saintelague": "sainte-lague"}


def votes_and_numbers(contest: Contest) -> tuple[list[int], list[int]]:
    """Of the lists that have votes."""
    assert isinstance(contest.ballots, Totals)
    voted = [(votes, number) for number, votes in enumerate(contest.ballots.votes, 1) if votes]
    return [votes for votes, _ in voted], [number for _, number in voted]


@pytest.mark.parametrize("theirs", RULES)
@given(contest=lists())
def test_seats_are_the_same_and_ties_are_ties(theirs: str, contest: Contest) -> None:
    votes, numbers = votes_and_numbers(contest)
    if not votes:
        return
    try:
        seats = compute(theirs, votes, contest.seats, fractions=True, tiesallowed=False)
    except TiesException:
        with pytest.raises(TieNeedsLot):
            count(contest, RULES[theirs])
        return
    found = Counter(count(contest, RULES[theirs]).winners)
    assert [found[number] for number in numbers] == seats


@given(contest=lists())
def test_a_first_divisor_of_7_5_where_nothing_is_tied(contest: Contest) -> None:
    votes, numbers = votes_and_numbers(contest)
    if not votes:
        return
    with suppress(TieNeedsLot):
        found = Counter(count(contest, "sainte-lague", first="7/5").winners)
        assert [found[number] for number in numbers] == compute("modified_saintelague", votes, contest.seats)
