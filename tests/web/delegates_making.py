"""Bodies that belong together, their seats and who sits on them, for tests: written straight into the tables, without an election."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Link, Membership
from veche.web.delegates.models import Delegacy, Seat


def link(upper: Body, lower: Body) -> Link:
    """`lower` belongs to `upper`, accepted."""
    return Link.objects.get_or_create(upper=upper, lower=lower, defaults={"accepted": True})[0]


def make_seat(upper: Body, lower: Body, number: int = 0, weight: int = 1) -> Seat:
    """A seat of `lower` in `upper`, which it belongs to from now on; the next number if none is given."""
    link(upper, lower)
    number = number or Seat.objects.filter(upper=upper, lower=lower).count() + 1
    return Seat.objects.create(upper=upper, lower=lower, number=number, weight=weight, weighed=today())


def make_delegate(seat: Seat, membership: Membership, rank: int = 0, **fields: Any) -> Delegacy:
    """Somebody of the lower body who has accepted and sits since a month for a year (`rank` 0), or waits behind."""
    begins = today() - timedelta(days=30)
    given = {
        "name": membership.name,
        "rank": rank,
        "begins": begins,
        "ends": begins + timedelta(days=364),
        "elected": begins,
        "accepted": begins,
    }
    return Delegacy.objects.create(seat=seat, membership=membership, **given | fields)
