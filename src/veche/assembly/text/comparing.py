"""Two texts one beside the other, as a reader goes through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .aligning import aligned, moved
from .differences import Mark, Piece, differences


@dataclass(frozen=True)
class Line:
    """A paragraph of either text, or of both. Numbers from 0; None where a text does not have it."""

    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]
    moved: bool = False
    """It stands elsewhere in the other text: once it is listed where it was, once where it is."""

    @property
    def same(self) -> bool:
        return not self.moved and all(piece.kind == Mark.SAME for piece in self.pieces)


def compare(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """All paragraphs of both texts in order; what is gone before what came in its place."""
    pairs = aligned(old, new)
    elsewhere = moved(old, new, pairs)
    went, came = dict(elsewhere), {there: here for here, there in elsewhere}
    found: list[Line] = []
    here = there = 0
    for x, y in [*pairs, (len(old), len(new))]:
        found += [_gone(old, went, number) for number in range(here, x)]
        found += [_come(new, came, number) for number in range(there, y)]
        if x < len(old):
            found.append(Line(x, y, tuple(differences(old[x], new[y]))))
        here, there = x + 1, y + 1
    return found


def _gone(old: Sequence[str], went: dict[int, int], number: int) -> Line:
    return Line(number, went.get(number), (Piece(Mark.GONE, old[number]),), number in went)


def _come(new: Sequence[str], came: dict[int, int], number: int) -> Line:
    return Line(came.get(number), number, (Piece(Mark.NEW, new[number]),), number in came)
