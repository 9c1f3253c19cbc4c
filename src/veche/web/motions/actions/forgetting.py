"""What nobody can go on with is not kept."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from ..access.motions import left_behind
from ..models import What
from ..states import is_draft, state_of
from .locking import lock
from .states import enter


def forget_what_was_left() -> None:
    """Motions whose authors left the body before they were submitted: drafts go, what collects supporters is withdrawn. Called by whatever keeps the time."""
    for motion_id in left_behind():
        try:
            _forget(motion_id)
        except Http404:
            continue  # it went meanwhile, with its body


@transaction.atomic
def _forget(motion_id: UUID) -> None:
    motion = lock(motion_id)
    if motion.author_id is not None or motion.submitted is not None:
        return
    if is_draft(motion):
        motion.delete()
    elif target := state_of(motion).withdraw_to:
        enter(motion, target, What.STATE)
