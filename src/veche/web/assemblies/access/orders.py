"""By which standing orders an assembly goes."""

from __future__ import annotations

from veche.assembly.orders import Orders, find

from ..models import Assembly


def orders_of(assembly: Assembly) -> Orders:
    """Those that were chosen, with what the body has otherwise. Raises UnknownOrders, BadOrders: both only for a row that no form wrote."""
    return find(assembly.orders).with_(assembly.changed)
