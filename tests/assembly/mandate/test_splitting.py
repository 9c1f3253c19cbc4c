"""Shares by largest remainders: exact, whole, and as good as any other that the rule allows."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.mandate import Shared, plan, share

ANSWERS = ("yes", "no", "abstain", "other")
HOME = st.dictionaries(st.sampled_from(ANSWERS), st.integers(0, 40), min_size=1).filter(
    lambda home: sum(home.values()) > 0
)


def allowed(answers: Sequence[str], home: dict[str, int], weight: int, card: Sequence[int]) -> bool:
    """By the definition, with fractions: nobody is a vote off, and nobody who got one more had a smaller part than somebody who did not."""
    whole = sum(home.get(answer, 0) for answer in answers)
    quotas = [Fraction(weight * home.get(answer, 0), whole) for answer in answers]
    if sum(card) != weight or any(
        number - quota.__floor__() not in (0, 1) for number, quota in zip(card, quotas, strict=True)
    ):
        return False
    parts = [quota - quota.__floor__() for quota in quotas]
    more = [
        part for part, number, quota in zip(parts, card, quotas, strict=True) if number > quota.__floor__()
    ]
    less = [
        part for part, number, quota in zip(parts, card, quotas, strict=True) if number == quota.__floor__()
    ]
    return not more or not less or min(more) >= max(less)


@given(HOME, st.integers(0, 30))
def test_a_share_is_one_that_the_rule_allows(home: dict[str, int], weight: int) -> None:
    found = share(ANSWERS, home, weight)
    assert allowed(ANSWERS, home, weight, found.numbers)
    assert found.allows(found.numbers)


@given(HOME, st.integers(0, 7))
def test_all_that_are_as_good_are_allowed_and_no_other(home: dict[str, int], weight: int) -> None:
    answers = ANSWERS[:3]
    if not any(home.get(answer) for answer in answers):
        return
    found = share(answers, home, weight)
    for card in product(range(weight + 1), repeat=len(answers)):
        assert found.allows(card) == allowed(answers, home, weight, card), card


@given(HOME, st.integers(0, 6))
def test_what_was_cast_leaves_room_if_something_can_still_make_it_right(
    home: dict[str, int], weight: int
) -> None:
    answers = ANSWERS[:3]
    if not any(home.get(answer) for answer in answers):
        return
    found = share(answers, home, weight)
    whole = [card for card in product(range(weight + 1), repeat=3) if found.allows(card)]
    for cast in product(range(weight + 1), repeat=3):
        can = any(all(a <= b for a, b in zip(cast, card, strict=True)) for card in whole)
        assert found.leaves_room(cast) == can, cast


@given(HOME, st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_cards_have_the_weights_of_the_seats_and_carry_the_whole(
    home: dict[str, int], weights: list[int]
) -> None:
    found = share(ANSWERS, home, sum(weights))
    cards = plan(found.numbers, weights)
    assert [sum(card) for card in cards] == weights
    assert tuple(map(sum, zip(*cards, strict=True))) == found.numbers
    split = [card for card in cards if sum(number > 0 for number in card) > 1]
    assert len(split) < len(ANSWERS)


def test_three_cards_of_sixty_to_forty_are_two_and_one() -> None:
    found = share(("yes", "no"), {"yes": 60, "no": 40}, 3)
    assert found == Shared((2, 1), (2, 1))
    assert plan(found.numbers, [1, 1, 1]) == [(1, 0), (1, 0), (0, 1)]


def test_a_tie_is_stated() -> None:
    found = share(("yes", "no"), {"yes": 50, "no": 50}, 1)
    assert found == Shared((1, 0), (0, 0), tied=(0, 1), among=1)
    assert found.allows((0, 1))
    assert not found.allows((1, 1))


def test_a_tie_behind_sure_remainders() -> None:
    """Quotas 2/3·2 … : 4 votes among 5, 5, 2 are 5/3, 5/3, 2/3: whole parts 1, 1, 0, and two more among three equal parts."""
    found = share(("a", "b", "c"), {"a": 5, "b": 5, "c": 2}, 4)
    assert (found.least, found.tied, found.among) == ((1, 1, 0), (0, 1, 2), 2)
    assert found.numbers == (2, 2, 0)


def test_answers_that_the_ballot_lacks_are_left_out() -> None:
    assert share(("yes", "no"), {"yes": 3, "no": 1, "abstain": 96}, 4).numbers == (3, 1)
    with pytest.raises(ValueError, match="nobody voted"):
        share(("yes", "no"), {"abstain": 5}, 4)


def test_weights_and_shares_must_be_of_one_whole() -> None:
    with pytest.raises(ValueError, match="not what was shared"):
        plan((2, 1), [1, 1])
