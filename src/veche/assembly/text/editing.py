"""What a replacement does inside a paragraph, and whether two of them can both be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .differences import Mark, differences


@dataclass(frozen=True, order=True)
class Edit:
    """The characters of the old paragraph from `begin` up to `end` become `text`. Where both are equal, something comes in."""

    begin: int
    end: int
    text: str


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """From one wording to the other, in order."""
    found: list[Edit] = []
    place = 0
    for piece in differences(old, new):
        if piece.kind == Mark.NEW:
            begin = found.pop().begin if found and found[-1].end == place and found[-1].text == "" else place
            found.append(Edit(begin, place, piece.text))
        else:
            if piece.kind == Mark.GONE:
                found.append(Edit(place, place + len(piece.text), ""))
            place += len(piece.text)
    return tuple(found)


def apart(old: str, first: Iterable[Edit], second: Iterable[Edit]) -> bool:
    """Whether both can be done: where they meet they do the same, elsewhere a word lies between them that both leave alone."""
    seconds = sorted(second)
    start = 0
    for one in sorted(first):
        while start < len(seconds) and _before(old, seconds[start], one):
            start += 1
        for other in seconds[start:]:
            if one != other and not _before(old, other, one):
                if not _before(old, one, other):
                    return False
                break
    return True


def _before(old: str, one: Edit, other: Edit) -> bool:
    return one.end < other.begin and any(letter.isalnum() for letter in old[one.end : other.begin])


def edited(old: str, changes: Iterable[Edit]) -> str:
    """The paragraph with all of these done; they are apart, or the same."""
    parts: list[str] = []
    place = 0
    for one in sorted(set(changes)):
        parts += [old[place : one.begin], one.text]
        place = one.end
    return "".join([*parts, old[place:]])


def both(old: str, first: str, second: str) -> str | None:
    """The wording that has what `first` and what `second` changed of `old`; None where both cannot be had."""
    if first == second or second == old:
        return first
    one, other = edits(old, first), edits(old, second)
    return edited(old, [*one, *other]) if apart(old, one, other) else None


def all_of(old: str, wordings: Sequence[str]) -> str:
    """The wording that has what each of these changed of `old`. They were found apart, two by two."""
    return edited(old, [one for wording in wordings for one in edits(old, wording)])
