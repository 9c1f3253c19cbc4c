"""Sheets and pictures of a count, as a page shows them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from veche.counting import Count
from veche.counting.showing.drawing import NARROW, pictures
from veche.counting.showing.drawing.svg import style
from veche.counting.showing.result_sheet import Sheet, result_sheet, words_of
from veche.counting.showing.sheet_parts import Facts, Grid, Lines, Part
from veche.words import Language

STYLE = f"'sha256-{base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"
"""What the policy of a page must allow so that pictures have their colours: this one style sheet and no other."""


@dataclass(frozen=True)
class Shown:
    """A part of a sheet: one of the three is filled. A cell is its text and whether its column is one of numbers."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    columns: Sequence[tuple[str, bool]] = ()
    rows: Sequence[Sequence[tuple[str, bool]]] = ()


def sheet(count: Count, language: Language) -> list[Shown]:
    """All parts, the outcome and the result first."""
    return [_shown(part) for part in result_sheet(count, language, transfers=False)]


def winners(count: Count, language: Language) -> list[str]:
    """Who is elected, and not by how many votes."""
    return list(Sheet(count, words_of(language)).winners())


def drawn(count: Count, language: Language, number: int) -> list[tuple[str, SafeString]]:
    """Title and picture of each. Two questions of a page may have the same pictures, so their names get its `number`."""
    return [
        (one.title, mark_safe(one.svg.replace(f"{one.name}-t", f"q{number}-{one.name}-t")))  # noqa: S308 - written by our own drawing, which escapes every text
        for one in pictures(count, language, NARROW)
    ]


def _shown(part: Part) -> Shown:
    if isinstance(part, Facts):
        return Shown(part.title, facts=part.rows)
    if isinstance(part, Lines):
        return Shown(part.title, lines=part.lines)
    return _grid(part)


def _grid(grid: Grid) -> Shown:
    marked = [number in grid.numbers for number in range(len(grid.columns))]
    rows = [list(zip(row, marked, strict=True)) for row in grid.rows]
    return Shown(grid.title, columns=list(zip(grid.columns, marked, strict=True)), rows=rows)
