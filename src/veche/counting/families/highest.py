"""Whoever has most is elected: what plurality, block vote, approval, cumulative voting and Borda share.

The threshold and the second ballot are those of union statutes of many countries: elected is who has more than half (or
another share) of the votes of those taking part; for the seats left open there is a second ballot, with the two who came
next, or with twice as many as there are open seats. Statutes differ in every number, so all of them are settings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from veche.words.sentence import Sentence

from ..contest import Contest
from ..errors import CannotCount
from ..record import Count, Number, Stage, Table
from ..reserved import fill
from ..terms import Rule, Setting, Terms
from ..ties import Ties
from .choices import THRESHOLD, Choices, Threshold, threshold
from .sums import Sums

MAJORITY = THRESHOLD | {
    "second": Setting("none", "none, top-two, or twice (as many candidates as there are open seats)"),
    "border": Setting(
        "all", "all or lot: who goes on to a second ballot of those who are equal at its border"
    ),
}
"""Settings of the rules that can ask for a threshold."""


@dataclass
class Highest:
    """One count by sums. `values` of those who stand."""

    contest: Contest
    terms: Terms
    values: Mapping[int, Number]
    ties: Ties = field(init=False)

    def __post_init__(self) -> None:
        self.ties = Ties(self.contest, self.terms.lot)

    def best(self, among: Collection[int], places: int, purpose: str) -> tuple[int, ...]:
        """Those with the highest values, as many as there are places, highest first.

        A lot decides between those who are equal only where one gets a place and another does not.
        """
        chosen: list[int] = []
        for tied in self.levels(among):
            left = places - len(chosen)
            if left <= 0:
                break
            chosen += tied if len(tied) <= left else self.ties.order(1, tied, purpose)[:left]
        return tuple(chosen)

    def winners(self) -> tuple[int, ...]:
        """Who is elected where nothing is asked but to have most. Reserved seats are kept: then any two equals may matter."""
        seats = self.contest.seats
        if self.terms.reserved is None:
            return self.best(self.values, seats, "seat")
        order = [number for tied in self.levels(self.values) for number in self.ties.order(1, tied, "seat")]
        return fill(order, seats, self.terms.reserved)

    def levels(self, among: Collection[int]) -> list[list[int]]:
        """Candidates with equal values together, highest first."""
        distinct = sorted({self.values[number] for number in among}, reverse=True)
        return [sorted(number for number in among if self.values[number] == value) for value in distinct]


def elect(rule: Rule, contest: Contest, terms: Terms, sums: Sums) -> Count:
    """The whole count of a rule with the settings `MAJORITY`: threshold, seats, and who goes on to a second ballot."""
    choices = Choices(rule, terms)
    needed = threshold(choices, contest, sums.blank, sums.set_aside)
    count = Highest(contest, terms, sums.votes)
    winners = _winners(count, needed)
    vacant = contest.seats - len(winners)
    stages = [counted(sums.votes, winners)]
    second = _second_ballot(choices, count, winners, vacant) if needed else ()
    if second:
        stages.append(Stage("second-ballot", second, dict(sums.votes)))
    return rule.record(
        contest,
        terms,
        winners=winners,
        vacant=vacant,
        stages=tuple(stages),
        ties=tuple(count.ties.broken),
        tables=(papers(contest, sums),),
        outcome=(*sums.notes, *_outcome(contest, needed, vacant, second)),
        **sums.told(contest),
    )


def counted(
    votes: Mapping[int, Number], winners: tuple[int, ...], reasons: tuple[Sentence, ...] = ()
) -> Stage:
    """The only stage of a rule that looks at sums."""
    return Stage("count", (), dict(votes), elected=winners, reasons=reasons)


def papers(contest: Contest, sums: Sums) -> Table:
    """How many valid papers there were, and how many of them chose nobody."""
    total = sums.valid(contest)
    rows = (
        (Sentence("column.with_vote"), total - sums.blank),
        (Sentence("column.blank"), sums.blank),
        (Sentence("column.valid"), total),
    )
    return Table(Sentence("table.papers"), (Sentence("column.kind"), Sentence("column.papers")), rows)


def _winners(count: Highest, needed: Threshold | None) -> tuple[int, ...]:
    if needed is None:
        return count.winners()
    if count.terms.reserved is not None:
        # Whoever is short of the threshold would leave reserved seats that nobody may take.
        raise CannotCount(
            "a threshold and reserved seats cannot be counted together", "leave one of them out"
        )
    reached = [number for number, votes in count.values.items() if needed.reached(votes)]
    return count.best(reached, count.contest.seats, "seat")


def _second_ballot(
    choices: Choices, count: Highest, winners: tuple[int, ...], vacant: int
) -> tuple[int, ...]:
    """Who goes on: the next two, or twice as many as there are open seats; fewer where there are not so many."""
    second = choices.one_of("second", "none", "top-two", "twice")
    border = choices.one_of("border", "all", "lot")
    rest = [number for number in count.values if number not in winners]
    if second == "none" or not vacant or not rest:
        return ()
    places = 2 if second == "top-two" else 2 * vacant
    if border == "lot":
        return count.best(rest, places, "second-ballot")
    going: list[int] = []
    for tied in count.levels(rest):
        going += tied if len(going) < places else []
    return tuple(going)


def _outcome(
    contest: Contest, needed: Threshold | None, vacant: int, second: tuple[int, ...]
) -> list[Sentence]:
    said = [] if needed is None else [needed.said()]
    if vacant:
        said.append(Sentence("seats.vacant", count=vacant))
    if second:
        names = ", ".join(contest.name(number) for number in second)
        said.append(Sentence("seats.second_ballot", {"names": names}, len(second)))
    return said
