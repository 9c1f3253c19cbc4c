"""Competing amendments in another order than the rule has them. Whoever calls has looked who asks."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from ..access import amendments as access
from ..models import Amendment, What
from .locking import lock
from .steps import step


@transaction.atomic
def put(motion_id: UUID, amendment_id: UUID, up: bool) -> None:
    """One place up or down among those that it competes with, by the chair: whoever calls has looked who asks. Nothing happens at either end.

    Raises Http404.
    """
    motion = lock(motion_id)
    turns = [turn for group in access.voting_order(motion) for turn in group.turns]
    turn = next((one for one in turns if one.amendment.pk == amendment_id), None)
    if turn is None:
        raise Http404
    rivals = list(turn.rivals)
    here = rivals.index(turn.amendment)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rivals):
        return
    rivals[here], rivals[there] = rivals[there], rivals[here]
    for number, one in enumerate(rivals):
        one.place = number
        one.save(update_fields=["place"])
    step(motion, What.ORDER, turn.amendment, number=turn.amendment.number)


@transaction.atomic
def put_back(motion_id: UUID) -> None:
    """All amendments where the rule puts them. Nothing happens if they are there. Raises Http404."""
    motion = lock(motion_id)
    moved = Amendment.objects.filter(motion=motion).exclude(place=None)
    if moved.update(place=None):
        step(motion, What.ORDER_BACK)
