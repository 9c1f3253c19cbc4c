"""Motions put together by those who prepare the assembly: in blocks, in one text that takes the place of several, or marked as saying the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly import workflow
from veche.web.bodies.actions.locking import lock_body
from veche.web.delegates.access import Place

from ..access import prepares
from ..access.coming import coming, deadline_of
from ..errors import Refused
from ..models import Block, Motion, Sort, What
from ..states import handed_in, state_of
from .locking import lock_block, locked, must_rest
from .moving import Wording
from .states import enter
from .steps import step
from .versions import write_version

MOST_BLOCKS = 200
FEWEST_PARTS, MOST_PARTS = 2, 50


@transaction.atomic
def make_block(place: Place, title: str, once: bytes) -> Block:
    """A new one, still empty. The same form sent again gives the same block. Raises PermissionDenied, Http404, Refused("too_many_blocks")."""
    _must_prepare(place)
    lock_body(place.body)
    block_id = UUID(bytes=once, version=4)
    if (made := Block.objects.filter(pk=block_id).first()) is not None:
        if made.body_id != place.body.pk:
            raise Http404
        return made
    if Block.objects.filter(body=place.body).count() >= MOST_BLOCKS:
        raise Refused("too_many_blocks")
    return Block.objects.create(pk=block_id, body=place.body, title=title)


@transaction.atomic
def put_in_block(place: Place, motion_id: UUID, block_id: UUID | None) -> None:
    """Into this block of the body, or out of any (None); nothing happens if it is there. What is decided stays where it is.

    Raises Http404, PermissionDenied, Refused("decided", "part", "voted_on").
    """
    found = locked(place, motion_id)
    motion = found.motion
    if not found.prepares:
        raise PermissionDenied
    if motion.block_id == block_id:
        return
    _must_be_open(motion)
    block = None if block_id is None else _block(place, block_id)
    before, motion.block = motion.block, block
    motion.save(update_fields=["block"])
    if block is not None:
        step(motion, What.BLOCK_IN, block=block.title)
    elif before is not None:
        step(motion, What.BLOCK_OUT, block=before.title)


@transaction.atomic
def drop_block(place: Place, block_id: UUID) -> None:
    """An empty one goes; nothing happens if it is gone. Raises PermissionDenied, Refused("block_full")."""
    _must_prepare(place)
    known = Block.objects.filter(pk=block_id, body=place.body)
    if known.exists():
        block = lock_block(block_id)
        if Motion.objects.filter(block=block).exists():
            raise Refused("block_full")
        block.delete()


@transaction.atomic
def compose(place: Place, part_ids: Iterable[UUID], wording: Wording, once: bytes) -> Motion:
    """One text takes the place of several motions: they stand or fall with it, and their movers are named with it. It is submitted at once, by
    whoever prepares the assembly.

    The same form sent again gives the same motion. Raises PermissionDenied, Http404, Refused("few_parts", "decided", "part", "voted_on", "no_such_step").
    """
    _must_prepare(place)
    lock_body(place.body)
    motion_id = UUID(bytes=once, version=4)
    if (made := Motion.objects.filter(pk=motion_id).first()) is not None:
        if made.body_id != place.body.pk or made.sort != Sort.COMPOSITE:
            raise Http404
        return made
    parts = _parts(place, part_ids)
    motion = _submitted(place, motion_id, wording, _movers_of(parts))
    for part in parts:
        part.part_of, part.block = motion, None
        part.save(update_fields=["part_of", "block"])
        step(part, What.PART, number=motion.number)
    return motion


def _parts(place: Place, part_ids: Iterable[UUID]) -> Sequence[Motion]:
    parts = list(Motion.objects.filter(pk__in=set(part_ids), body=place.body).order_by("number"))
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        raise Refused("few_parts")
    for part in parts:
        _must_be_open(part)
        if part.sort == Sort.COMPOSITE or part.submitted is None:
            raise Refused("part")
    return parts


def _submitted(place: Place, motion_id: UUID, wording: Wording, movers: list[str]) -> Motion:
    """A composite of this text, in the first numbered state to which its workflow leads from the start."""
    chosen = workflow.find(coming(place.body).orders.motion_workflow)
    motion = Motion.objects.create(
        pk=motion_id,
        body=place.body,
        sort=Sort.COMPOSITE,
        title=wording.title,
        reason=wording.reason,
        movers=movers,
        workflow=chosen.id,
        state=chosen.start,
        author=place.membership,
        deadline=deadline_of(place.body),
    )
    write_version(motion, 1, wording.paragraphs, "composed")
    enter(motion, handed_in(chosen), What.SUBMITTED)
    return motion


def _movers_of(parts: Sequence[Motion]) -> list[str]:
    """Of all parts, in their order, each once."""
    return list(dict.fromkeys(name for part in parts for name in part.movers))


@transaction.atomic
def identical(place: Place, motion_id: UUID, other_number: int) -> None:
    """Two motions say the same, and with them those which say the same as either. Nothing happens if that is said already.

    Raises Http404, PermissionDenied, Refused("no_such_motion").
    """
    found = locked(place, motion_id)
    one = found.motion
    if not found.prepares:
        raise PermissionDenied
    other = Motion.objects.filter(body=place.body, number=other_number).exclude(pk=one.pk).first()
    if other is None or one.number is None:
        raise Refused("no_such_motion")
    if one.same is not None and one.same == other.same:
        return
    same = one.same or other.same or uuid4()
    joined = {mark for mark in (one.same, other.same) if mark is not None}
    Motion.objects.filter(body=place.body, same__in=joined).update(same=same)
    Motion.objects.filter(pk__in=(one.pk, other.pk)).update(same=same)
    step(one, What.SAME, number=other.number)
    step(other, What.SAME, number=one.number)


def _must_prepare(place: Place) -> None:
    if not prepares(place):
        raise PermissionDenied


def _must_be_open(motion: Motion) -> None:
    if motion.part_of_id is not None:
        raise Refused("part")
    if state_of(motion).ends:
        raise Refused("decided")
    must_rest(motion)


def _block(place: Place, block_id: UUID) -> Block:
    found = Block.objects.filter(pk=block_id, body=place.body).first()
    if found is None:
        raise Http404
    return found
