"""Seats for lists by quotients: what D'Hondt's and Sainte-Laguë's rules share.

1. Each paper gives one vote to one list.
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
from fractions import Fraction

from veche.words.sentence import Sentence

from .choices import THRESHOLD, Choices, Threshold, threshold
from .contest import Contest, Totals
from .errors import CannotCount, TieNeedsLot
from .highest import papers
from .record import Count, Row, Stage, Table
from .sums import Sums, marks
from .terms import Rule, Setting, Terms
from .ties import Ties

Divisor = Callable[[int], Fraction]
"""The divisor for a list that has so many seats already."""

SETTINGS = THRESHOLD | {"within": Setting("list-order", "list-order or personal-votes")}


class Quotients:
    """One count. `seats` of each list so far; `due` the lists that may still get one."""

    def __init__(
        self, contest: Contest, terms: Terms, sums: Sums, needed: Threshold | None, divisor: Divisor
    ) -> None:
        self.contest, self.votes, self.divisor = contest, sums.votes, divisor
        self.ties = Ties(contest, terms.lot)
        self.seats = dict.fromkeys(sums.votes, 0)
        self.admitted = [
            one for one, votes in sums.votes.items() if votes and (needed is None or needed.reached(votes))
        ]
        self.winners: list[int] = []
        self.stages: list[Stage] = []

    def run(self) -> None:
        while (left := self.contest.seats - len(self.winners)) and (due := self.due()):
            quotients = {one: self.quotient(one) for one in due}
            best = max(quotients.values())
            tied = [one for one in due if quotients[one] == best]
            if len(tied) > left:  # 4.
                tied = list(self.ties.order(len(self.stages) + 1, tied, "seat")[:left])
            for one in tied:
                self.award(one, quotients)

    def due(self) -> list[int]:
        """2. and 5."""
        return [one for one in self.admitted if not self.is_spent(one)]

    def is_spent(self, one: int) -> bool:
        members = self.contest.candidates[one - 1].members
        return bool(members) and self.seats[one] >= len(members)

    def quotient(self, one: int) -> Fraction:
        """3."""
        return self.votes[one] / self.divisor(self.seats[one])

    def award(self, one: int, quotients: dict[int, Fraction]) -> None:
        self.seats[one] += 1
        self.winners.append(one)
        self.stages.append(Stage("seat", (one,), dict(quotients), elected=(one,)))

    def table(self) -> Table:
        """Votes, seats, and every quotient that won a seat, list by list, with the one that came next."""
        most = max(self.seats.values(), default=0) + 1
        rows = tuple(
            (
                self.contest.name(one),
                self.votes[one],
                self.seats[one],
                *(
                    self.votes[one] / self.divisor(had) if had <= self.seats[one] else ""
                    for had in range(most)
                ),
            )
            for one in self.seats
        )
        columns = (Sentence("column.list"), Sentence("column.votes"), Sentence("column.seats"))
        divisors = tuple(Sentence("column.divided_by", {"divisor": self.divisor(had)}) for had in range(most))
        return Table(Sentence("table.quotients"), columns + divisors, rows)


def apportion(rule: Rule, contest: Contest, terms: Terms, divisor: Divisor) -> Count:
    """The whole count. A list stands among the winners once for each of its seats."""
    choices, sums = Choices(rule, terms), marks(contest, most=1)  # 1.
    needed = threshold(choices, contest, sums.blank)
    quotients = Quotients(contest, terms, sums, needed, divisor)
    quotients.run()
    people = members(choices, quotients)
    vacant = contest.seats - len(quotients.winners)
    outcome = [
        Sentence("seats.of_list", {"name": contest.name(one)}, seats)
        for one, seats in quotients.seats.items()
        if seats
    ]
    return rule.record(
        contest,
        terms,
        winners=tuple(quotients.winners),
        vacant=vacant,
        quota=needed.needed if needed else None,
        stages=tuple(quotients.stages),
        ties=tuple(quotients.ties.broken),
        tables=(quotients.table(), *people, papers(contest, sums)),
        outcome=(
            *([needed.said()] if needed else []),
            *outcome,
            *([Sentence("seats.vacant", count=vacant)] if vacant else []),
        ),
    )


def members(choices: Choices, quotients: Quotients) -> list[Table]:
    """6. Who takes the seats of their list; nothing where the lists have no members."""
    within = choices.one_of("within", "list-order", "personal-votes")
    contest, ballots = quotients.contest, quotients.contest.ballots
    if not any(one.members for one in contest.candidates):
        return []
    personal = ballots.personal if isinstance(ballots, Totals) else ()
    if within == "personal-votes" and not personal:
        raise CannotCount(
            "the personal votes are not known", "give within=list-order, or count an archive of lists"
        )
    rows: list[Row] = []
    for one, seats in quotients.seats.items():
        names = contest.candidates[one - 1].members
        if len(set(names)) < len(names):
            raise CannotCount(
                f"{contest.name(one)} has two members of the same name", "give each a name of their own"
            )
        votes = dict(zip(names, personal[one - 1], strict=True)) if personal else {}
        listed = within == "list-order"
        chosen = (
            [(name, "") for name in names[:seats]] if listed else by_personal_votes(quotients, votes, seats)
        )
        rows += [(contest.name(one), name, votes.get(name, ""), note) for name, note in chosen]
    columns = ("column.list", "column.name", "column.personal_votes", "column.note")
    return [Table(Sentence("table.members"), tuple(Sentence(column) for column in columns), tuple(rows))]


def by_personal_votes(
    quotients: Quotients, votes: dict[str, int], seats: int
) -> list[tuple[str, Sentence | str]]:
    """6. The members with most votes, and whether a lot put them there. Raises TieNeedsLot."""
    chosen: list[tuple[str, Sentence | str]] = []
    stage, lot = len(quotients.stages) + 1, quotients.ties.lot
    for value in sorted(set(votes.values()), reverse=True):
        tied = tuple(name for name in votes if votes[name] == value)
        if (left := seats - len(chosen)) >= len(tied):
            chosen += [(name, "") for name in tied]
        elif left:
            if lot is None:
                raise TieNeedsLot(stage, (), tied)
            chosen += [(name, Sentence("members.by_lot")) for name in lot.order(stage, tied)[:left]]
    return chosen
