"""Ties: the earlier stages in the order of the rule, then the lot, and a record of each step."""

from __future__ import annotations

import pytest
from counting.made import contest

from veche.counting import Lot
from veche.counting.errors import TieNeedsLot
from veche.counting.record import Tie
from veche.counting.ties import Ties, latest_first

LOT = Lot(bytes(range(32)))
CONTEST = contest(4, 1, [], ["Ana", "Bo", "Cy", "Di"])


def test_one_candidate_is_no_tie() -> None:
    ties = Ties(CONTEST, None)
    assert ties.pick(3, [2], "exclude", highest=False) == 2
    assert ties.order(3, [2], "seat") == (2,)
    assert ties.broken == []


def test_the_first_stage_in_the_history_that_tells_them_apart_decides() -> None:
    history = [{1: 9, 2: 1, 3: 5}, {1: 4, 2: 6, 3: 5}, {1: 7, 2: 7, 3: 5}]
    ties = Ties(CONTEST, None)
    assert ties.pick(4, [1, 2], "surplus", latest_first(history), highest=True) == 2
    assert ties.broken == [Tie(4, (1, 2), "surplus", "history", (2, 1), 2)]
    assert ties.pick(4, [1, 2], "exclude", enumerate(history, 1), highest=False) == 2
    assert ties.broken[-1] == Tie(4, (1, 2), "exclude", "history", (1, 2), 1)


def test_those_who_are_equal_at_the_deciding_stage_go_on_without_the_others() -> None:
    history = [{1: 3, 2: 2, 3: 1}, {1: 5, 2: 5, 3: 4}]
    ties = Ties(CONTEST, None)
    assert ties.pick(3, [1, 2, 3], "elect", latest_first(history), highest=True) == 1
    assert [(tie.candidates, tie.at) for tie in ties.broken] == [((1, 2, 3), 2), ((1, 2), 1)]


def test_the_lot_decides_what_the_history_leaves_equal() -> None:
    ties, history = Ties(CONTEST, LOT), [{1: 2, 2: 2, 3: 5}]
    order = tuple(["Ana", "Bo", "Cy", "Di"].index(name) + 1 for name in LOT.order(2, ["Ana", "Bo"]))
    assert ties.pick(2, [2, 1, 3], "exclude", latest_first(history), highest=False) == order[-1]
    assert [tie.by for tie in ties.broken] == ["history", "lot"]
    assert ties.broken[-1] == Tie(2, (1, 2), "exclude", "lot", order)


def test_the_best_come_first_in_the_lot_and_the_worst_last() -> None:
    ties = Ties(CONTEST, LOT)
    order = ties.order(5, [1, 2, 3, 4], "seat")
    assert ties.pick(5, [1, 2, 3, 4], "elect", highest=True) == order[0]
    assert ties.pick(5, [1, 2, 3, 4], "exclude", highest=False) == order[-1]


def test_without_a_lot_a_tie_names_its_stage_and_candidates() -> None:
    with pytest.raises(
        TieNeedsLot, match=r"^stage 7: Bo and Di are tied, .* a lot that was sealed before the count$"
    ):
        Ties(CONTEST, None).pick(7, [4, 2], "exclude", [(1, {2: 1, 4: 1})], highest=False)
