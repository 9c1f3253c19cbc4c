"""Lists beside apportionment, where no two quotients are equal: it would break ties by the order of the lists."""

from __future__ import annotations

from collections import Counter

import pytest
from apportionment.methods import TiesException, compute
from counting.profiles import lists
from hypothesis import given

from veche.counting import count
from veche.counting.contest import Contest, Totals
from veche.counting.errors import TieNeedsLot

RULES = {
    "dhondt": ("dhondt", {}),
    "saintelague": ("sainte-lague", {}),
    "modified_saintelague": ("sainte-lague", {"first": "7/5"}),
}


@pytest.mark.parametrize("theirs", RULES)
@given(contest=lists())
def test_seats_are_the_same_and_ties_are_ties(theirs: str, contest: Contest) -> None:
    assert isinstance(contest.ballots, Totals)
    rule, settings = RULES[theirs]
    if not any(contest.ballots.votes):
        return
    votes = [n for n in contest.ballots.votes if n]
    numbers = [number for number, n in enumerate(contest.ballots.votes, 1) if n]
    try:
        seats = compute(theirs, votes, contest.seats, fractions=True, tiesallowed=False)
    except TiesException:
        with pytest.raises(TieNeedsLot):
            count(contest, rule, **settings)
        return
    found = Counter(count(contest, rule, **settings).winners)
    assert [found[number] for number in numbers] == seats
