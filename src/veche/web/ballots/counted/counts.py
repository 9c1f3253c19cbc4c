"""The questions of a finished vote, counted by the rules that were chosen for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from veche.counting import Count, Lot, count
from veche.counting.archive import Polls
from veche.counting.record_json import count_json
from veche.web.ballots.drawing.countings import settings_of


def counted(polls: Polls, number: int, chosen: Mapping[str, Any], lot: Lot | None) -> Count:
    """Question `number`, from 1, of a verified archive, by the rule and for the seats that were chosen (`Vote.counting`).

    Raises CountingError, of which TieNeedsLot asks for a lot.
    """
    rule, seats = chosen["rule"], chosen["seats"]
    given = settings_of(polls.questions[number - 1], rule)
    polled = polls.poll(number, rule, seats=seats, settings=given)
    settings: dict[str, Any] = {name.replace("-", "_"): text for name, text in polled.settings.items()}
    return count(polled.contest, rule, seats=seats, lot=lot, **settings)


def record(found: Count) -> bytes:
    """The record of a count for machines, the same bytes every time."""
    return json.dumps(count_json(found), ensure_ascii=False, indent=1).encode() + b"\n"


def joint_lot(sealed: Sequence[tuple[str, str]]) -> Lot | None:
    """One lot of all that were sealed, from commitments and seeds in hexadecimal; None while one of them is not opened.

    All of them, or none: who could leave one out could choose. Raises LotMismatch.
    """
    if not sealed or not all(seed for _, seed in sealed):
        return None
    return Lot.joint([Lot.open(bytes.fromhex(seed), commitment) for commitment, seed in sealed])
