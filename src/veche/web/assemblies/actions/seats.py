"""Delegates come as themselves; an alternate stands in while the delegate is absent. A seat is never counted twice."""

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
    """By their own account: the delegate, or an alternate. Raises Http404, Refused("seat_taken", "not_at_a_distance", "no_hall", "not_now")."""
    own = [*(viewer.place.delegacies if viewer.place else ()), *viewer.alternates]
    delegacy = next((one for one in own if one.pk == delegacy_id), None)
    assembly = lock_door(viewer.assembly.pk)
    if delegacy is None or not assembly.of_delegates:
        raise Http404
    take_seat(assembly, delegacy, where)


@transaction.atomic
def let_in(viewer: Viewer, delegacy_id: UUID, *, here: bool) -> None:
    """By the door, for a delegate without a phone. Raises PermissionDenied, Http404, Refused("not_now", "no_hall")."""
    lock_door(viewer.assembly.pk)
    assembly = lock_for(viewer, *COMING, also=(Duty.DOOR,))
    delegacy = next((one for one in delegates.holders(assembly.body) if one.pk == delegacy_id), None)
    if delegacy is None or not assembly.of_delegates:
        raise Http404
    if here:
        take_seat(assembly, delegacy, Where.HALL)
    elif Presence.objects.filter(assembly=assembly, delegacy=delegacy, here=True).update(here=False):
        counted_anew(assembly)


def take_seat(assembly: Assembly, delegacy: Delegacy, where: str) -> None:
    """The assembly is locked. The delegate takes the seat back from whoever stands in; an alternate takes it only while it is empty."""
    if where == Where.DISTANCE and assembly.how == How.HALL:
        raise Refused("not_at_a_distance")
    if where == Where.HALL and assembly.how == How.DISTANCE:
        raise Refused("no_hall")
    sitting_there = Presence.objects.filter(assembly=assembly, delegacy__seat=delegacy.seat_id, here=True)
    own = sitting_there.filter(delegacy=delegacy).first()
    if own is not None and own.where == where:
        return
    others = sitting_there.exclude(delegacy=delegacy).select_related("delegacy")
    sitting = others.first()
    if sitting is not None and delegacy.rank > 0:
        raise Refused("seat_taken", name=sitting.delegacy.name if sitting.delegacy else "")
    others.update(here=False)
    _sit(assembly, delegacy, where)
    if delegacy.rank > 0 and own is None:
        note(assembly.pk, "stands_in", name=delegacy.name, body=delegacy.seat.lower.name)
    elif sitting is not None:
        note(assembly.pk, "delegate_back", name=delegacy.name, body=delegacy.seat.lower.name)
    counted_anew(assembly)


def _sit(assembly: Assembly, delegacy: Delegacy, where: str) -> None:
    Presence.objects.update_or_create(
        assembly=assembly, delegacy=delegacy, defaults={"where": Where(where), "here": True}
    )
