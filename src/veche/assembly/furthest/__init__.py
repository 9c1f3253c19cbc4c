"""The furthest-reaching rule (weitestgehender Antrag): of amendments that compete, the one that goes furthest from the text is voted on first.

Whoever wants the whole change can then have it before settling for less, and nobody has to vote tactically. `groups` gives the amendments
that compete together, in the order of the text; `order` all of them one after the other.
"""

from __future__ import annotations

from .ranking import Group, Ranked, groups, order
from .speaking import said

__all__ = ["Group", "Ranked", "groups", "order", "said"]
