"""Writing a motion, changing it, handing it in, taking it back: by its author; and from state to state by those who prepare the assembly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly import workflow
from veche.web.bodies.actions.locking import lock_body
from veche.web.delegates.access import Place

from ..access import text_of
from ..access.coming import coming, deadline_of, supporters_needed
from ..access.motions import drafts, own_memberships, supporters
from ..access.moves import following, may_edit, moves, recommendable
from ..errors import Refused
from ..models import Motion, Sort, What
from ..states import is_draft, state_of
from .locking import locked, must_rest
from .states import enter
from .steps import step
from .versions import write_version

MOST_DRAFTS = 20
"""Of one author in one body."""
MOST_VERSIONS = 300
"""Of one motion."""


@dataclass(frozen=True)
class Wording:
    """What a mover writes."""

    title: str
    paragraphs: Sequence[str]
    reason: str
    movers: Sequence[str]


@transaction.atomic
def write(place: Place, wording: Wording, once: bytes, sort: str = Sort.MOTION) -> Motion:
    """A new draft, its author's alone. The same form sent again (`once`: 16 random bytes) gives the same draft as it stands now.

    Raises Http404, Refused("many_drafts").
    """
    lock_body(place.body)  # the same form sent twice at once must not both find nothing
    author = own_memberships(place)[0]
    motion_id = UUID(bytes=once, version=4)
    if (made := Motion.objects.filter(pk=motion_id).select_related("body").first()) is not None:
        if made.author_id != author.pk or made.body_id != place.body.pk:
            raise Http404
        return made
    if drafts(place) >= MOST_DRAFTS:
        raise Refused("many_drafts")
    chosen = workflow.find(coming(place.body).orders.motion_workflow)
    motion = Motion.objects.create(
        pk=motion_id,
        body=place.body,
        sort=Sort(sort),
        title=wording.title,
        reason=wording.reason,
        movers=list(wording.movers),
        workflow=chosen.id,
        state=chosen.start,
        author=author,
    )
    write_version(motion, 1, wording.paragraphs, "first")
    return motion


@transaction.atomic
def edit(place: Place, motion_id: UUID, wording: Wording, base: int) -> None:
    """By its author, where the state lets it be changed. A changed text is a new version. `base`: the number of the version that was shown.

    Raises Http404, PermissionDenied, Refused("no_edit", "changed", "voted_on", "many_versions").
    """
    found = locked(place, motion_id)
    motion = found.motion
    if not found.mine:
        raise PermissionDenied
    if not may_edit(found):
        raise Refused("no_edit")
    last = text_of(motion)
    if list(wording.paragraphs) != last.paragraphs:
        if last.number != base:
            raise Refused("changed")
        must_rest(motion)
        if last.number >= MOST_VERSIONS:
            raise Refused("many_versions")
        write_version(motion, last.number + 1, wording.paragraphs, "edited")
        if motion.submitted is not None:
            step(motion, What.EDITED, version=last.number + 1)
    motion.title, motion.reason, motion.movers = wording.title, wording.reason, list(wording.movers)
    motion.save(update_fields=["title", "reason", "movers"])


@transaction.atomic
def throw_away(place: Place, motion_id: UUID) -> None:
    """A draft that nobody but its author has seen leaves nothing behind. Raises Http404, Refused("no_draft")."""
    found = locked(place, motion_id)
    if not found.mine or not is_draft(found.motion):
        raise Refused("no_draft")
    found.motion.delete()


@transaction.atomic
def submit(place: Place, motion_id: UUID) -> None:
    """By its author: to those who support it where the orders want supporters, and with enough of them, or where none are wanted, to the body.

    Asked again, nothing more happens. Raises Http404, PermissionDenied, Refused("supporters", "no_such_step").
    """
    found = locked(place, motion_id)
    motion = found.motion
    if not found.mine:
        raise PermissionDenied
    if motion.number is not None:
        return
    enough = supporters(motion) >= supporters_needed(motion)
    if not enough and state_of(motion).support:
        raise Refused("supporters")
    target = next((one for one in following(motion) if (one.numbered if enough else one.support)), None)
    if target is None:
        raise Refused("no_such_step")
    if target.numbered:
        motion.deadline = deadline_of(motion.body)
        motion.save(update_fields=["deadline"])
    enter(motion, target.name, What.SUBMITTED if target.numbered else What.STATE)


@transaction.atomic
def withdraw(place: Place, motion_id: UUID) -> None:
    """By its author, where the state says whereto. Raises Http404, PermissionDenied, Refused("no_such_step", "part", "voted_on")."""
    found = locked(place, motion_id)
    motion = found.motion
    if not found.mine:
        raise PermissionDenied
    if motion.part_of_id is not None:
        raise Refused("part")
    target = state_of(motion).withdraw_to
    if is_draft(motion) or not target:
        raise Refused("no_such_step")
    must_rest(motion)
    enter(motion, target, What.STATE)


@transaction.atomic
def move(place: Place, motion_id: UUID, state: str) -> None:
    """By those who prepare the assembly: into a state that follows. Nothing happens where it is there already.

    Raises Http404, PermissionDenied, Refused("no_such_step", "part", "voted_on").
    """
    found = locked(place, motion_id)
    if not found.prepares:
        raise PermissionDenied
    if found.motion.state == state:
        return
    if found.motion.part_of_id is not None:
        raise Refused("part")
    if state not in {one.name for one in moves(found)}:
        raise Refused("no_such_step")
    must_rest(found.motion)
    enter(found.motion, state, What.STATE)


@transaction.atomic
def recommend(place: Place, motion_id: UUID, state: str, note: str) -> None:
    """By those who prepare the assembly: point to a state that can still be reached, or to none (""). Raises Http404, PermissionDenied, Refused("no_such_step")."""
    found = locked(place, motion_id)
    motion = found.motion
    if not found.prepares:
        raise PermissionDenied
    if state and state not in {one.name for one in recommendable(motion)}:
        raise Refused("no_such_step")
    before = motion.recommendation
    motion.recommendation, motion.recommendation_note = state, note
    motion.save(update_fields=["recommendation", "recommendation_note"])
    if state != before:
        step(motion, What.RECOMMENDED if state else What.NOT_RECOMMENDED, state=state)


@transaction.atomic
def set_deadline(place: Place, motion_id: UUID, until: datetime | None) -> None:
    """By those who prepare the assembly: until when amendments are taken. Raises Http404, PermissionDenied."""
    found = locked(place, motion_id)
    if not found.prepares:
        raise PermissionDenied
    if found.motion.deadline == until:
        return
    found.motion.deadline = until
    found.motion.save(update_fields=["deadline"])
    if until is None:
        step(found.motion, What.NO_DEADLINE)
    else:
        step(found.motion, What.DEADLINE, day=until.date().isoformat(), time=f"{until:%H:%M}")
