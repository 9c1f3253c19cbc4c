"""What apps above this one open with the codes of a standing roll. They connect in their AppConfig.ready; nothing here knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from veche.web.house.language import Voice

from .models import StandingRoll


@dataclass(frozen=True)
class Open:
    """Something that is open: its address, to which the code may be handed behind the #, what it is called, and what can be done."""

    address: str
    title: str
    what: str
    """One line in the reader's language: until when."""
    do: str
    """What its button says."""
    text: str
    """Its first words, in its own `language`."""
    language: str


AlsoOpen = Callable[[StandingRoll, Voice], Sequence[Open]]
also_open: list[AlsoOpen] = []
"""Each says what of its own is open on a roll now."""
