"""Councils of councils: bodies above and below, with their seats. No member is counted here but in the weight of a seat."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from veche.web.bodies.models import Body
from veche.web.delegates import access as delegates

DEEPEST = 12
MOST = 1000
"""Bodies on one page."""


@dataclass(frozen=True)
class Branch:
    """A body, what it has in the one above, and what lies below it. `again`: it stands elsewhere on the page already, with all below it."""

    body: Body
    seats: int = 0
    weight: int = 0
    filled: int = 0
    below: tuple[Branch, ...] = ()
    again: bool = False

    @property
    def bodies(self) -> int:
        """How many lie below, at any depth."""
        return sum(1 + one.bodies for one in self.below)


@dataclass(frozen=True)
class Federation:
    above: tuple[Body, ...]
    """To which it belongs, directly."""
    tree: Branch


def federation(body: Body) -> Federation:
    """As far down as it goes. A body that belongs to two others stands in whole under the first."""
    return Federation(tuple(delegates.bodies_above(body)), _branch(body, None, frozenset(), set(), 0))


def _branch(body: Body, upper: Body | None, holding: frozenset[UUID], seen: set[UUID], depth: int) -> Branch:
    """`holding`: seats in the upper body that somebody holds today."""
    again = body.pk in seen
    seen.add(body.pk)
    below: tuple[Branch, ...] = ()
    if not again and depth < DEEPEST and len(seen) < MOST:
        sitting = frozenset(one.seat_id for one in delegates.holders(body))
        below = tuple(_branch(one, body, sitting, seen, depth + 1) for one in delegates.bodies_below(body))
    if upper is None:
        return Branch(body, below=below)
    seats = delegates.seats_of(body, upper)
    filled = sum(one.pk in holding for one in seats)
    return Branch(body, len(seats), sum(one.weight for one in seats), filled, below, again)
