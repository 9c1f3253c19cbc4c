"""By which standing orders an assembly goes."""

from __future__ import annotations

import json
from functools import lru_cache

from veche.assembly.orders import Orders, find

from ..models import Assembly


def orders_of(assembly: Assembly) -> Orders:
    """Those that were chosen, with what the body has otherwise. Raises UnknownOrders, BadOrders: both only for a row that no form wrote."""
    return _changed(assembly.orders, json.dumps(assembly.changed, sort_keys=True))


@lru_cache(maxsize=256)
def _changed(name: str, changed: str) -> Orders:
    """Kept: to check them takes as long as everything else on a page of the assembly."""
    return find(name).with_(json.loads(changed))
