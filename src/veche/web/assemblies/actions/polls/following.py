"""What follows from a decision: a motion goes on, a block goes by its recommendations, a debate is closed."""

from __future__ import annotations

from veche.assembly import workflow
from veche.web.motions import actions as motions
from veche.web.motions.errors import Refused as MotionRefused

from ...models import Poll
from .. import speaking
from ..happening import note


def follow(poll: Poll) -> None:
    """In the transaction of the decision. A motion that has gone elsewhere meanwhile stays where it is, and that is written down: the vote stands all the same."""
    outcome = poll.result["outcome"]
    try:
        _follow(poll, outcome)
    except MotionRefused:
        note(poll.assembly_id, "poll_not_followed", item=poll.item, poll=poll, number=poll.number)


def _follow(poll: Poll, outcome: str) -> None:
    places = {"assembly": poll.assembly.title, "vote": poll.number}
    state = {"carried": poll.target, "lost": poll.otherwise}.get(outcome, "")
    if poll.about == "procedure":
        _procedure(poll, outcome)
    elif poll.block_id is not None:
        if outcome in ("carried", "lost"):
            motions.apply_block(poll.block_id, outcome, **places)
    elif poll.amendment_id is not None and state:
        motions.set_amendment_state(poll.amendment_id, state, "amendment_voted", **places)
    elif poll.motion_id is not None and state:
        motions.set_state(poll.motion_id, state, "voted", **places)


def _procedure(poll: Poll, outcome: str) -> None:
    if outcome != "carried" or poll.item_id is None:
        return
    if poll.target == "close_debate":
        speaking.close_list(poll.assembly, poll.item_id)
    elif poll.target == "adjourn" and poll.item is not None and poll.item.motion is not None:
        motion = poll.item.motion
        if "adjourned" in workflow.find(motion.workflow).state(motion.state).next:
            motions.set_state(motion.pk, "adjourned", "voted", assembly=poll.assembly.title, vote=poll.number)
