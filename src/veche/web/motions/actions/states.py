"""From state to state, as the data of the workflow allow and not otherwise; and what follows when a motion is decided.

Whether somebody may ask for it is decided by whoever calls: `moving` for people, an assembly's vote for itself. Each function here is done whole
or not at all. Asked again for a state in which a motion stands already, it does nothing.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from veche.web.bodies.access import today

from ..errors import Refused
from ..models import Amendment, Block, Demand, Motion, Sort, Support, What
from ..states import state_of
from .falling import let_fall, put_amendment
from .locking import lock, lock_amendment, lock_block
from .numbering import next_number
from .producing import Unmerged, produce
from .steps import step


@transaction.atomic
def set_state(motion_id: UUID, state: str, what: str = What.STATE, **places: Any) -> Motion:
    """Let the motion go into a state that follows its own. Whatever its end brings happens in the same transaction: the adopted text, a demand's life,
    the parts of a composite.

    `what`: `state`, or `voted` with the places `assembly` (its title) and `vote` (its number).
    Raises Http404, Refused("no_such_step", "part").
    """
    motion = lock(motion_id)
    if motion.state == state:
        return motion
    if motion.part_of_id is not None:
        raise Refused("part")
    if state not in state_of(motion).next:
        raise Refused("no_such_step")
    enter(motion, state, what, **places)
    return motion


@transaction.atomic
def set_amendment_state(
    amendment_id: UUID, state: str, what: str = What.AMENDMENT_STATE, **places: Any
) -> Amendment:
    """The same of an amendment. `what`: `amendment_state`, or `amendment_voted` with `assembly` and `vote`.

    Its text is not taken up here but when the motion is adopted, with those of all others. Raises Http404, Refused("no_such_step").
    """
    amendment = lock_amendment(amendment_id)
    if amendment.state == state:
        return amendment
    if state not in state_of(amendment).next:
        raise Refused("no_such_step")
    enter_amendment(amendment, state, what, **places)
    return amendment


@transaction.atomic
def apply_block(block_id: UUID, outcome: str, **places: Any) -> None:
    """What became of the vote on a block. `outcome`: `carried` sends every motion of it that can go there into the state that is recommended; what
    cannot stays as it is. Anything else takes all of them out of the block: each is voted on by itself.

    `places`: `assembly` and `vote`, where an assembly voted. Asked again, nothing more happens.
    """
    block = lock_block(block_id)
    what = What.VOTED if "assembly" in places else What.STATE
    for motion in Motion.objects.filter(block=block).select_related("body").order_by("number"):
        if outcome != "carried":
            _leave_block(motion, block)
        elif _can_follow(motion):
            enter(motion, motion.recommendation, what, **places)


def _leave_block(motion: Motion, block: Block) -> None:
    motion.block = None
    motion.save(update_fields=["block"])
    step(motion, What.BLOCK_LOST, block=block.title)


def _can_follow(motion: Motion) -> bool:
    return motion.part_of_id is None and motion.recommendation in state_of(motion).next


def enter(motion: Motion, state: str, what: str, **places: Any) -> None:
    """The motion stands in this state from now on. The caller has locked its body and looked whether it may."""
    motion.state = state
    now = state_of(motion)
    if now.numbered and motion.number is None:
        motion.number, motion.submitted = next_number(Motion.objects.filter(body=motion.body_id)), today()
    if not now.support:
        Support.objects.filter(motion=motion).delete()
    motion.save(update_fields=["state", "number", "submitted"])
    step(motion, what, **{"state": state, "number": motion.number} | places)
    if now.ends == "carried":
        _carried(motion)
    elif now.ends and motion.sort == Sort.COMPOSITE:
        _revive_parts(motion)


def enter_amendment(amendment: Amendment, state: str, what: str, **places: Any) -> None:
    """The same of an amendment; others fall with the decision on it."""
    put_amendment(amendment, state, what, **places)
    if state_of(amendment).ends:
        let_fall(amendment)


def _carried(motion: Motion) -> None:
    """The adopted text is made of the last version and the adopted amendments; nobody types it. Where they cannot all hold, the decision stands, and
    the text waits for those who prepare the assembly: see `amending.choose`."""
    try:
        version = produce(motion.pk)
    except Unmerged:
        pass
    else:
        step(motion, What.ADOPTED, version=version.number)
    if motion.sort == Sort.DEMAND:
        Demand.objects.get_or_create(motion=motion)
    for part in Motion.objects.filter(part_of=motion):
        step(part, What.FELL, number=motion.number)


def _revive_parts(motion: Motion) -> None:
    """A composite that is not adopted takes nobody's place: its parts are dealt with by themselves again."""
    for part in Motion.objects.filter(part_of=motion):
        part.part_of = None
        part.save(update_fields=["part_of"])
        step(part, What.REVIVED, number=motion.number)
