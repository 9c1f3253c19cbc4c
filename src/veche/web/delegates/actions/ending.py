"""Somebody's place ends: by the clock, by their own word, by leaving the body, or because those who sent them called them back. The next alternate moves up at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from veche.web.accounts.models import Account
from veche.web.bodies.access import today
from veche.web.bodies.models import Membership

from .. import access
from ..models import Delegacy, Ending, Seat
from .locking import held

ACCEPT_DAYS = 14
"""Within which whoever is elected, or moves up, says yes. Then the seat goes to the next."""


@transaction.atomic
def end(delegacy: Delegacy, why: str) -> Delegacy | None:
    """End it today; nothing happens if it is over. Returns the alternate who moved up, where one did.

    The caller has made sure that it may be: a published recall, the delegate's own word, a seat that went. Raises Http404.
    """
    now = held(delegacy)
    if now.ended is not None:
        return None
    now.ended, now.why = today(), Ending(why)
    now.save(update_fields=["ended", "why"])
    goes_on = now.rank == 0 and now.seat.abolished is None and now.ends >= today()
    return _move_up(now) if goes_on else None


def _move_up(gone: Delegacy) -> Delegacy | None:
    """The alternate who comes next takes the seat until the end of their own term. Who has not said yes to being an alternate is asked now,
    and so is who holds something that does not go with a seat; whom the statutes would not let sit at all, stays behind.

    Alternates of the same term stand in one row for all seats of the body; between equals, whoever was elected behind this very seat comes first.
    """
    first = max(gone.begins, today())
    waiting = Delegacy.objects.filter(
        seat__upper=gone.seat.upper_id,
        seat__lower=gone.seat.lower_id,
        seat__abolished=None,
        rank__gt=0,
        ended=None,
        begins__lte=first,
        ends__gte=first,
    ).select_related("seat", "membership")
    row = sorted(
        waiting, key=lambda one: (one.rank, one.seat_id != gone.seat_id, one.seat.number, str(one.pk))
    )
    for following in row:
        found = (
            access.objections(following.membership, gone.seat.upper, first) if following.membership else []
        )
        if all(one.mendable for one in found):
            following.seat, following.rank, following.moved_up = gone.seat, 0, first
            following.accepted = None if found else following.accepted
            following.save(update_fields=["seat", "rank", "moved_up", "accepted"])
            return following
    return None


def resign(account: Account, delegacy_id: UUID) -> None:
    """One's own; also who was asked and does not want it. Raises Http404."""
    one = access.own(account, delegacy_id)
    end(one, Ending.RESIGNED if one.accepted is not None else Ending.DECLINED)


def member_goes(membership: Membership) -> None:
    """A membership is being deleted: what it held in upper bodies ends. The name stays on what was decided."""
    for one in Delegacy.objects.filter(membership=membership, ended=None).order_by("seat_id"):
        end(one, Ending.LEFT)


def keep_terms() -> None:
    """What the clock ends: terms that are over, and places that nobody said yes to in time. Called every minute or so; asked twice it does no more."""
    over = Delegacy.objects.filter(ended=None, ends__lt=today())
    for one in over.order_by("begins", "id"):
        end(one, Ending.TERM)
    late = today() - timedelta(days=ACCEPT_DAYS)
    silent = Delegacy.objects.filter(ended=None, accepted=None, rank=0).filter(
        Q(moved_up=None, elected__lt=late) | Q(moved_up__lt=late)
    )
    for one in silent.order_by("elected", "id"):
        end(one, Ending.DECLINED)


def gone(seat: Seat) -> None:
    """A seat is taken away, and with it everybody's place on it. The caller holds the seats and has marked it."""
    for one in Delegacy.objects.filter(seat=seat, ended=None):
        end(one, Ending.SEAT_GONE)
