"""Something to be said in the reader's language, kept apart from the language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .numerals import numeral

if TYPE_CHECKING:
    from . import Language, Words


@dataclass(frozen=True)
class Share:
    """A part of a whole, shown as a percentage that never looks equal to a threshold that it missed."""

    value: Fraction
    against: Fraction | None = None


NUMERAL = re.compile(r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?")
LONGEST_NUMBER = 4000
"""In characters. Python takes its time over longer ones, and refuses to read whole numbers of more than 4,300 digits."""

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
        """Key and places for machines. What is neither text nor a whole number says what it is, so that it can be read back:
        {"number": "1/3"}, {"share": "1/2", "against": "2/3"}, {"date": "2026-12-01"}."""
        value: dict[str, Any] = {"key": self.key}
        if self.places:
            value["places"] = {name: place_json(place) for name, place in self.places.items()}
        return value if self.count is None else value | {"count": self.count}

    @classmethod
    def from_json(cls, value: Any) -> Sentence:
        """What `to_json` made. Raises ValueError where it is anything else."""
        match value:
            case {"key": str(key), **rest} if rest.keys() <= {"places", "count"}:
                places, count = rest.get("places", {}), rest.get("count")
                if isinstance(places, dict) and (count is None or type(count) is int):
                    return cls(key, {name: place_from(place) for name, place in places.items()}, count)
        raise ValueError("not a sentence")


def place_json(place: Place | Sentence) -> Any:
    """What fills a place, for machines."""
    match place:
        case Sentence():
            return place.to_json()
        case Share(value, against):
            limit = {} if against is None else {"against": numeral(against)}
            return {"share": numeral(value), **limit}
        case date():
            return {"date": place.isoformat()}
        case Fraction():
            return {"number": numeral(place)}
    return place


def place_from(value: Any) -> Place | Sentence:
    """What `place_json` made. Raises ValueError where it is anything else."""
    match value:
        case {"number": str(number), **rest} if not rest:
            return number_from(number)
        case {"share": str(part), **rest} if not rest:
            return Share(number_from(part))
        case {"share": str(part), "against": str(against), **rest} if not rest:
            return Share(number_from(part), number_from(against))
        case {"date": str(day), **rest} if not rest:
            return date.fromisoformat(day)
        case dict():
            return Sentence.from_json(value)
    if isinstance(value, int | str) and not isinstance(value, bool):
        return value
    raise ValueError("neither a text nor a number")


def number_from(text: str) -> Fraction:
    """What `numeral` wrote. Raises ValueError, for numbers beyond any count too."""
    if len(text) > LONGEST_NUMBER or not NUMERAL.fullmatch(text):
        raise ValueError("not a number")
    return Fraction(text)


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
