"""What somebody may do with a motion as it stands now: what the data of its workflow allow, and nothing else."""

from __future__ import annotations

from veche.assembly import workflow
from veche.assembly.workflow import State

from ..models import Amendment, Motion
from ..states import is_draft, state_of
from .motions import Seen


def following(one: Motion | Amendment) -> list[State]:
    """The states that follow its own, in the order of the data."""
    known = workflow.find(one.workflow)
    return [known.state(name) for name in state_of(one).next]


def moves(found: Seen) -> list[State]:
    """Into which states the asker may move it as one of those who prepare the assembly: what follows, once it is submitted."""
    motion = found.motion
    if not found.prepares or motion.submitted is None or motion.part_of_id is not None:
        return []
    return following(motion)


def may_edit(found: Seen) -> bool:
    return found.mine and state_of(found.motion).edit and found.motion.part_of_id is None


def may_withdraw(found: Seen) -> bool:
    motion = found.motion
    known = found.mine and motion.part_of_id is None and not is_draft(motion)
    return known and state_of(motion).withdraw_to != ""


def recommendable(one: Motion | Amendment) -> tuple[State, ...]:
    """To which states one may point now."""
    return workflow.find(one.workflow).recommendations(one.state)
