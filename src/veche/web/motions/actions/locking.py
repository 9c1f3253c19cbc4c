"""One at a time: whoever changes a motion holds the lock of its body, and sees it as it stands now."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veche.web.bodies.actions.locking import lock_body
from veche.web.bodies.models import Body
from veche.web.delegates.access import Place

from .. import hooks
from ..access import Seen, seen
from ..errors import Refused
from ..models import Amendment, Block, Motion


def lock(motion_id: UUID | str) -> Motion:
    """The motion as it stands now, its body locked until this transaction ends. Raises Http404."""
    body = Body.objects.filter(pk__in=Motion.objects.filter(pk=motion_id).values("body")).first()
    if body is None:
        raise Http404
    lock_body(body)
    found = Motion.objects.filter(pk=motion_id).select_related("body").first()
    if found is None:
        raise Http404
    return found


def lock_amendment(amendment_id: UUID | str) -> Amendment:
    """The amendment as it stands now, the body of its motion locked until this transaction ends. Raises Http404."""
    known = Amendment.objects.filter(pk=amendment_id).values_list("motion_id", flat=True).first()
    if known is None:
        raise Http404
    lock(known)
    found = Amendment.objects.filter(pk=amendment_id).select_related("motion__body").first()
    if found is None:
        raise Http404
    return found


def lock_block(block_id: UUID | str) -> Block:
    """The block as it stands now, its body locked. Raises Http404."""
    known = Block.objects.filter(pk=block_id).select_related("body").first()
    if known is None:
        raise Http404
    lock_body(known.body)
    found = Block.objects.filter(pk=block_id).first()
    if found is None:
        raise Http404
    return found


def locked(place: Place, motion_id: UUID) -> Seen:
    """The motion as it stands now and who asks, its body locked until this transaction ends. Raises Http404."""
    lock(motion_id)
    return seen(place, motion_id)


def must_rest(motion: Motion) -> None:
    """Nothing of it may be changed by hand while it is voted on: delegates are bound to a text. Raises Refused("voted_on")."""
    if any(ask(motion) for ask in hooks.being_voted_on):
        raise Refused("voted_on")
