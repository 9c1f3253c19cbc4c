"""The tree of a decision. All names and titles are in their language already; answers are keys or texts, as on the ballot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from veche.assembly.mandate import Verdict, Why

DEEPEST = 12
"""Levels of votes at home below the vote on top. Bodies form a graph without circles, but a picture has an end."""


class How(StrEnum):
    """How a body decided."""

    OPEN = "open"
    """By name, or by cards."""
    HANDS = "hands"
    SECRET = "secret"  # noqa: S105 - a way of voting
    """By the verifiable ballot."""
    WRITTEN = "written"
    """Elsewhere; somebody typed it in."""


@dataclass(frozen=True)
class Given:
    """How many votes an answer has."""

    answer: str
    votes: int


@dataclass(frozen=True)
class Decision:
    """What a body decided. `fingerprint`: of the record of a secret vote, 64 digits in hexadecimal, or ""; `address`: of its page, or ""."""

    body: str
    title: str
    how: How
    given: tuple[Given, ...] = ()
    """Empty where too few voted to say how, or where nobody counted."""
    outcome: str = ""
    """Carried, lost or another name of veche.rules.Outcome, or the answer that won; "" where it is not said."""
    fingerprint: str = ""
    address: str = ""
    seats: tuple[Seat, ...] = ()
    """Of a vote of delegates, by body, then number."""


@dataclass(frozen=True)
class Seat:
    """A seat in the vote above. `card`: votes for each answer of that vote, in its order; None: no vote, or nobody knows."""

    body: str
    number: int
    delegate: str
    weight: int
    card: tuple[int, ...] | None
    verdict: Verdict
    why: Why
    judged: bool = False
    """People decided, where the program could not, or otherwise than it computed."""
    mandate: str = ""
    """In a few words; "" where there is none."""
    home: Decision | None = None
    """The vote in which the body gave the mandate."""
    address: str = ""
