"""Which seats a picture shows, and the sum of all others, so that a picture of 300 seats can still be read.

Shown are those that somebody looks for: mandates that were not kept, then those that people must judge, then those who did not vote, then the heaviest seats.
They stand in the order of the tree. What is folded is counted: no number is lost, and the table beside has every seat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from veche.assembly.mandate import Verdict

from .tree import Given, Seat

MOST = 12
"""Seats under one vote, the fold counted as one of them."""
FIRST = (Verdict.BROKEN, Verdict.OPEN, Verdict.ABSENT)


@dataclass(frozen=True)
class Fold:
    """Seats that are not drawn: how many, with what weight, how they voted together, and how often each verdict."""

    seats: int
    weight: int
    given: tuple[Given, ...]
    verdicts: tuple[tuple[Verdict, int], ...]


def folded(answers: Sequence[str], seats: Sequence[Seat], most: int = MOST) -> tuple[list[Seat], Fold | None]:
    """The seats to draw, in their order, and the sum of the rest."""
    if len(seats) <= most:
        return list(seats), None
    order = sorted(range(len(seats)), key=lambda place: (_rank(seats[place]), -seats[place].weight, place))
    shown = set(order[: most - 1])
    rest = [seat for place, seat in enumerate(seats) if place not in shown]
    return [seat for place, seat in enumerate(seats) if place in shown], _sum(answers, rest)


def _rank(seat: Seat) -> int:
    return FIRST.index(seat.verdict) if seat.verdict in FIRST else len(FIRST)


def _sum(answers: Sequence[str], rest: Sequence[Seat]) -> Fold:
    votes = [sum(seat.card[place] for seat in rest if seat.card is not None) for place in range(len(answers))]
    counted = Counter(seat.verdict for seat in rest)
    return Fold(
        len(rest),
        sum(seat.weight for seat in rest),
        tuple(Given(answer, number) for answer, number in zip(answers, votes, strict=True)),
        tuple((verdict, counted[verdict]) for verdict in Verdict if counted[verdict]),
    )
