"""The only writers of the tables of bodies. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What a body does not allow raises `bodies.errors.Refused`; what the account may not know of, Http404; what its office does not allow, PermissionDenied.
"""

from __future__ import annotations

from .bodies import change_settings, found
from .forgetting import forget_what_ended
from .inviting import invite, withdraw
from .joining import join, show_code, vouch
from .leaving import leave, leave_all, remove
from .linking import accept, cut, propose
from .offices import give_role, take_role
from .registering import (
    agree_to_register,
    ask_for_register,
    enter,
    refuse_register,
    set_register_key,
    take_register,
)

__all__ = [
    "accept",
    "agree_to_register",
    "ask_for_register",
    "change_settings",
    "cut",
    "enter",
    "forget_what_ended",
    "found",
    "give_role",
    "invite",
    "join",
    "leave",
    "leave_all",
    "propose",
    "refuse_register",
    "remove",
    "set_register_key",
    "show_code",
    "take_register",
    "take_role",
    "vouch",
    "withdraw",
]
