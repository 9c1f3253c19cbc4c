"""A motion as it is read in the hall, on a phone that has no place in the body too: its text, and the amendments that were moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from veche.web.house.language import Voice
from veche.web.motions import access as motions
from veche.web.motions.access import amendments
from veche.web.motions.models import Amendment, Motion


@dataclass(frozen=True)
class Read:
    """`amendments`: those with a number, each with its changes as `motions/changes.html` shows them."""

    motion: Motion
    paragraphs: list[str]
    amendments: list[tuple[Amendment, list[tuple[str, Any]]]]


def read(motion: Motion, voice: Voice) -> Read:
    """The motion as it stands."""
    whole = amendments.amended(motion)
    numbered = [one for one in amendments.of(motion) if one.number is not None]
    told = [
        (
            one,
            [
                (voice(f"motions:change.{shown.where}", number=shown.number), shown.pieces)
                for shown in whole.shown(one)
            ],
        )
        for one in numbered
    ]
    return Read(motion, motions.text_of(motion).paragraphs, told)
