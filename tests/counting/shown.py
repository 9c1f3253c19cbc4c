"""Counts by every rule, to be shown."""

from __future__ import annotations

from veche.counting import RULES, count
from veche.counting.contest import Ballots, Candidate, Contest, Scores, Totals
from veche.counting.lot import Lot
from veche.counting.papers import Rankings
from veche.counting.record import Count

NAMES = ("Alesia", "Bohdan", "Ciara", "Darya", "Eryk")

PAPERS = Rankings.of(
    5,
    [
        (((1,), (2,), (3,)), 16),
        (((2,), (3,)), 8),
        (((3,), (2,), (1,)), 7),
        (((4,), (3,)), 4),
        (((5,), (4,)), 4),
        (((5,),), 1),
    ],
)
SCORES = Scores({(1, 0, 1, 0, 0): 7, (0, 1, 1, 0, 0): 6, (0, 0, 0, 1, 1): 4, (None, None, None, None, 1): 2})
TOTALS = Totals((40, 33, 20, 5, 2), 100, 0)
BALLOTS: dict[type[Ballots], Ballots] = {Rankings: PAPERS, Scores: SCORES, Totals: TOTALS}


def contest(ballots: Ballots, names: tuple[str, ...] = NAMES, seats: int = 2) -> Contest:
    candidates = tuple(Candidate(number, name) for number, name in enumerate(names, 1))
    return Contest("Branch committee", candidates, seats, ballots, invalid={"overvote_invalid": 2})


def counted(rule: str, **more: str) -> Count:
    """A count by this rule, of ballots that it takes."""
    kind = RULES[rule].takes[0]
    seats = 1 if rule in ("irv", "yes-no") else 2
    return count(contest(BALLOTS[kind], seats=seats), rule, lot=Lot(bytes(32)), **more)


EVERY = tuple(RULES)
