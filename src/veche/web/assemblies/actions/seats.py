"""Delegates come as themselves; an alternate stands in for an absent delegate of the same body. A seat is never counted twice."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy

from ..access.hall import Viewer
from ..errors import Refused
from ..models import Assembly, Duty, How, Presence, Where
from .attending import counted_anew
from .happening import note
from .locking import COMING, lock_door, lock_for


@transaction.atomic
def come_as_delegate(viewer: Viewer, delegacy_id: UUID, where: str) -> None:
    """By their own account: in the own seat, or as an alternate in the seat of this delegate.

    Raises Http404, Refused("seat_taken", "sits_already", "not_at_a_distance", "no_hall", "not_now", "door_shut").
    """
    assembly = lock_door(viewer.assembly.pk)
    delegacy = _holder(assembly, delegacy_id)
    if delegacy in (viewer.place.delegacies if viewer.place else ()):
        take_seat(assembly, delegacy, where)
        return
    body = delegacy.seat.lower_id
    alternate = next((one for one in viewer.alternates if one.seat.lower_id == body), None)
    if alternate is None:
        raise Http404
    take_seat(assembly, delegacy, where, alternate)


@transaction.atomic
def let_in(viewer: Viewer, delegacy_id: UUID, *, here: bool) -> None:
    """By the door, for a delegate without a phone. Raises PermissionDenied, Http404, Refused("not_now", "no_hall", "door_shut")."""
    lock_door(viewer.assembly.pk)
    assembly = lock_for(viewer, *COMING, also=(Duty.DOOR,))
    delegacy = _holder(assembly, delegacy_id)
    if here:
        take_seat(assembly, delegacy, Where.HALL)
    elif Presence.objects.filter(assembly=assembly, delegacy=delegacy, here=True).update(here=False):
        counted_anew(assembly)


def _holder(assembly: Assembly, delegacy_id: UUID) -> Delegacy:
    """Whoever holds a seat in the congress today. Raises Http404."""
    held = delegates.holders(assembly.body) if assembly.of_delegates else []
    found = next((one for one in held if one.pk == delegacy_id), None)
    if found is None:
        raise Http404
    return found


def take_seat(assembly: Assembly, delegacy: Delegacy, where: str, alternate: Delegacy | None = None) -> None:
    """The assembly is locked. The delegate takes the seat back from whoever stands in; an alternate takes it only while it is empty."""
    if where == Where.DISTANCE and assembly.how == How.HALL:
        raise Refused("not_at_a_distance")
    if where == Where.HALL and assembly.how == How.DISTANCE:
        raise Refused("no_hall")
    sitting = Presence.objects.filter(assembly=assembly, delegacy=delegacy, here=True)
    now = sitting.select_related("delegacy", "stands_in").first()
    same = now is not None and now.stands_in == alternate
    if now is not None and same and now.where == where:
        return
    if alternate is not None and not same:
        _must_be_free(assembly, now, alternate)
    Presence.objects.update_or_create(
        assembly=assembly,
        delegacy=delegacy,
        defaults={"where": Where(where), "here": True, "stands_in": alternate},
    )
    _written_down(assembly, delegacy, alternate, now, same=same)
    counted_anew(assembly)


def _must_be_free(assembly: Assembly, now: Presence | None, alternate: Delegacy) -> None:
    if now is not None:
        raise Refused("seat_taken", name=now.sits)
    if Presence.objects.filter(assembly=assembly, stands_in=alternate, here=True).exists():
        raise Refused("sits_already")


def _written_down(
    assembly: Assembly, delegacy: Delegacy, alternate: Delegacy | None, before: Presence | None, *, same: bool
) -> None:
    """Who stands in for whom; that a delegate comes and goes is not."""
    if same:
        return
    body = delegacy.seat.lower.name
    if alternate is not None:
        note(assembly.pk, "stands_in", name=alternate.name, delegate=delegacy.name, body=body)
    elif before is not None:
        note(assembly.pk, "delegate_back", name=delegacy.name, body=body)
