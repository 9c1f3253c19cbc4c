"""The only writers of the tables of delegates. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What cannot be done raises `delegates.errors.Refused`; what the account may not know of, Http404; what its office does not allow, PermissionDenied.
"""

from __future__ import annotations

from .electing import elect
from .ending import end, keep_terms, member_goes, resign
from .sitting import accept

__all__ = ["accept", "elect", "end", "keep_terms", "member_goes", "resign"]
