"""What is asked above, and whether its text is still the one that the body had before it."""

from __future__ import annotations

from dataclasses import dataclass

from veche.assembly import text as library
from veche.assembly.mandate import Question
from veche.web.assemblies.models import Poll
from veche.web.motions.models import Amendment, Motion, Version
from veche.web.motions.states import state_of

from ..home import key_of
from ..models import Mandate

TAKEN = "take"


@dataclass(frozen=True)
class Text:
    """A motion as it would be adopted now. `unclear`: adopted amendments do not go together, so nobody can say how it reads."""

    paragraphs: tuple[str, ...]
    unclear: bool = False


def standing(motion: Motion) -> Text:
    """The last version with the amendments that are adopted and that it has not taken up yet: the same text, before and after somebody produces it."""
    known = {one.number: one for one in Version.objects.filter(motion=motion)}
    last = known[max(known)]
    try:
        waiting = [_rebased(one, known, last) for one in _adopted(motion, known)]
        return Text(tuple(library.merge(last.paragraphs, waiting).paragraphs))
    except library.TextError:
        return Text(tuple(last.paragraphs), unclear=True)


def _adopted(motion: Motion, known: dict[int, Version]) -> list[Amendment]:
    taken = {number for one in known.values() for number in one.merged}
    found = Amendment.objects.filter(motion=motion).exclude(number=None)
    return [one for one in found if state_of(one).merge == TAKEN and one.number not in taken]


def _rebased(one: Amendment, known: dict[int, Version], last: Version) -> library.Amendment:
    """Its changes as changes of the last version. Raises TextError."""
    changes = library.of_json(one.changes)
    if one.to_id is None and one.base != last.number:
        changes = library.rebase(changes, known[one.base].paragraphs, last.paragraphs)
    return library.Amendment(
        str(one.pk), one.number or 0, tuple(changes), str(one.to_id) if one.to_id else None
    )


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
