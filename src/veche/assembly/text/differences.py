"""What was changed in a text, word by word, so that somebody can read it.

    "The strike begins on Monday." → "The strike begins on Friday at six."
    same "The strike begins on ", gone "Monday", new "Friday at six", same "."

What stays and what is new, joined, is the new text; what stays and what is gone, the old one. A word that both texts have by chance does
not stay alone among words that changed; a sentence that was put in begins where it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .runs import Run, runs


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some of a text, and whether it stays, goes or comes. Never empty."""

    kind: Mark
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """What was changed between two texts, in pieces that differ in kind from their neighbours; between two that stay, what is gone stands
    before what is new."""
    return list(_together(piece for run in runs(old, new) for piece in _pieces(run)))


def _pieces(run: Run) -> Iterator[Piece]:
    if not run.same:
        yield from _changed("".join(unit.text for unit in run.gone), "".join(unit.text for unit in run.new))
        return
    for gone, new in zip(run.gone, run.new, strict=True):
        yield from _changed(gone.lead, new.lead)
        yield Piece(Mark.SAME, gone.core)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    """The white space with which both begin stays."""
    space = gone[: len(gone) - len(gone.lstrip())]
    common = space if gone == new or new[: len(new) - len(new.lstrip())] == space else ""
    yield Piece(Mark.SAME, common)
    yield Piece(Mark.GONE, gone[len(common) :])
    yield Piece(Mark.NEW, new[len(common) :])


def _together(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """One piece for all that stays in a row, one for all that goes, one for all that comes."""
    for same, group in groupby((one for one in pieces if one.text), key=lambda one: one.kind == Mark.SAME):
        found = list(group)
        for kind in (Mark.SAME,) if same else (Mark.GONE, Mark.NEW):
            if text := "".join(one.text for one in found if one.kind == kind):
                yield Piece(kind, text)
