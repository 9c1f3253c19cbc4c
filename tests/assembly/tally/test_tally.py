"""Tellers who must agree, parts of one result, split votes, weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.tally import (
    Again,
    Agreed,
    NotTheWeight,
    TooMany,
    Waiting,
    as_figures,
    compare,
    split,
    unite,
)
from veche.rules import BadFigures, Outcome, decide, find


def test_two_tellers_who_agree() -> None:
    assert compare({}, 2) == Waiting(1, 2)
    assert compare({1: [(3, 2)]}, 2) == Waiting(1, 1)
    assert compare({1: [(3, 2), (3, 2)]}, 2) == Agreed(1, (3, 2))


def test_tellers_who_disagree_count_again_until_they_agree() -> None:
    takes = {1: [(3, 2), (4, 2)]}
    assert compare(takes, 2) == Again(2, (1, 0))
    assert compare(takes | {2: [(4, 2)]}, 2) == Waiting(2, 1)
    assert compare(takes | {2: [(4, 2), (4, 3)]}, 2) == Again(3, (0, 1))
    assert compare(takes | {2: [(4, 2), (4, 3)], 3: [(4, 3), (4, 3)]}, 2) == Agreed(3, (4, 3))


def test_one_teller_is_enough_where_the_orders_say_so() -> None:
    assert compare({1: [(1, 0)]}, 1) == Agreed(1, (1, 0))


COUNTS = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=6))
def test_the_first_take_in_which_both_wrote_the_same_stands(
    pairs: list[tuple[tuple[int, ...], tuple[int, ...]]],
) -> None:
    found = compare(dict(enumerate(pairs, 1)), 2)
    equal = [take for take, (one, other) in enumerate(pairs, 1) if one == other]
    if equal:
        assert found == Agreed(equal[0], pairs[equal[0] - 1][0])
    else:
        assert not isinstance(found, Agreed)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=4), st.integers(0, 200))
def test_a_split_vote_sums_up_to_its_weight(choice: list[int], weight: int) -> None:
    if sum(choice) in (0, weight):
        assert split(choice, weight, len(choice)) == tuple(choice)
    else:
        with pytest.raises(NotTheWeight):
            split(choice, weight, len(choice))


@pytest.mark.parametrize("choice", [[1], [1, 0, 0], [-1, 2], [True, 0], ["1", 0], [0.5, 0.5], [10**10, 0]])
def test_a_ballot_is_a_whole_number_for_each_answer(choice: list[int]) -> None:
    with pytest.raises(ValueError, match="whole number"):
        split(choice, 1, 2)


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 3), max_size=6))
def test_united_parts_lose_and_double_nothing(parts: list[tuple[int, ...]]) -> None:
    whole = unite(parts, 3)
    assert whole == tuple(sum(part[place] for part in parts) for place in range(3))
    assert unite([*parts[::-1]], 3) == whole


def test_a_part_with_other_answers_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        unite([(1, 2)], 3)


def test_figures_are_what_a_rule_decides_by() -> None:
    rule = find("plain-half-present-majority-of-present")
    keys = ("yes", "no", "abstain")
    carried = as_figures((26, 20, 4), keys, present=51, roll=100)
    assert decide(rule, carried, secret=False).outcome == Outcome.CARRIED
    tied = as_figures((25, 20, 4), keys, present=51, roll=100)
    assert decide(rule, tied, secret=False).outcome == Outcome.LOST  # 25 of 51 are not more than half
    few = as_figures((50, 0, 0), keys, present=50, roll=100)
    assert decide(rule, few, secret=False).outcome == Outcome.NO_QUORUM


def test_more_votes_than_people_are_no_figures() -> None:
    with pytest.raises(TooMany) as raised:
        as_figures((3, 2), ("yes", "no"), present=5, roll=9, spoiled=1)
    assert (raised.value.votes, raised.value.present) == (6, 5)
    with pytest.raises(BadFigures):
        as_figures((3, 2), ("yes", "no"), present=7, roll=6).check()
