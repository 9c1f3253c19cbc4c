"""What a result sheet is made of: names with values, grids, and lines of text, before anyone has decided how they look."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
"""Unicode categories that break lines, hide text or turn its direction: no name and no title needs them."""


@dataclass(frozen=True)
class Facts:
    """Names and values."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table. `numbers` are columns set to the right; `breaks` those before which a table that is too wide may be broken:
    each part then begins with the first column again. None: never."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lines:
    """Sentences, one a line."""

    title: str
    lines: tuple[str, ...]


Part = Facts | Grid | Lines


def in_blocks(grid: Grid, width: int, gap: int) -> Iterator[Grid]:
    """The grid in parts that are at most `width` characters wide, `gap` between columns: as many columns as fit in each."""
    if not grid.breaks:
        yield grid
        return
    sizes = [max(map(len, column)) for column in zip(grid.columns, *grid.rows, strict=True)]
    ends = (*grid.breaks[1:], len(grid.columns))
    block: list[int] = []
    for start, end in zip(grid.breaks, ends, strict=True):
        group = list(range(start, end))
        if block and sum(sizes[column] + gap for column in (0, *block, *group)) > width:
            yield _columns(grid, (0, *block))
            block = []
        block += group
    yield _columns(grid, (0, *block))


def _columns(grid: Grid, chosen: Sequence[int]) -> Grid:
    return Grid(
        grid.title,
        tuple(grid.columns[column] for column in chosen),
        tuple(tuple(row[column] for column in chosen) for row in grid.rows),
        frozenset(place for place, column in enumerate(chosen) if column in grid.numbers),
    )


def visible(text: str) -> str:
    """A text of a file or an archive, safe to write down: what would not be seen is shown as a replacement character."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(one) in HIDDEN else one for one in text
    )
