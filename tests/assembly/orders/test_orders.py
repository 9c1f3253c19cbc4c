"""Standing orders: what is shipped is whole, what a body has otherwise is checked and shown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from veche.assembly import orders
from veche.words import Language


@pytest.mark.parametrize("ours", orders.shipped(), ids=lambda one: one.id)
def test_what_is_shipped_differs_from_itself_in_nothing(ours: orders.Orders) -> None:
    assert ours.differences() == ()
    assert orders.find(ours.id) == ours
    labels = [ours.name, *(one.label for one in (*ours.speaking.quotas, *ours.speaking.order_kinds))]
    assert all(label.in_(language) for label in labels for language in Language)
    assert [kind.rank for kind in ours.speaking.order_kinds] == sorted(
        kind.rank for kind in ours.speaking.order_kinds
    )


def test_three_are_shipped() -> None:
    assert [one.id for one in orders.shipped()] == ["congress", "plain", "union"]
    with pytest.raises(orders.UnknownOrders):
        orders.find("anarchy")


def test_a_change_is_taken_and_shown() -> None:
    ours = orders.find("union").with_({"notice_days": 10, "speaking": {"seconds": 60}})
    assert (ours.notice_days, ours.speaking.seconds, ours.speaking.second_seconds) == (10, 60, 120)
    assert [(one.place, one.shipped, one.here) for one in ours.differences()] == [
        ("notice_days", 14, 10),
        ("speaking.seconds", 180, 60),
    ]
    assert ours.with_({"notice_urgent_days": None}).notice_urgent_days is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"notice_days": -1}, "notice_days"),
        ({"notice_days": "many"}, "notice_days"),
        ({"notice_days": True}, "notice_days"),
        ({"speaking": {"seconds": 10**6}}, "speaking.seconds"),
        ({"tellers": 0}, "tellers"),
        ({"secret_if_share": "0.1"}, "secret_if_share"),
        ({"secret_if_share": "3/2"}, "secret_if_share"),
        ({"notice_urgent_days": 15}, "notice_urgent_days"),
        ({"quorum_rule": "plain-majority-of-votes"}, "quorum_rule"),
        ({"rules": {"motion": "no-such-rule"}}, "rules.motion"),
        ({"voting_order": "by_lot"}, "voting_order"),
        ({"unheard_of": 1}, ""),
        ({"tellers": None}, ""),
    ],
)
def test_what_does_not_hold_is_refused_by_its_place(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(orders.BadOrders) as refused:
        orders.find("union").with_(changes)
    assert refused.value.place == place


def test_the_last_day_to_call() -> None:
    ours = orders.find("union")
    assert ours.last_day_to_call(date(2026, 12, 15)) == date(2026, 12, 1)
    assert ours.last_day_to_call(date(2026, 12, 15), urgent=True) == date(2026, 12, 12)
    assert (
        orders.find("union")
        .with_({"notice_urgent_days": None})
        .last_day_to_call(date(2026, 12, 15), urgent=True)
        is None
    )


def test_a_share_is_exact() -> None:
    assert orders.find("union").secret_if_share == Fraction(1, 10)


def test_a_file_that_is_no_orders() -> None:
    for data in (b"", b"- 1", b"id: x", b"\xff", b"id: &a x"):
        with pytest.raises(orders.BadOrders):
            orders.parse(data, "ours.yaml")
