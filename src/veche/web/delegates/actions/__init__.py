"""The only writers of the tables of delegates. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What cannot be done raises `delegates.errors.Refused`; what the account may not know of, Http404; what its office does not allow, PermissionDenied.
"""

from __future__ import annotations

from .by_hand import elect_by_hand
from .electing import elect
from .ending import end, keep_terms, member_goes, resign
from .nominating import ask_to_stand, forget_askings, nominate, withdraw
from .recalling import answer, begin_recall, carry_out, keep_recalls, lapse, open_recall_vote, want_roll
from .sharing import forget_body, part, share_seats
from .sitting import accept
from .statutes import change_statutes
from .voting import draw_up, keep_elections, take_over

__all__ = [
    "accept",
    "answer",
    "ask_to_stand",
    "begin_recall",
    "carry_out",
    "change_statutes",
    "draw_up",
    "elect",
    "elect_by_hand",
    "end",
    "forget_askings",
    "forget_body",
    "keep_elections",
    "keep_recalls",
    "keep_terms",
    "lapse",
    "member_goes",
    "nominate",
    "open_recall_vote",
    "part",
    "resign",
    "share_seats",
    "take_over",
    "want_roll",
    "withdraw",
]
