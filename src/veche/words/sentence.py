"""Something to be said in the reader's language, kept apart from the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import Language, Words


@dataclass(frozen=True)
class Share:
    """A part of a whole, shown as a percentage that never looks equal to a threshold that it missed."""

    value: Fraction
    against: Fraction | None = None


Place = int | Fraction | Share | date | str
"""What fills a place of a text. A string is shown as it is: a name, a number of a paragraph."""


@dataclass(frozen=True)
class Sentence:
    """The key of a text in a room's catalogue, what fills its places, and the number that picks its plural form."""

    key: str
    places: Mapping[str, Place | Sentence] = field(default_factory=dict)
    count: int | None = None

    def say(self, words: Words) -> str:
        """The sentence in the language of the catalogue. Raises KeyError where the catalogue lacks it."""
        places = {name: _said(place, words) for name, place in self.places.items()}
        if self.count is not None:
            places.setdefault("count", _said(self.count, words))
        return words.text(self.key, self.count, **places)

    def to_json(self) -> dict[str, Any]:
        """Key and places for machines; fractions as text ("3/4")."""
        value: dict[str, Any] = {"key": self.key}
        if self.places:
            value["places"] = {name: _json(place) for name, place in self.places.items()}
        return value if self.count is None else value | {"count": self.count}


def _said(place: Place | Sentence, words: Words) -> str:
    # Babel takes its time to load, and a count for machines says nothing.
    from .formats import day, exact, share

    language: Language = words.language
    if isinstance(place, Sentence):
        return place.say(words)
    if isinstance(place, Share):
        return share(language, place.value, place.against)
    if isinstance(place, date):
        return day(language, place)
    return place if isinstance(place, str) else exact(language, place)


def _json(place: Place | Sentence) -> Any:
    if isinstance(place, Sentence):
        return place.to_json()
    if isinstance(place, Share):
        return str(place.value)
    return place if isinstance(place, int | str) else str(place)
