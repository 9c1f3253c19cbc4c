"""What is asked above, and whether its text is still the one that the body had before it."""

from __future__ import annotations

from dataclasses import dataclass

from veche.assembly.mandate import Question
from veche.assembly.text import Conflicting
from veche.web.assemblies.models import Poll
from veche.web.motions.access import text_of
from veche.web.motions.access.amendments import amended
from veche.web.motions.models import Motion

from ..home import key_of
from ..models import Mandate


@dataclass(frozen=True)
class Text:
    """A motion as it would be adopted now. `unclear`: adopted amendments do not go together, so nobody can say how it reads."""

    paragraphs: tuple[str, ...]
    unclear: bool = False


def standing(motion: Motion) -> Text:
    """The last version with the amendments that are adopted: the same text, before and after somebody produces it."""
    last = text_of(motion)
    if last.why == "adopted":
        return Text(tuple(last.paragraphs))
    whole = amended(motion)
    try:
        unclear = any(one.pk in whole.stale for one in whole.adopted)
        return Text(tuple(whole.merged(whole.adopted).paragraphs), unclear)
    except Conflicting:
        return Text(tuple(last.paragraphs), unclear=True)


def question(mandate: Mandate | None, poll: Poll, known: dict[object, Text] | None = None) -> Question:
    """What a vote asks whoever has this mandate. `known` keeps texts of motions for those who ask often."""
    answers = tuple(key_of(answer) for answer in poll.answers)
    if mandate is None:
        return Question(answers)
    in_block = poll.block_id is not None and poll.motion_id is None and mandate.motion_id is not None
    return Question(answers, changed(mandate, {} if known is None else known), in_block)


def changed(mandate: Mandate, known: dict[object, Text]) -> bool:
    """Whether the text is another than the one that the mandate is about."""
    if mandate.motion is None:
        return False
    if mandate.motion_id not in known:
        known[mandate.motion_id] = standing(mandate.motion)
    now = known[mandate.motion_id]
    return now.unclear or list(now.paragraphs) != mandate.text
