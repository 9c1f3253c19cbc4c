"""Seats by size: known examples, the counting rules of the house, and what each method must and need not keep."""

from __future__ import annotations

import secrets
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from veche.assembly.seats import CannotShare, Group, NeedsLot, Plan, Sharing, share
from veche.counting import Lot, count
from veche.counting.contest import Candidate, Contest, Totals
from veche.counting.errors import TieNeedsLot

LOT = Lot(bytes(32))
DIVISORS = ("dhondt", "sainte_lague", "square_root")


def groups(*members: int) -> list[Group]:
    return [Group(f"b{number}", f"Body {number}", size) for number, size in enumerate(members, 1)]


def shared(method: str, seats: int, *members: int, least: int = 0, most: int = 0) -> list[int]:
    found = share(groups(*members), Plan(method, seats, least, most), LOT)
    return [one.seats for one in found.shared]


members = st.lists(st.integers(0, 2000), min_size=1, max_size=8)
seats = st.integers(1, 40)


def test_known_examples() -> None:
    assert shared("equal", 2, 500, 3, 40) == [2, 2, 2]
    assert shared("threshold", 100, 500, 501, 3, 0) == [5, 6, 1, 0]
    assert shared("threshold", 100, 500, 3, 0, least=1, most=4) == [4, 1, 1]
    assert shared("dhondt", 8, 100_000, 80_000, 30_000, 20_000) == [4, 3, 1, 0]
    assert shared("sainte_lague", 8, 100_000, 80_000, 30_000, 20_000) == [3, 3, 1, 1]
    assert shared("square_root", 6, 900, 400, 100) == [3, 2, 1]  # 30, 20 and 10
    assert shared("dhondt", 6, 900, 400, 100) == [4, 2, 0]
    assert shared("dhondt", 6, 900, 400, 100, least=1) == [4, 1, 1]
    assert shared("dhondt", 6, 900, 400, 100, most=3) == [3, 3, 0]


@pytest.mark.parametrize(("ours", "theirs"), [("dhondt", "dhondt"), ("sainte_lague", "sainte-lague")])
@given(members=members, seats=seats)
def test_the_counting_rules_of_the_house_give_the_same(
    ours: str, theirs: str, members: list[int], seats: int
) -> None:
    assume(any(members))
    lists = tuple(Candidate(number, f"Body {number}") for number in range(1, len(members) + 1))
    contest = Contest("", lists, seats, Totals(tuple(members), sum(members)))
    try:
        found = Counter(count(contest, theirs).winners)
    except TieNeedsLot:
        return  # they leave to a lot what the larger body has here
    assert shared(ours, seats, *members) == [found[number] for number in range(1, len(members) + 1)]


@pytest.mark.parametrize("method", DIVISORS)
@given(members=members, seats=seats)
def test_more_seats_in_all_are_fewer_for_nobody(method: str, members: list[int], seats: int) -> None:
    """No Alabama paradox: house-monotone."""
    assume(any(members))
    before, after = (shared(method, number, *members) for number in (seats, seats + 1))
    assert all(was <= now for was, now in zip(before, after, strict=True))
    assert sum(after) == seats + 1


@pytest.mark.parametrize("method", DIVISORS)
@given(members=members, seats=seats, more=st.integers(1, 500), data=st.data())
def test_more_members_are_not_fewer_seats(
    method: str, members: list[int], seats: int, more: int, data: st.DataObject
) -> None:
    assume(any(members))
    number = data.draw(st.integers(0, len(members) - 1))
    grown = [size + more * (place == number) for place, size in enumerate(members)]
    assert shared(method, seats, *grown)[number] >= shared(method, seats, *members)[number]


@pytest.mark.parametrize("method", [*DIVISORS, "equal", "threshold"])
@given(members=members, seats=seats)
def test_a_larger_body_never_has_fewer_seats(method: str, members: list[int], seats: int) -> None:
    assume(any(members))
    found = shared(method, seats, *members)
    for one, had in zip(members, found, strict=True):
        assert all(had <= more for other, more in zip(members, found, strict=True) if other > one)


@given(members=members, seats=seats)
def test_dhondt_gives_everybody_their_share_rounded_down(members: list[int], seats: int) -> None:
    assume(any(members))
    for size, had in zip(members, shared("dhondt", seats, *members), strict=True):
        assert had >= seats * size // sum(members)


def test_no_divisor_keeps_the_share_rounded_up_for_all() -> None:
    """What D'Hondt gives a large body may exceed its share rounded up: nobody is to expect otherwise."""
    found = shared("dhondt", 20, 1000, 100, 99, 98, 97, 96)
    assert found[0] > -(-20 * 1000 // 1490)


@pytest.mark.parametrize("method", DIVISORS)
@given(members=members, seats=seats)
def test_no_seat_can_be_moved_to_a_higher_quotient(method: str, members: list[int], seats: int) -> None:
    """The last seat that anybody has stood no lower than the next one of anybody: by squares, without roots."""
    assume(any(members))
    step, power = (2, 1) if method == "sainte_lague" else (1, 2 if method == "square_root" else 1)
    found = shared(method, seats, *members)
    sizes = [(size, had) for size, had in zip(members, found, strict=True) if size]
    lowest = min(Fraction(size, (step * (had - 1) + 1) ** power) for size, had in sizes if had)
    highest = max(Fraction(size, (step * had + 1) ** power) for size, had in sizes)
    assert lowest >= highest


@pytest.mark.parametrize("method", DIVISORS)
@given(members=members, seats=seats, least=st.integers(0, 3), most=st.integers(0, 12))
def test_least_and_most_hold_and_all_seats_are_given(
    method: str, members: list[int], seats: int, least: int, most: int
) -> None:
    try:
        found = shared(method, seats, *members, least=least, most=most)
    except CannotShare:
        return
    assert sum(found) == seats
    assert all(least <= had <= (most or seats) for had in found)


@given(members=members, seats=st.integers(1, 12))
def test_weights_make_up_the_members(members: list[int], seats: int) -> None:
    found = share(groups(*members), Plan("equal", seats))
    for one in found.shared:
        assert sum(one.weights) == one.group.members
        assert max(one.weights) - min(one.weights) <= 1


def test_equal_quotients_go_to_the_larger_body() -> None:
    found = share(groups(100, 200, 300), Plan("dhondt", 4))
    assert [one.seats for one in found.shared] == [0, 1, 3]  # 100/1 = 200/2 = 300/3 for one seat
    assert [(tie.by, tie.order[0]) for tie in found.ties] == [("size", "b3")]


def test_between_bodies_of_one_size_only_a_lot_decides() -> None:
    with pytest.raises(NeedsLot) as raised:
        share(groups(100, 100, 100), Plan("dhondt", 2))
    assert sorted(raised.value.ids) == ["b1", "b2", "b3"]
    won: Counter[str] = Counter()
    for _ in range(60):
        found = share(groups(100, 100, 100), Plan("dhondt", 2), Lot(secrets.token_bytes(32)))
        assert [tie.by for tie in found.ties] == ["lot"]
        won.update(one.group.id for one in found.shared if one.seats)
    assert set(won) == {"b1", "b2", "b3"}


def test_the_lot_does_not_ask_in_which_order_bodies_stand() -> None:
    bodies = groups(100, 100, 100, 40)
    one, other = (share(order, Plan("dhondt", 2), LOT) for order in (bodies, bodies[::-1]))
    assert all(one.of(body.id) == other.of(body.id) for body in bodies)


@pytest.mark.parametrize(
    ("code", "sizes", "plan"),
    [
        ("no_bodies", [], Plan("dhondt", 3)),
        ("no_seats", [10], Plan("equal", 0)),
        ("least_above_most", [10], Plan("threshold", 5, 3, 2)),
        ("too_few", [10, 10], Plan("dhondt", 3, 2)),
        ("too_many", [10, 10], Plan("dhondt", 5, 0, 2)),
        ("no_members", [0, 0], Plan("dhondt", 5, 1)),
        ("out_of_bounds", [10, 10], Plan("equal", 9000)),
        ("out_of_bounds", [10**9], Plan("threshold", 1)),
    ],
)
def test_what_cannot_be_shared_is_named(code: str, sizes: list[int], plan: Plan) -> None:
    with pytest.raises(CannotShare) as raised:
        share(groups(*sizes), plan, LOT)
    assert raised.value.code == code


def test_a_large_congress_is_shared_at_once() -> None:
    found: Sharing = share(groups(*range(1, 2001)), Plan("square_root", 10_000, 1), LOT)
    assert found.seats == 10_000
