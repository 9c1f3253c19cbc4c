"""What a countback was asked for on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from veche.cli.count_order import Order
from veche.counting import Contest, Count
from veche.counting.countback import countback
from veche.words.sentence import Sentence


@dataclass(frozen=True)
class Vacancy(Order):
    """A count of which only the members who leave, those who stay, and those who do not stand any more are different."""

    leaving: frozenset[int] = frozenset()
    sitting: frozenset[int] = frozenset()
    unavailable: frozenset[int] = frozenset()

    def counted(
        self, contest: Contest, rule: str, settings: Mapping[str, str], notes: Sequence[Sentence]
    ) -> Count:
        found = countback(
            replace(contest, seats=contest.seats if self.seats is None else self.seats),
            rule,
            leaving=self.leaving,
            sitting=self.sitting,
            unavailable=self.unavailable,
            lot=self.lot,
            reserved=self.kept_seats(contest),
            **settings,
        )
        return replace(found, notes=(*found.notes, *notes))
