"""What the clock does for petitions: `tick` is called every minute or so, and what fails for one keeps no other waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable

from . import access
from .actions import signing

log = logging.getLogger(__name__)


def tick() -> None:
    """End those whose last day is over, and tell those who wait of every end of which they were not told."""
    for uuid in access.to_end():
        _try(signing.lapse, uuid)
    for uuid in access.to_tell():
        _try(signing.tell, uuid)


def _try(step: Callable[[str], None], uuid: str) -> None:
    try:
        step(uuid)
    except (
        Exception
    ):  # whatever a receiver of another room ran into, the others must be told, and this one again
        log.exception("a petition that was due could not be ended")
