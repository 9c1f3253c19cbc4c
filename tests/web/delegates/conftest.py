"""A branch with two seats in a union, and who sits there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from web.delegates_making import make_delegate, make_seat

from veche.web.bodies.models import Body, Membership, Role
from veche.web.delegates.models import Delegacy, Seat


@dataclass
class Branch:
    """`lower` sends `delegate` to `upper`, where `alternate` waits; `member` holds nothing; `steward` founded `lower`, `head` founded `upper`."""

    upper: Body
    lower: Body
    seats: list[Seat]
    delegate: Delegacy
    alternate: Delegacy
    member: Membership
    steward: Membership
    head: Membership


@pytest.fixture
def branch(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Branch:
    upper, lower = make_body("Union", "union"), make_body("Depot", "branch")
    seats = [make_seat(upper, lower), make_seat(upper, lower)]
    ana, bo, chi = (make_member(lower, name=name) for name in ("Ana", "Bo", "Chi"))
    return Branch(
        upper,
        lower,
        seats,
        make_delegate(seats[0], ana),
        make_delegate(seats[0], bo, 1),
        chi,
        founder(lower),
        founder(upper),
    )


def founder(body: Body) -> Membership:
    """Its steward and returning officer."""
    return Role.objects.filter(membership__body=body, office="steward")[0].membership
