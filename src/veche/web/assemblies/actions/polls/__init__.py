"""Votes in an assembly: opened, voted in, counted, decided, and what follows from them. Whoever does so holds the assembly still: two at once follow each other."""

from __future__ import annotations

from .casting import cast_for, cast_open
from .counting import confirm_paper, count_hands, drop_paper, type_paper
from .deciding import close_poll, count_present_again, decide
from .demanding import demand_secret, take_back_demand
from .opening import Wanted, call_off, open_poll
from .secret import open_secret, take_result, take_results

__all__ = [
    "Wanted",
    "call_off",
    "cast_for",
    "cast_open",
    "close_poll",
    "confirm_paper",
    "count_hands",
    "count_present_again",
    "decide",
    "demand_secret",
    "drop_paper",
    "open_poll",
    "open_secret",
    "take_back_demand",
    "take_result",
    "take_results",
    "type_paper",
]
