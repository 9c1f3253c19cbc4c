"""The record of a count as plain text, in any language of the house: to print, to read out, to keep beside the archive."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from veche.words import Language

from ..record import Count
from .result_sheet import result_sheet
from .sheet_parts import Facts, Grid, Lines, Part, in_blocks, visible

WIDTH = 100
"""Characters of a line, where a table can be broken to fit."""
GAP = "  "


def count_text(count: Count, language: Language, width: int = WIDTH) -> str:
    """The whole result sheet, its parts with an empty line between."""
    parts = result_sheet(count, language)
    return "\n".join("".join(f"{visible(line)}\n" for line in _part(part, width)) for part in parts)


def _part(part: Part, width: int) -> Iterator[str]:
    match part:
        case Facts(title, rows):
            yield from _title(title)
            yield from _aligned(rows, frozenset())
        case Lines(title, lines):
            yield from _title(title)
            yield from lines
        case Grid():
            for position, block in enumerate(in_blocks(part, width, len(GAP))):
                yield from _title(part.title) if position == 0 else ("",)
                yield from _grid(block)


def _title(title: str) -> Iterator[str]:
    yield title
    yield "-" * _wide(title)


def _grid(grid: Grid) -> Iterator[str]:
    yield from _aligned((grid.columns, *grid.rows), grid.numbers)


def _aligned(rows: tuple[tuple[str, ...], ...], numbers: frozenset[int]) -> Iterator[str]:
    sizes = [max(map(_wide, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            " " * (size - _wide(cell)) + cell if column in numbers else cell + " " * (size - _wide(cell))
            for column, (cell, size) in enumerate(zip(row, sizes, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def _wide(text: str) -> int:
    """How many columns a text takes: names may be in any script."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
