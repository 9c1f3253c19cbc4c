"""Mandates in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from veche.assembly.chain import Given
from veche.assembly.chain.speaking import Speaker
from veche.assembly.mandate import Advice, Duty, Kind, telling
from veche.web.house.language import Voice
from veche.words.sentence import Sentence

from .models import Mandate
from .reading import of_row


def say(found: Sentence | str, voice: Voice) -> str:
    """A sentence of the library's own catalogue."""
    return found if isinstance(found, str) else found.say(telling.words_of(voice.language))


def answer(key: str, voice: Voice) -> str:
    return say(telling.answer(key), voice)


def in_short(mandate: Mandate, voice: Voice) -> str:
    """The answer, the numbers of the split, or what kind of mandate it is."""
    read = of_row(mandate)
    if read.vote:
        return answer(read.vote, voice)
    if read.split:
        return numbers(read.split, voice)
    return say(telling.kind(read.kind), voice)


def numbers(given: Sequence[tuple[str, int]], voice: Voice) -> str:
    """Yes 60 · No 40."""
    return Speaker(voice.language).given([Given(one, votes) for one, votes in given])


def bounds(mandate: Mandate, voice: Voice) -> list[str]:
    """Answers never to give, and red lines, each a line."""
    read = of_row(mandate)
    if read.kind is Kind.FREE:
        return []
    return bounds_of(read.never, read.lines, voice)


def bounds_of(never: Sequence[str], lines: Sequence[str], voice: Voice) -> list[str]:
    return [voice("mandates:say.never", answer=answer(one, voice)) for one in never] + list(lines)


def advice(found: Advice, answers: Sequence[str], voice: Voice) -> list[str]:
    """What stands beside a ballot: what is to be done, with which numbers, and the bounds."""
    said = [say(telling.duty(found), voice)]
    if found.card and found.duty in (Duty.VOTE, Duty.SPLIT):
        card = [(one, votes) for one, votes in zip(answers, found.card, strict=True) if votes]
        said.append(numbers(card, voice) if len(card) > 1 or card[0][1] > 1 else answer(card[0][0], voice))
    return said + bounds_of(found.never, found.lines, voice)


def about(mandate: Mandate, voice: Voice) -> str:
    """What it is about: a motion, a point of the agenda, or a topic."""
    if mandate.motion is not None:
        return voice("mandates:about.motion", number=mandate.motion.number or 0, title=mandate.motion.title)
    if mandate.item is not None:
        return voice("mandates:about.item", title=mandate.item.title)
    return voice("mandates:about.topic", title=mandate.topic)
