"""Seats for lists by quotients: what D'Hondt's and Sainte-Laguë's rules share.

1. Each paper gives one vote to one list. One that marks several is invalid: a count that meets one stops, unless the setting
   `overmarked` sets it aside.
2. Lists below the threshold, where one is set, get nothing.
3. The votes of a list are divided by a row of divisors, one after another. The seats go to the highest quotients.
4. Where quotients are equal and there are not seats for all of them, a lot decides: never the order of the lists.
5. A list without votes gets no seat, and a list never gets more seats than it has members where these are known: the seat goes
   to the next quotient.
6. Within a list, seats go to its members in the order of the list (`within` list-order), or to those with most personal votes,
   equal ones by lot (personal-votes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from veche.words.sentence import Sentence

from ..contest import Contest
from ..record import Count, Table
from ..terms import Rule, Setting, Terms
from ..ties import Ties
from .choices import THRESHOLD, Choices, threshold
from .highest import counted, papers
from .sums import OVERMARKED, marks, overmarked
from .within_lists import members

Divisor = Callable[[int], Fraction]
"""The divisor for a list that has so many seats already."""

SETTINGS = THRESHOLD | {"within": Setting("list-order", "list-order or personal-votes")} | OVERMARKED


def apportion(rule: Rule, contest: Contest, terms: Terms, divisor: Divisor) -> Count:
    """The whole count. A list stands among the winners once for each of its seats."""
    choices = Choices(rule, terms)
    sums = marks(contest, most=1, over=overmarked(choices))  # 1.
    needed, ties = threshold(choices, contest, sums.blank, sums.set_aside), Ties(contest, terms.lot)
    admitted = {
        one: votes for one, votes in sums.votes.items() if votes and (needed is None or needed.reached(votes))
    }  # 2.
    quotients = Quotients(contest, admitted, divisor, ties)
    quotients.run()
    seats, vacant = quotients.seats, contest.seats - len(quotients.awards)
    told = [Sentence("seats.of_list", {"name": contest.name(one)}, had) for one, had in seats.items() if had]
    return rule.record(
        contest,
        terms,
        winners=tuple(one for one, _ in quotients.awards),
        vacant=vacant,
        stages=(counted(sums.votes, tuple(one for one, had in seats.items() if had)),),
        ties=tuple(ties.broken),
        tables=(
            quotients.table(),
            quotients.order(),
            *members(choices, contest, seats, terms.lot),
            papers(contest, sums),
        ),
        outcome=(
            *sums.notes,
            *([needed.said()] if needed else []),
            *told,
            *([Sentence("seats.vacant", count=vacant)] if vacant else []),
        ),
        **sums.told(contest),
    )


@dataclass
class Quotients:
    """3. to 5. `votes` of the lists that passed the threshold; `awards` the seats in order, each with its quotient."""

    contest: Contest
    votes: dict[int, int]
    divisor: Divisor
    ties: Ties
    seats: dict[int, int] = field(init=False)
    awards: list[tuple[int, Fraction]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seats = dict.fromkeys(self.votes, 0)

    def run(self) -> None:
        while (left := self.contest.seats - len(self.awards)) and (due := self.due()):
            best = max(due.values())
            tied = [one for one in due if due[one] == best]
            if (
                len(tied) > left
            ):  # 4. It is the last seats that a lot decides, so there is one such tie at most.
                tied = list(self.ties.order(1, tied, "seat")[:left])
            for one in tied:
                self.seats[one] += 1
                self.awards.append((one, best))

    def due(self) -> dict[int, Fraction]:
        """The quotients of the lists that may still get a seat."""
        return {one: self.quotient(one, had) for one, had in self.seats.items() if not self.is_spent(one)}

    def is_spent(self, one: int) -> bool:
        """5."""
        people = self.contest.candidates[one - 1].members
        return bool(people) and self.seats[one] >= len(people)

    def quotient(self, one: int, had: int) -> Fraction:
        """3."""
        return self.votes[one] / self.divisor(had)

    def table(self) -> Table:
        """Votes, seats, and every quotient that won a seat, list by list, with the one that came next."""
        most = max(self.seats.values(), default=0) + 1
        rows = tuple(
            (
                self.contest.name(one),
                self.votes[one],
                seats,
                *(self.quotient(one, had) if had <= seats else "" for had in range(most)),
            )
            for one, seats in self.seats.items()
        )
        columns = (Sentence("column.list"), Sentence("column.votes"), Sentence("column.seats"))
        divisors = tuple(Sentence("column.divided_by", {"divisor": self.divisor(had)}) for had in range(most))
        return Table(Sentence("table.quotients"), columns + divisors, rows)

    def order(self) -> Table:
        """The seats as they were given."""
        rows = tuple(
            (seat, self.contest.name(one), quotient)
            for seat, (one, quotient) in enumerate(self.awards, start=1)
        )
        columns = (Sentence("column.seat"), Sentence("column.list"), Sentence("column.quotient"))
        return Table(Sentence("table.order_of_seats"), columns, rows)
