"""What lies before an assembly and can be voted on: the motion or the block of the point that is dealt with, and its amendments in their voting order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from veche.assembly import workflow
from veche.assembly.workflow import State
from veche.web.house.language import Voice
from veche.web.motions.access.amendments import voting_order
from veche.web.motions.models import Amendment, Block, Motion
from veche.web.motions.states import state_of
from veche.words.sentence import Sentence

from ..models import Assembly


@dataclass(frozen=True)
class Votable:
    """`why`: for an amendment among several, why it comes in this place. `rivals`: how many it competes with, itself included."""

    about: str
    row: Motion | Amendment | Block
    state: State | None = None
    workflow: str = ""
    why: Sentence | None = None
    rivals: int = 1
    falls: int = 0

    @property
    def id(self) -> UUID:
        return self.row.pk

    def question(self, voice: Voice) -> str:
        """As it is put to the vote, in the language of the assembly."""
        row = self.row
        if isinstance(row, Amendment):
            return voice("assemblies:poll_ask.amendment", number=row.number or 0, motion=row.motion.title)
        if isinstance(row, Block):
            return voice("assemblies:poll_ask.block", title=row.title)
        return voice("assemblies:poll_ask.motion", number=row.number or 0, title=row.title)

    def otherwise(self, target: str) -> str:
        """Into which state it goes when the vote is lost: rejected if it was to be adopted, otherwise it stays."""
        if self.state is None or not target:
            return ""
        flow = workflow.find(self.workflow)
        if flow.state(target).ends != "carried":
            return ""
        return next((name for name in self.state.next if flow.state(name).ends == "rejected"), "")


def votable(assembly: Assembly) -> list[Votable]:
    """In the order in which it is voted on: amendments before the motion that they would change."""
    item = assembly.item
    if item is None:
        return []
    found: list[Votable] = []
    if item.motion is not None:
        found += [*_amendments(item.motion), *_motion(item.motion)]
    if item.block is not None:
        found.append(Votable("block", item.block))
        for motion in Motion.objects.filter(block=item.block).order_by("number"):
            found += _motion(motion)
    return found


def _amendments(motion: Motion) -> Iterator[Votable]:
    if not state_of(motion).next:
        return
    for group in voting_order(motion):
        for turn in group.turns:
            one = turn.amendment
            one.motion = motion
            state = state_of(one)
            yield Votable("amendment", one, state, one.workflow, turn.why, len(turn.rivals), len(turn.falls))


def _motion(motion: Motion) -> Iterator[Votable]:
    state = state_of(motion)
    if state.next and state.public and not state.support and motion.part_of_id is None:
        yield Votable("motion", motion, state, motion.workflow)
