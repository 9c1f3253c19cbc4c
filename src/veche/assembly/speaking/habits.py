"""What standing orders say of speaking, as `veche.assembly.orders` writes it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from veche.assembly.orders import Speaking

LONGEST_ROUND = 100
"""Of a quota: 37/100 is looked at over a hundred contributions. Nobody remembers more."""


@dataclass(frozen=True)
class Quota:
    """Of so many contributions as the share has below its line, so many as above it go to the group, as long as somebody of it waits.

    1/2 is every second one, 2/5 two of any five that follow each other.
    """

    name: str
    share: Fraction

    def __post_init__(self) -> None:
        """Raises ValueError where it is no share, or one that nobody could follow."""
        if not 0 < self.share <= 1 or self.share.denominator > LONGEST_ROUND:
            raise ValueError(f"quota {self.name}: {self.share} is no share in hundredths or rounder")


@dataclass(frozen=True)
class OrderKind:
    """A kind of point of order. The lowest rank comes first; one that interrupts does not wait for the speaker to end."""

    name: str
    rank: int
    interrupts: bool = False


@dataclass(frozen=True)
class Habits:
    """`seconds` for the first contribution of somebody on an item, `second_seconds` for each later one, for replies and for points of order."""

    seconds: int = 180
    second_seconds: int = 120
    alternate: bool = False
    first_time_first: bool = False
    quotas: tuple[Quota, ...] = ()
    order_kinds: tuple[OrderKind, ...] = ()

    @classmethod
    def of(cls, speaking: Speaking) -> Habits:
        """From standing orders. Raises ValueError for a quota that nobody could follow."""
        return cls(
            speaking.seconds,
            speaking.second_seconds,
            speaking.alternate,
            speaking.first_time_first,
            tuple(Quota(one.name, one.share) for one in speaking.quotas),
            tuple(OrderKind(one.name, one.rank, one.interrupts) for one in speaking.order_kinds),
        )

    def allowed(self, spoken: int, side: str) -> int:
        """Seconds for a contribution of somebody who had `spoken` so many on this item before."""
        return self.seconds if spoken == 0 and side != "order" else self.second_seconds

    def kind(self, name: str) -> OrderKind:
        """A kind that the orders do not know (any more) comes after those that they know."""
        last = max((one.rank for one in self.order_kinds), default=0) + 1
        return next((one for one in self.order_kinds if one.name == name), OrderKind(name, last))
