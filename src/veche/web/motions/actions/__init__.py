"""The only writers of the tables of motions. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment.

What a motion does not allow raises `motions.errors.Refused`; what the account may not know of, Http404; what is not theirs to do, PermissionDenied.

Rooms above call `set_state`, `set_amendment_state` and `apply_block` when a vote is decided, inside their own transaction.
"""

from __future__ import annotations

from .demanding import negotiate, put_in_order
from .forgetting import forget_what_was_left
from .forwarding import forward, forward_by_code, take, turn_away
from .gathering import compose, drop_block, identical, make_block, put_in_block
from .moving import Wording, edit, move, recommend, set_deadline, submit, throw_away, withdraw, write
from .offering import make_offer, put_to_vote, take_results, withdraw_offer
from .proposing import answer_proposal, propose, show_proposal
from .states import apply_block, set_amendment_state, set_state
from .supporting import support, support_amendment, take_back, take_back_from_amendment

__all__ = [
    "Wording",
    "answer_proposal",
    "apply_block",
    "compose",
    "drop_block",
    "edit",
    "forget_what_was_left",
    "forward",
    "forward_by_code",
    "identical",
    "make_block",
    "make_offer",
    "move",
    "negotiate",
    "propose",
    "put_in_block",
    "put_in_order",
    "put_to_vote",
    "recommend",
    "set_amendment_state",
    "set_deadline",
    "set_state",
    "show_proposal",
    "submit",
    "support",
    "support_amendment",
    "take",
    "take_back",
    "take_back_from_amendment",
    "take_results",
    "throw_away",
    "turn_away",
    "withdraw",
    "withdraw_offer",
    "write",
]
