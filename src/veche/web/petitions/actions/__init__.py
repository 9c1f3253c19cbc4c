"""The only writers of the tables of petitions. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment."""

from __future__ import annotations

from .beginning import CannotBegin, begin
from .signing import Ended, lapse, sign, stop, tell

__all__ = ["CannotBegin", "Ended", "begin", "lapse", "sign", "stop", "tell"]
