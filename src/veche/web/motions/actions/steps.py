"""What became of a motion is written down for everybody who reads it. There is no action that changes or deletes it."""

from __future__ import annotations

from typing import Any

from veche.web.bodies.access import today

from .. import hooks
from ..models import Amendment, Motion, Step, What
from .numbering import next_number


def step(motion: Motion, what: str, amendment: Amendment | None = None, **places: Any) -> None:
    """One more. `places` fill the text `motions:step.<what>`; `state` is the name of a state, said in the reader's language.

    The caller has locked the body: numbers have no gaps. Rooms above hear of it.
    """
    Step.objects.create(
        motion=motion,
        amendment=amendment,
        number=next_number(Step.objects.filter(motion=motion)),
        what=What(what),
        places=places,
        day=today(),
    )
    if what != What.AMENDMENT_FELL:  # with a decision that tells it already
        for tell in hooks.changed:
            tell(motion)
