"""Whose place it is: members of a body, and delegates who sit in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Membership

from ..models import Delegacy
from .holding import holding


@dataclass(frozen=True)
class Place:
    """Somebody's place in a body's affairs. One of both is there at least."""

    body: Body
    membership: Membership | None
    """In this very body."""
    delegacies: tuple[Delegacy, ...]
    """Seats in this body that they hold today, as delegates of bodies below."""

    @property
    def name(self) -> str:
        """By which others here know them."""
        return str(self.membership.name if self.membership is not None else self.delegacies[0].name)


def place(account: Account | None, body_id: UUID | str) -> Place:
    """For members of the body, and for delegates who hold a seat in it. Raises Http404 for everybody else."""
    held = tuple(one for one in delegacies_of(account) if str(one.seat.upper_id) == str(body_id))
    try:
        membership = bodies.membership(account, body_id)
    except Http404:
        if not held:
            raise
        return Place(held[0].seat.upper, None, held)
    return Place(membership.body, membership, held)


def delegacies_of(account: Account | None) -> list[Delegacy]:
    """Seats that the account holds today: accepted, begun, not ended."""
    if account is None:
        return []
    found = holding(bodies.today()).filter(membership__account=account)
    return sorted(found, key=lambda one: (one.seat.upper.name.casefold(), one.seat.number, str(one.id)))


def holders(upper: Body) -> list[Delegacy]:
    """Whoever holds a seat in the body today; by body, then number."""
    found = holding(bodies.today()).filter(seat__upper=upper)
    return sorted(found, key=lambda one: (one.seat.lower.name.casefold(), one.seat.number, str(one.id)))
