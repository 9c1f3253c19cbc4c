"""One at a time: whoever changes who sits holds the seats first. Bodies are locked before seats, never after them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veche.web.bodies.models import Body

from ..models import Delegacy, Seat


def held_seats(upper: Body | UUID, lower: Body | UUID | None = None) -> list[Seat]:
    """The seats in `upper` (those of `lower`) as they are now, gone ones too, by number; whoever else wants them waits."""
    found = Seat.objects.select_for_update().filter(upper=upper)
    if lower is not None:
        found = found.filter(lower=lower)
    return sorted(found.order_by("id"), key=lambda one: (str(one.lower_id), one.number))


def held(delegacy: Delegacy | UUID) -> Delegacy:
    """The delegacy as it is now, all seats of its body in the same upper body held. Raises Http404 if it went in the meantime."""
    key = delegacy.pk if isinstance(delegacy, Delegacy) else delegacy
    where = Delegacy.objects.filter(pk=key).select_related("seat").first()
    if where is None:
        raise Http404
    held_seats(where.seat.upper_id, where.seat.lower_id)
    return Delegacy.objects.select_related("seat__upper", "seat__lower", "membership").get(pk=key)
