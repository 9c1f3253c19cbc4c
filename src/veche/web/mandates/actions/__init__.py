"""The only writers of the tables of mandates. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What does not hold raises `mandates.errors.Refused`; what the account may not know of, Http404; what its office does not allow, PermissionDenied.
"""

from __future__ import annotations

from .giving import Wanted, give, withdraw
from .judging import judge, record
from .reporting import ask, report

__all__ = ["Wanted", "ask", "give", "judge", "record", "report", "withdraw"]
