"""Standing orders as data: notice, supporters, quorum, by which rule what is decided, speaking.

    from veche.assembly import orders

    ours = orders.find("union").with_({"notice_days": 10, "speaking": {"seconds": 120}})

A body takes one of those that are shipped and says what its own statutes have otherwise. Every value is held against `schema.json`.
"""

from __future__ import annotations

from .errors import BadOrders, UnknownOrders
from .loading import Difference, Orders, find, flat, parse, shipped
from .model import OrderKind, Quota, Rules, Speaking

__all__ = [
    "BadOrders",
    "Difference",
    "OrderKind",
    "Orders",
    "Quota",
    "Rules",
    "Speaking",
    "UnknownOrders",
    "find",
    "flat",
    "parse",
    "shipped",
]
