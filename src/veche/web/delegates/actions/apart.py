"""What the clock does for many, each apart: one record that is damaged keeps no other delegate on a seat, or off it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)


@contextmanager
def apart() -> Iterator[None]:
    """What fails here is logged and comes again with the next look at the clock; what stands behind it is done."""
    try:
        yield
    except Exception:  # whatever one of them ran into
        log.exception("something that was due for a delegate failed")
