"""The only writers of the tables of motions. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What a motion does not allow raises `motions.errors.Refused`; what the account may not know of, Http404; what is not theirs to do, PermissionDenied.

Rooms above call `set_state`, `set_amendment_state` and `apply_block` when a vote is decided, inside their own transaction.
"""

from __future__ import annotations

from .moving import Wording, edit, move, recommend, set_deadline, submit, throw_away, withdraw, write
from .states import apply_block, set_amendment_state, set_state
from .supporting import support, support_amendment, take_back, take_back_from_amendment

__all__ = [
    "Wording",
    "apply_block",
    "edit",
    "move",
    "recommend",
    "set_amendment_state",
    "set_deadline",
    "set_state",
    "submit",
    "support",
    "support_amendment",
    "take_back",
    "take_back_from_amendment",
    "throw_away",
    "withdraw",
    "write",
]
