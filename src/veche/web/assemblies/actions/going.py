"""Out for a while, and in again."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from ..errors import Refused
from ..models import How, Presence, Where
from .attending import counted_anew
from .locking import lock_door
from .seats import take_seat


@transaction.atomic
def go(presence: Presence, *, here: bool) -> None:
    """Out, or in again; the same asked twice changes nothing.

    Raises Http404 once the assembly is closed, Refused("not_now", "away", "not_at_a_distance", "seat_taken").
    """
    assembly = lock_door(presence.assembly_id)
    own = Presence.objects.filter(pk=presence.pk, screen=False)
    fresh = own.select_related("delegacy__seat__lower", "stands_in").first()
    if fresh is None:
        raise Http404
    if fresh.here == here:
        return
    if here and fresh.delegacy is not None:
        take_seat(assembly, fresh.delegacy, fresh.where, fresh.stands_in)
        return
    if here and fresh.where == Where.DISTANCE and assembly.how == How.HALL:
        raise Refused("not_at_a_distance")
    fresh.here = here
    fresh.save(update_fields=["here"])
    counted_anew(assembly)
