"""How far an amendment goes from the text that it amends: an exact measure, so that nobody has to believe anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from veche.assembly.text import Change, Kind, Mark, differences


class Sort(IntEnum):
    """What it does, the furthest first."""

    DELETES_ALL = 0
    """It leaves nothing of the text as it stands."""
    DELETES = 1
    REPLACES = 2
    INSERTS = 3


@dataclass(frozen=True)
class Reach:
    """How far an amendment goes."""

    sort: Sort
    share: Fraction
    """Of the letters of the paragraphs concerned, as they are and as they would be, those that go or come: 0 to 1."""

    @property
    def rank(self) -> tuple[int, Fraction]:
        """What goes further comes first."""
        return self.sort, -self.share


def touched(changes: Iterable[Change]) -> frozenset[int]:
    """The paragraphs that are replaced or deleted."""
    return frozenset(change.paragraph for change in changes if change.kind != Kind.INSERT)


def reach(paragraphs: Sequence[str], changes: Sequence[Change], concerned: Collection[int]) -> Reach:
    """How far these changes go, measured on the paragraphs concerned, which all that compete are measured on."""
    return Reach(_sort(len(paragraphs), changes), _share(paragraphs, changes, concerned))


def _sort(count: int, changes: Sequence[Change]) -> Sort:
    deleted = {change.paragraph for change in changes if change.kind == Kind.DELETE}
    if count and len(deleted) == count:
        return Sort.DELETES_ALL
    if deleted:
        return Sort.DELETES
    return Sort.REPLACES if touched(changes) else Sort.INSERTS


def _share(paragraphs: Sequence[str], changes: Sequence[Change], concerned: Collection[int]) -> Fraction:
    own = {change.paragraph: change.text for change in changes if change.kind != Kind.INSERT}
    changed = whole = 0
    for place in concerned:
        old = paragraphs[place]
        new = own.get(place, old)
        whole += _letters(old) + _letters(new)
        if place in own:
            changed += sum(_letters(piece.text) for piece in differences(old, new) if piece.kind != Mark.SAME)
    put_in = sum(_letters(change.text) for change in changes if change.kind == Kind.INSERT)
    return Fraction(changed + put_in, whole + put_in) if whole + put_in else Fraction(0)


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)
