"""Sharing the seats in a body among the bodies below it. What was shared before stays to be read; who sits on a seat that goes, sits no more."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from veche.counting import Lot
from veche.web.bodies.access import require, today
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Body, Link, Membership, Office

from .. import access, sharings
from ..models import Asking, Delegacy, Nomination, RollWanted, Seat, Sharing, Statutes, StatutesChange
from .ending import gone
from .locking import held_seats


@transaction.atomic
def share_seats(steward: Membership, members: Mapping[str, int]) -> Sharing:
    """By the statutes of the steward's body. `members`: of each body right below, by its id, as the steward confirms them.

    Asked again for what is shared so already, it changes nothing. Raises PermissionDenied, Http404, Refused("other_bodies"),
    veche.assembly.seats.CannotShare.
    """
    steward = lock(steward)
    require(steward, Office.STEWARD)
    upper = steward.body
    held_seats(upper)
    below = access.below(upper)
    sharings.must_be_sizes(members, below)
    last = Sharing.objects.filter(upper=upper).order_by("-number").first()
    seed = last.seed if last is not None and last.day == today() else secrets.token_hex(32)
    plan = sharings.plan_of(access.statutes(upper))
    shared = sharings.computed(below, members, plan, Lot(bytes.fromhex(seed)))
    record = sharings.record(shared, below)
    if last is not None and last.day == today() and last.record == record:
        return last
    made = Sharing.objects.create(
        upper=upper,
        number=1 + (last.number if last else 0),
        record=record,
        seed=seed,
        by=steward.name,
        day=today(),
    )
    weights = {one.group.id: one.weights for one in shared.shared}
    lowers = {str(seat.lower_id) for seat in held_seats(upper)} | set(weights)
    for lower in sorted(lowers):
        _give(upper, lower, weights.get(lower, ()))
    return made


def _give(upper: Body, lower: str, weights: tuple[int, ...]) -> None:
    """`lower` has as many seats as weights from now on: too many go, empty ones first, then those with the highest numbers; gone ones come back."""
    seats = held_seats(upper, Body(pk=lower))
    kept = [seat for seat in seats if seat.abolished is None]
    taken = set(Delegacy.objects.filter(seat__in=kept, rank=0, ended=None).values_list("seat_id", flat=True))
    by_need = sorted(kept, key=lambda seat: (seat.pk not in taken, seat.number))
    stay = by_need[: len(weights)]
    for seat in by_need[len(weights) :]:
        take_away(seat, stay)
    missing = len(weights) - len(stay)
    back = [seat for seat in seats if seat.abolished is not None and seat not in kept][:missing]
    new = [
        Seat(upper=upper, lower_id=lower, number=len(seats) + number)
        for number in range(1, missing - len(back) + 1)
    ]
    for seat, weight in zip(sorted([*stay, *back, *new], key=lambda one: one.number), weights, strict=True):
        seat.weight, seat.weighed, seat.abolished = weight, today(), None
        seat.save()


def take_away(seat: Seat, others: list[Seat]) -> None:
    """The seat is there no more. Alternates who wait behind it wait behind another one of their body. The caller holds the seats."""
    seat.abolished = today()
    seat.save(update_fields=["abolished"])
    if others:
        Delegacy.objects.filter(seat=seat, rank__gt=0, ended=None).update(seat=others[0])
    gone(seat)


@transaction.atomic
def part(link: Link) -> None:
    """A body does not belong to another any more: it has no seats in it."""
    for seat in held_seats(link.upper_id, link.lower_id):
        if seat.abolished is None:
            take_away(seat, [])
    for kind in (Nomination, Asking):
        kind.objects.filter(upper=link.upper_id, lower=link.lower_id).delete()


@transaction.atomic
def forget_body(body: Body) -> None:
    """Nobody is left in it to read how its statutes and seats came about. What was decided with its seats above stays there."""
    for kind in (StatutesChange, RollWanted, Statutes):
        kind.objects.filter(body=body).delete()
    Sharing.objects.filter(upper=body).delete()
