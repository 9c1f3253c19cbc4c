"""What happened is written down for the minutes. There is no action that changes or deletes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from ..models import Assembly, Happening, Item, Poll
from .pulse import beat


def note(
    assembly_id: UUID, what: str, *, item: Item | None = None, poll: Poll | None = None, **places: object
) -> Happening:
    """In the transaction of what happened. `what` is a key of `happening.*` in the words, `places` fill it: texts and numbers.

    A place named `count` picks the plural form. Nothing of a person but what was said to be named: officers, movers, delegates.
    """
    Assembly.objects.select_for_update().get(pk=assembly_id)  # numbers without gaps
    last = Happening.objects.filter(assembly=assembly_id).aggregate(last=Max("number"))["last"]
    happening = Happening.objects.create(
        assembly_id=assembly_id,
        number=1 + (last or 0),
        what=what,
        places=places,
        item=item,
        poll=poll,
        at=this_minute(),
    )
    beat(assembly_id)
    return happening


def this_minute() -> datetime:
    """The moment, to the minute."""
    return timezone.now().replace(second=0, microsecond=0)
