"""Which results a count can still reach: an exact answer over whole numbers, for `reserved`.

Candidates who belong to the same groups are alike, so a result is told by how many of each kind (a *cell*) are elected.
Every limit, and the number of seats, bounds the sum over some cells (a *row*). Otten's deductions (Voting matters 13,
paper 3) narrow the least and the most of each cell until nothing changes. They are sound but not complete: where they leave
a doubt, the range of one cell is halved and both halves are looked at, so that the answer is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .errors import CannotReserve

STEPS = 20_000
"""Deductions from one starting point to a fixed point that one question may cost. The limits that bodies set take a few hundred."""

Ranges = tuple[tuple[int, int], ...]
"""The least and the most of every cell."""


@dataclass(frozen=True)
class Row:
    """`low` <= the sum over `cells` <= `high`."""

    cells: tuple[int, ...]
    low: int
    high: int


@dataclass
class Completions:
    """All ways to fill cells of these `sizes` so that every row holds. `found` keeps those that a search came across."""

    sizes: Sequence[int]
    rows: Sequence[Row]
    found: list[tuple[int, ...]] = field(default_factory=list)
    _hopeless: set[Ranges] = field(default_factory=set)
    _steps: int = 0

    def exist(self) -> bool:
        return self._some(tuple((0, size) for size in self.sizes))

    def can_use(self, cell: int) -> bool:
        """Whether some completion takes at least one of the cell."""
        known = any(one[cell] > 0 for one in self.found)
        return known or self._some(self._with(cell, 1, self.sizes[cell]))

    def can_spare(self, cell: int) -> bool:
        """Whether some completion leaves at least one of the cell out."""
        known = any(one[cell] < self.sizes[cell] for one in self.found)
        return known or self._some(self._with(cell, 0, self.sizes[cell] - 1))

    def _with(self, cell: int, low: int, high: int) -> Ranges:
        ranges = [(0, size) for size in self.sizes]
        ranges[cell] = (low, high)
        return tuple(ranges)

    def _some(self, start: Ranges) -> bool:
        """Looks for one completion within the ranges, depth first; remembers it, and remembers where there is none."""
        self._steps += 1
        if self._steps > STEPS:
            raise CannotReserve(
                f"the limits on reserved seats cannot be decided within {STEPS:,} steps: state fewer or simpler limits"
            )
        ranges = self._narrowed(start)
        if ranges is None or ranges in self._hopeless:
            return False
        open_cells = [cell for cell, (low, high) in enumerate(ranges) if low < high]
        if not open_cells:
            self.found.append(tuple(low for low, _ in ranges))
            return True
        cell = min(open_cells, key=lambda one: ranges[one][1] - ranges[one][0])
        low, high = ranges[cell]
        middle = (low + high) // 2
        halves = ((middle + 1, high), (low, middle))
        if any(self._some((*ranges[:cell], half, *ranges[cell + 1 :])) for half in halves):
            return True
        self._hopeless.add(ranges)
        return False

    def _narrowed(self, start: Ranges) -> Ranges | None:
        """Otten: what the other cells of a row must or can take leaves so much for each. None where a row cannot hold."""
        ranges = list(start)
        if any(low > high for low, high in ranges):
            return None
        changed = True
        while changed:
            changed = False
            for row in self.rows:
                least = sum(ranges[cell][0] for cell in row.cells)
                most = sum(ranges[cell][1] for cell in row.cells)
                if least > row.high or most < row.low:
                    return None
                for cell in row.cells:
                    low, high = ranges[cell]
                    tight = (max(low, row.low - (most - high)), min(high, row.high - (least - low)))
                    if tight != (low, high):
                        if tight[0] > tight[1]:
                            return None
                        ranges[cell], changed = tight, True
                        least, most = least + tight[0] - low, most + tight[1] - high
        return tuple(ranges)
