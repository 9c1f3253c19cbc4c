"""Which results a count can still reach: an exact answer over whole numbers, for `reserved`.

Candidates who belong to the same groups are alike, so a result is told by how many of each kind (a *cell*) are elected.
Every limit, and the number of seats, bounds the sum over some cells (a *row*). Otten's deductions (Voting matters 13,
paper 3) narrow the least and the most of each cell until nothing changes. They are sound but not complete: where they leave
a doubt, the range of one cell is halved and both halves are looked at, so that the answer is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..errors import CannotReserve

STEPS = 50_000
"""Deductions to a fixed point that judging one moment of a count may cost: seconds. What bodies set takes some hundreds."""

Ranges = tuple[tuple[int, int], ...]
"""The least and the most of every cell."""

Rest = tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int], ...]]
"""Cells that are open with their ranges, and the least and the most that each row still needs of them."""


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
    _hopeless: set[Rest] = field(default_factory=set)
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
        if ranges is None or (rest := self._rest(ranges)) in self._hopeless:
            return False
        open_cells = [cell for cell, (low, high) in enumerate(ranges) if low < high]
        if not open_cells:
            self.found.append(tuple(low for low, _ in ranges))
            return True
        cell = open_cells[0]  # always in the same order, so that ways to the same rest meet
        low, high = ranges[cell]
        middle = (low + high) // 2
        for half in ((middle + 1, high), (low, middle)):
            if self._some((*ranges[:cell], half, *ranges[cell + 1 :])):
                return True
        self._hopeless.add(rest)
        return False

    def _rest(self, ranges: Ranges) -> Rest:
        """What is still open: cells with their ranges, and what each row still needs of them. Cells that are settled in
        another way but leave the same rest need not be looked at again.
        """
        needs = []
        for row in self.rows:
            settled = sum(ranges[cell][0] for cell in row.cells if ranges[cell][0] == ranges[cell][1])
            least = sum(ranges[cell][0] for cell in row.cells) - settled
            most = sum(ranges[cell][1] for cell in row.cells) - settled
            needs.append((max(row.low - settled, least), min(row.high - settled, most)))
        still = tuple((cell, *span) for cell, span in enumerate(ranges) if span[0] < span[1])
        return still, tuple(needs)

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
