"""A motion as it is read in the hall, on a phone that has no place in the body too: its text, and the amendments in the order in which they are voted on.

It is the same for everybody of one language, and a hall opens it at once: so it is set once for as long as nothing of it changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from veche.web.house.language import Voice
from veche.web.motions.access import amendments
from veche.web.motions.models import Motion
from veche.web.motions.said import recommended, row_said, state_said, turn_said
from veche.words import Language

MOST_KEPT = 40
"""Motions as they are set now, each in one language."""


class As:
    """A motion as it stands now: equal to itself for as long as all that is shown stays the same."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        self.stands = amendments.stands(motion)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, As) and self.stands == other.stands

    def __hash__(self) -> int:
        return hash(self.stands)


def read(motion: Motion, language: Language, spoken: str) -> SafeString:
    """As HTML, with nothing in it that belongs to the reader but the language. `spoken`: the language of the assembly."""
    return _set(As(motion), language, spoken)


@lru_cache(maxsize=MOST_KEPT)
def _set(one: As, language: Language, spoken: str) -> SafeString:
    shown = _shown(one.motion, Voice(language)) | {"language": language, "spoken": spoken}
    return mark_safe(render_to_string("assemblies/motion.html", shown))  # noqa: S308 - a template escaped it


def _shown(motion: Motion, voice: Voice) -> dict[str, Any]:
    whole = amendments.amended(motion)
    waiting = {one.pk for one in whole.open}
    rest = [one for one in whole.amendments if one.number is not None and one.pk not in waiting]
    return {
        "voice": voice,
        "motion": motion,
        "state": state_said(voice, motion),
        "recommended": recommended(voice, motion),
        "paragraphs": whole.version.paragraphs,
        "turns": [turn_said(voice, whole, turn) for group in whole.order() for turn in group.turns],
        "rest": [row_said(voice, whole, one) for one in rest],
        "gone": voice("motions:text.gone"),
        "new": voice("motions:text.new"),
    }
