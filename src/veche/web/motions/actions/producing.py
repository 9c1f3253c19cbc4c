"""The adopted text, made of the motion and its adopted amendments."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from veche.assembly import text

from ..access import amendments as access
from ..access.motions import text_of
from ..errors import Refused
from ..models import Version
from .locking import lock
from .versions import write_version


class Unmerged(Refused):
    """The adopted text cannot be made: adopted amendments that cannot all hold, or that do not fit the text any more. Somebody has to choose."""

    def __init__(self) -> None:
        super().__init__("unmerged")


@transaction.atomic
def produce(motion_id: UUID, leave: Collection[UUID] = ()) -> Version:
    """The adopted text: the motion as it stands with all adopted amendments, but those that somebody chose to leave out. Nobody types it.

    Asked again it gives the same version. Raises Http404, Unmerged.
    """
    motion = lock(motion_id)
    last = text_of(motion)
    if last.why == "adopted":
        return last
    whole = access.amended(motion)
    taken = [one for one in whole.adopted if one.pk not in leave]
    if any(one.pk in whole.stale for one in taken):
        raise Unmerged
    try:
        merged = whole.merged(taken)
    except text.Conflicting:
        raise Unmerged from None
    version = write_version(motion, last.number + 1, merged.paragraphs, "adopted")
    version.merged = sorted(whole.by_id[UUID(name)].number or 0 for name in merged.taken)
    version.save(update_fields=["merged"])
    return version
