"""Seats of bodies beside apportionment, where no two quotients are equal."""

from __future__ import annotations

import pytest
from apportionment.methods import TiesException, compute
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.seats import Group, Plan, share
from veche.counting import Lot


@pytest.mark.parametrize(("ours", "theirs"), [("dhondt", "dhondt"), ("sainte_lague", "saintelague")])
@given(members=st.lists(st.integers(1, 5000), min_size=1, max_size=9), seats=st.integers(1, 60))
def test_seats_are_the_same(ours: str, theirs: str, members: list[int], seats: int) -> None:
    groups = [Group(str(number), "", size) for number, size in enumerate(members)]
    found = share(groups, Plan(ours, seats), Lot(bytes(32)))
    try:
        expected = compute(theirs, members, seats, fractions=True, tiesallowed=False)
    except TiesException:
        assert found.ties
        return
    assert [one.seats for one in found.shared] == expected
    assert not found.ties


@given(members=st.lists(st.integers(1, 70), min_size=1, max_size=9, unique=True), seats=st.integers(1, 60))
def test_roots_of_squares_are_shared_as_they_are(members: list[int], seats: int) -> None:
    """D'Hondt on √(n²) is D'Hondt on n."""
    groups = [Group(str(number), "", size**2) for number, size in enumerate(members)]
    found = share(groups, Plan("square_root", seats), Lot(bytes(32)))
    try:
        expected = compute("dhondt", members, seats, fractions=True, tiesallowed=False)
    except TiesException:
        assert found.ties
        return
    assert [one.seats for one in found.shared] == expected
