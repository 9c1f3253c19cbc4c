"""The stages of a vote: what the archive says of them, and who must act in each. Nothing here asks a database or a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from veche.election.chain import State

from .models import Post, Stage

PATH = (
    Stage.DRAFT,
    Stage.ROLL,
    Stage.READY,
    Stage.OPEN,
    Stage.CLOSED,
    Stage.SHUFFLING,
    Stage.DECRYPTING,
    Stage.PUBLISHED,
)
"""In the order in which a vote goes through them; without rankings and grades nothing is shuffled."""
PUBLIC = frozenset({Stage.OPEN, Stage.CLOSED, Stage.SHUFFLING, Stage.DECRYPTING, Stage.PUBLISHED})
"""From its opening on, a vote is there for whoever has its address."""


class WrongStage(Exception):
    """What was asked for cannot be done now. `now` is the stage of the vote."""

    def __init__(self, now: str) -> None:
        super().__init__(f"the vote is {now}")
        self.now = now


def must_be(now: str, *stages: Stage) -> None:
    """Raises WrongStage unless the vote is in one of them."""
    if now not in stages:
        raise WrongStage(now)


def of_archive(state: State, shuffled: bool) -> Stage:
    """Where a vote stands by its archive. `shuffled`: whether it asks for rankings or grades."""
    if state is State.TALLIED:
        return Stage.SHUFFLING if shuffled else Stage.DECRYPTING
    return {
        State.OPEN: Stage.OPEN,
        State.CLOSED: Stage.CLOSED,
        State.SHUFFLING: Stage.SHUFFLING,
        State.SHUFFLED: Stage.DECRYPTING,
        State.DECRYPTING: Stage.DECRYPTING,
        State.FINISHED: Stage.PUBLISHED,
    }[state]


@dataclass(frozen=True)
class Waiting:
    """A vote waits: `what` is a key of `stage.*` in the words, `who` has the post that must act (None: the server, or the clock)."""

    what: str
    who: Post | None = None
    until: datetime | None = None


def waits_for(
    stage: str, opens: datetime | None, closes: datetime | None, credentials: bool = True, keys: bool = True
) -> Sequence[Waiting]:
    """What must come next. `credentials` and `keys`: whether the public list and the trustees' keys are there."""
    if stage == Stage.ROLL:
        made = () if credentials else (Waiting("waits_credentials", Post.REGISTRAR, opens),)
        return (*made, *(() if keys else (Waiting("waits_keys", Post.TRUSTEE, opens),)))
    return {
        Stage.DRAFT: (Waiting("waits_roll", Post.RETURNING_OFFICER, opens),),
        Stage.READY: (Waiting("waits_opening", Post.RETURNING_OFFICER, opens),),
        Stage.OPEN: (Waiting("waits_voters", None, closes),),
        Stage.CLOSED: (Waiting("waits_adding_up"),),
        Stage.SHUFFLING: (Waiting("waits_shuffles", Post.TRUSTEE),),
        Stage.DECRYPTING: (Waiting("waits_decryptions", Post.TRUSTEE),),
    }.get(Stage(stage), ())
