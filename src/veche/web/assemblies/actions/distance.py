"""Members at a distance come in by their account, once."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from veche.web.bodies.models import Membership

from ..access.hall import Viewer
from ..errors import Refused
from ..models import How, Presence, Where
from ..once import once_of
from .attending import counted_anew
from .locking import lock_door


@transaction.atomic
def come_from_afar(viewer: Viewer) -> None:
    """The member is present at a distance; there already: nothing happens. No row says who, but for whoever has the server's key.

    Raises Http404 for who is no member, Refused("not_at_a_distance", "of_delegates", "in_the_hall").
    """
    member, assembly = _member(viewer), lock_door(viewer.assembly.pk)
    if assembly.of_delegates:
        raise Refused("of_delegates")
    if assembly.how == How.HALL:
        raise Refused("not_at_a_distance")
    if viewer.presence is not None and viewer.presence.found_by is not None:
        fresh = Presence.objects.filter(pk=viewer.presence.pk, here=True).exists()
        if fresh:
            raise Refused("in_the_hall")
    presence, made = Presence.objects.get_or_create(
        once=once_of(assembly, member), defaults={"assembly": assembly, "where": Where.DISTANCE}
    )
    if not made and presence.here:
        return
    presence.here = True
    presence.save(update_fields=["here"])
    counted_anew(assembly)


@transaction.atomic
def only_here(viewer: Viewer) -> None:
    """Whoever came by the door is not counted at a distance any more. Not counted there: nothing happens. Raises Http404."""
    member, assembly = _member(viewer), lock_door(viewer.assembly.pk)
    there = Presence.objects.filter(once=once_of(assembly, member), here=True)
    if there.update(here=False):
        counted_anew(assembly)


def _member(viewer: Viewer) -> Membership:
    if viewer.place is None or viewer.place.membership is None:
        raise Http404
    return viewer.place.membership
