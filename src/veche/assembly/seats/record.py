"""What seats are shared from, and everything that came of it: enough to follow the sharing by hand."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SEATS = 10_000
"""No congress is larger; a number that somebody mistyped does not keep a server busy."""
MOST_MEMBERS = 10**9
MOST_BODIES = 2000


@dataclass(frozen=True)
class Group:
    """A body with so many members; `id` tells it from another of the same name."""

    id: str
    name: str
    members: int


@dataclass(frozen=True)
class Plan:
    """What the statutes say. `seats`: to be shared; for `equal` so many for each body, for `threshold` one for so many members begun.

    `least`, `most`: of one body; `most` 0: without a limit.
    """

    method: str
    seats: int
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Shared:
    """What one body has: so many seats, and how many members each of them stands for."""

    group: Group
    seats: int
    weights: tuple[int, ...]


@dataclass(frozen=True)
class Award:
    """One seat: the body's members (for square_root: their root) divided by `divisor` was the highest quotient left."""

    id: str
    divisor: int


@dataclass(frozen=True)
class Tie:
    """Equal quotients, and fewer seats than these. `by`: size or lot; `order`: as they came."""

    ids: tuple[str, ...]
    seats: int
    by: str
    order: tuple[str, ...]


@dataclass(frozen=True)
class Sharing:
    """The whole sharing. `awards`: seats beyond `least` in the order in which they were given; none for equal and threshold."""

    plan: Plan
    shared: tuple[Shared, ...]
    awards: tuple[Award, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def seats(self) -> int:
        """All seats together."""
        return sum(one.seats for one in self.shared)

    def of(self, identifier: str) -> int:
        """How many seats a body has."""
        return next((one.seats for one in self.shared if one.group.id == identifier), 0)
