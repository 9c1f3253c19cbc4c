"""The only writers of the tables of bodies. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What a body does not allow raises `bodies.errors.Refused`; what the account may not know of, Http404; what its office does not allow, PermissionDenied.
"""

from __future__ import annotations

from .bodies import change_settings, found
from .inviting import invite, withdraw
from .joining import join, show_code, vouch
from .leaving import leave, remove
from .linking import accept, cut, propose
from .offices import give_role, take_role

__all__ = [
    "accept",
    "change_settings",
    "cut",
    "found",
    "give_role",
    "invite",
    "join",
    "leave",
    "propose",
    "remove",
    "show_code",
    "take_role",
    "vouch",
    "withdraw",
]
