"""Seats, whoever sits on them, and whoever waits behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Link, Membership

from ..models import Delegacy, Seat, Sharing
from .holding import holding, standing


def bodies_below(body: Body) -> list[Body]:
    """The bodies that belong to it: accepted links alone, by name."""
    return _by_name(
        link.lower for link in Link.objects.filter(upper=body, accepted=True).select_related("lower")
    )


def bodies_above(body: Body) -> list[Body]:
    """The bodies to which it belongs, by name."""
    return _by_name(
        link.upper for link in Link.objects.filter(lower=body, accepted=True).select_related("upper")
    )


def _by_name(found: Iterable[Body]) -> list[Body]:
    return sorted(found, key=lambda one: (one.name.casefold(), str(one.id)))


def seats_of(lower: Body, upper: Body) -> list[Seat]:
    """The seats that `lower` has in `upper` now, by number."""
    found = Seat.objects.filter(lower=lower, upper=upper, abolished=None).select_related("upper", "lower")
    return list(found.order_by("number"))


def seats_in(upper: Body) -> list[Seat]:
    """All seats in a body, by the names of the bodies that have them, then by number."""
    found = Seat.objects.filter(upper=upper, abolished=None).select_related("upper", "lower")
    return sorted(found, key=lambda one: (one.lower.name.casefold(), str(one.lower_id), one.number))


def delegate_of(seat: Seat) -> Delegacy | None:
    """Who holds the seat today."""
    return holding(bodies.today()).filter(seat=seat).first()


def called_to(seat: Seat) -> list[Delegacy]:
    """Whoever is elected to the seat and not over: who sits, who has not accepted yet, whose term is to come; in the order of their terms."""
    found = standing(bodies.today()).filter(seat=seat, rank=0)
    return list(found.order_by("begins", "id"))


def alternates_of(lower: Body, upper: Body) -> list[Delegacy]:
    """Alternates of all seats that `lower` has in `upper`, in the order in which they move up."""
    found = standing(bodies.today()).filter(seat__lower=lower, seat__upper=upper, rank__gt=0)
    return list(found.order_by("begins", "rank", "seat__number", "id"))


@dataclass(frozen=True)
class Sitting:
    """A seat, who holds it today (None: a gap), and who else was called to it: not accepted yet, or for a term to come."""

    seat: Seat
    holder: Delegacy | None
    called: tuple[Delegacy, ...]


def sittings(upper: Body, lower: Body | None = None) -> list[Sitting]:
    """Every seat in `upper` (of `lower`) with whoever is on it; by the names of the bodies, then by number."""
    seats = seats_in(upper) if lower is None else seats_of(lower, upper)
    held = {one.seat_id: one for one in holding(bodies.today()).filter(seat__in=seats)}
    called: dict[UUID, list[Delegacy]] = {}
    for one in standing(bodies.today()).filter(seat__in=seats, rank=0).order_by("begins", "id"):
        if one.pk != getattr(held.get(one.seat_id), "pk", None):
            called.setdefault(one.seat_id, []).append(one)
    return [Sitting(one, held.get(one.pk), tuple(called.get(one.pk, ()))) for one in seats]


def history_of(seat: Seat) -> list[Delegacy]:
    """Everybody who was ever called to the seat, the last first."""
    found = Delegacy.objects.filter(seat=seat, rank=0).select_related("elected_by", "membership")
    return sorted(found, key=_since, reverse=True)


def _since(one: Delegacy) -> tuple[date, bool, str]:
    """Since when somebody had the seat; whoever moved up on the same day came later."""
    return max(one.begins, one.moved_up or one.begins), one.moved_up is not None, str(one.pk)


def seat(account: Account | None, seat_id: UUID) -> tuple[Seat, Membership | None]:
    """A seat, for members of either body and for delegates who sit in the upper one; and the asker's membership in the lower body.

    Raises Http404.
    """
    from .places import place

    found = Seat.objects.filter(pk=seat_id).select_related("upper", "lower").first()
    if found is None:
        raise Http404
    try:
        return found, bodies.membership(account, found.lower_id)
    except Http404:
        place(account, found.upper_id)
        return found, None


def own(account: Account | None, delegacy_id: UUID) -> Delegacy:
    """One's own delegacy, not ended. Raises Http404."""
    found = (
        standing(bodies.today()).filter(pk=delegacy_id, membership__account=account).first()
        if account is not None
        else None
    )
    if found is None:
        raise Http404
    return found


def own_of(account: Account | None) -> list[Delegacy]:
    """What somebody was elected to and is not over, alternates and terms to come too."""
    return [] if account is None else list(standing(bodies.today()).filter(membership__account=account))


def sharings_of(upper: Body) -> list[Sharing]:
    """How seats were shared, the last first."""
    return list(Sharing.objects.filter(upper=upper).order_by("-number"))


def terms_of(membership: Membership) -> list[Delegacy]:
    """Every seat that the member's account was ever called to and accepted, in any body."""
    return list(
        Delegacy.objects.filter(membership__account=membership.account_id, rank=0)
        .exclude(accepted=None)
        .select_related("seat")
    )
