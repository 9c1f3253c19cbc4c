"""The only writers of the tables of minutes. Each action is done whole or not at all, and may be asked for twice.

No edition is ever changed or deleted. What does not hold raises `minutes.errors.Refused`; what the account may not know of, Http404; what is not theirs, PermissionDenied.
"""

from __future__ import annotations

from .approving import propose, publish, remark, settle, take_back, unpublish
from .editing import add, draft, edit

__all__ = ["add", "draft", "edit", "propose", "publish", "remark", "settle", "take_back", "unpublish"]
