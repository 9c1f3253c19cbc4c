"""Who speaks next, for how long, and what may be told of it afterwards.

    from veche.assembly.speaking import Asked, Habits, order

    order([Asked("a", 1, "pro"), Asked("b", 2, "pro"), Asked("c", 3, "contra")], [], Habits(alternate=True))
    # the places of a, c, b, each with its reason

The standing orders come in as data (`Habits`). The same input gives the same order, and every place says why it is there.
"""

from __future__ import annotations

from .habits import Habits, OrderKind, Quota
from .lists import Asked, Place, Why, moved, order
from .statistics import FEWEST, Line, Said, Statistics, statistics

__all__ = [
    "FEWEST",
    "Asked",
    "Habits",
    "Line",
    "OrderKind",
    "Place",
    "Quota",
    "Said",
    "Statistics",
    "Why",
    "moved",
    "order",
    "statistics",
]
