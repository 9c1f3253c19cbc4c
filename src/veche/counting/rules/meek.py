"""Meek's method by the reference rule of the Proportional Representation Foundation.

Source: https://prfound.org/resources/reference/reference-meek-rule/ (read through an implementation that quotes it step by
step). Letters are those of the rule, its steps told in our words. Every number is a whole number of billionths: the rule
prescribes nine decimal places, and which way each step rounds.

Votes are not moved from one candidate to another in parcels: every round deals all papers anew, each candidate keeping the
share that their keep factor says. So the record has no transfers; it has the votes and the excess of every round, which
together are the valid papers exactly, and a table of keep factors.

Beyond the rule: reserved seats (I. D. Hill's guard and doom, see `reserved`). Without them nothing here differs from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from veche.words.sentence import Sentence

from ..contest import Contest
from ..papers import Rankings
from ..record import Count, Stage, Table
from ..reserved import admitted, judged
from ..terms import Rule, Terms
from ..ties import Ties

SCALE = 10**9
OMEGA = SCALE // 10**6
"""A. omega is 0.000001: a smaller total surplus is not worth another iteration."""


Numbers = tuple[int, ...]


class MeekCount:
    """One count. Votes, quota, surplus and keep factors are in units of 1/SCALE."""

    def __init__(self, contest: Contest, papers: Rankings, terms: Terms) -> None:
        """A. Every candidate who stands is hopeful, with a keep factor of 1; of those withdrawn it is 0."""
        self.contest, self.papers, self.terms = contest, papers, terms
        self.limits, self.ties = terms.limits, Ties(contest, terms.lot)
        self.hopeful, self.elected = list(contest.standing), list[int]()
        self.keep = [0] * (len(contest.candidates) + 1)
        for number in self.hopeful:
            self.keep[number] = SCALE
        self.votes, self.excess, self.quota = list[int](), 0, 0
        self.stages: list[Stage] = []
        self.kept: list[tuple[int | str | Fraction, ...]] = []

    def run(self) -> Count:
        if doomed := self.exclude_doomed():
            self.deal()
            self.record("reserve", doomed, doomed=doomed)
        # B.1. The rounds end when all seats are filled, or when no more candidates are left than seats.
        while len(self.hopeful) > self.unfilled > 0:
            self.round()
        self.complete()
        return RULE.record(
            self.contest,
            self.terms,
            winners=tuple(self.elected),
            vacant=self.unfilled,
            quota=self.stages[-1].quota,
            stages=tuple(self.stages),
            ties=tuple(self.ties.broken),
            tables=(self.keep_factors(),),
        )

    @property
    def unfilled(self) -> int:
        return self.contest.seats - len(self.elected)

    @property
    def stage(self) -> int:
        """The number of the stage that is being worked out."""
        return len(self.stages) + 1

    def round(self) -> None:
        """B. One round: iterations until somebody is elected, or until the surplus is too small to matter."""
        iterations, before = 0, self.papers.total * SCALE
        while True:
            iterations += 1
            self.deal()  # B.2.a and B.2.b
            # B.2.c. Hopeful candidates with a quota are elected.
            winners = admitted(self.limits, self.reached(), self.elected, self.hopeful, self.contest.seats)
            self.elected += winners
            self.hopeful = [number for number in self.hopeful if number not in winners]
            # B.2.d. The total surplus of the elected, but not less than 0.
            surplus = max(0, sum(self.votes[number] - self.quota for number in self.elected))
            # B.2.e. The iterations end with an election, a surplus below omega, or one that no longer shrinks.
            if winners or surplus < OMEGA or (iterations > 1 and surplus >= before):
                break
            before = surplus
            # B.2.f. Keep factors of the elected: times the quota, by their votes, each rounded up.
            for number in self.elected:
                self.keep[number] = up(up(self.keep[number] * self.quota, SCALE) * SCALE, self.votes[number])
        why = [Sentence("meek.iterated", {"surplus": Fraction(surplus, SCALE)}, iterations)]
        if winners:
            self.record("elect", winners, elected=winners, doomed=self.exclude_doomed(), why=why)
        else:
            low, passed = self.lowest(surplus)
            self.exclude(low)
            self.record("exclude", (low,), excluded=(low,), doomed=self.exclude_doomed(), why=why + passed)
        # B.4. On to the next round.

    def deal(self) -> None:
        """B.2.a. Each paper gives every candidate, in its order, their keep factor's share of what is left of it.

        B.2.b. The quota is all votes by one more than the seats, cut off, plus one billionth.
        """
        self.votes, self.excess = self.papers.meek(self.keep, SCALE)
        self.quota = sum(self.votes) // (self.contest.seats + 1) + 1

    def reached(self) -> tuple[int, ...]:
        """The hopeful candidates with a quota, most votes first: only reserved seats can make the order matter."""
        reached = [number for number in self.hopeful if self.votes[number] >= self.quota]
        if self.limits is None:
            return tuple(sorted(reached, key=lambda number: (-self.votes[number], number)))
        levels = sorted({self.votes[number] for number in reached}, reverse=True)
        return tuple(
            number
            for level in levels
            for number in self.ties.order(
                self.stage, [one for one in reached if self.votes[one] == level], "elect"
            )
        )

    def lowest(self, surplus: int) -> tuple[int, list[Sentence]]:
        """B.3. The hopeful candidate with the fewest votes; whoever has no more than that plus the surplus is tied with them.

        T. A tie is broken by lot. Guarded candidates are passed over.
        """
        guarded = judged(self.limits, self.elected, self.hopeful, self.contest.seats).guarded
        votes = {number: self.votes[number] for number in self.hopeful if number not in guarded}
        tied = [number for number in votes if votes[number] <= min(votes.values()) + surplus]
        passed = [
            number
            for number in self.hopeful
            if number in guarded and self.votes[number] <= min(votes.values())
        ]
        why = [Sentence("reserved.guarded", {"name": self.contest.name(number)}) for number in passed]
        return self.ties.pick(self.stage, tied, "exclude", highest=False), why

    def exclude(self, number: int) -> None:
        self.hopeful.remove(number)
        self.keep[number] = 0

    def exclude_doomed(self) -> tuple[int, ...]:
        """Reserved seats: whoever no lawful result elects any more is excluded at once."""
        doomed = sorted(judged(self.limits, self.elected, self.hopeful, self.contest.seats).doomed)
        for number in doomed:
            self.exclude(number)
        return tuple(doomed)

    def complete(self) -> None:
        """C.1. Seats that are empty go to the hopeful who remain. C.2. Or, with all seats filled, these are not elected.

        Papers are not dealt again: the votes are those of the last round.
        """
        rest, self.hopeful = tuple(self.hopeful), []
        if not self.stages:
            self.deal()
        if self.unfilled:
            self.elected += rest
            self.record("fill", rest, elected=rest)
        else:
            self.record("complete", rest, excluded=rest)

    def record(
        self,
        action: str,
        subjects: Numbers,
        elected: Numbers = (),
        excluded: Numbers = (),
        doomed: Numbers = (),
        why: Sequence[Sentence] = (),
    ) -> None:
        """One stage, with the votes, the excess and the quota of its last iteration, and the keep factors behind them."""
        self.kept += [
            (self.stage, self.contest.name(number), Fraction(self.keep[number], SCALE))
            for number in self.elected
        ]
        ruled_out = [Sentence("reserved.doomed", {"name": self.contest.name(number)}) for number in doomed]
        self.stages.append(
            Stage(
                action,
                subjects,
                {number: Fraction(self.votes[number], SCALE) for number in self.contest.standing},
                exhausted=Fraction(self.excess, SCALE),
                quota=Fraction(self.quota, SCALE),
                elected=elected,
                excluded=(*excluded, *doomed),
                reasons=(*why, *ruled_out),
            )
        )

    def keep_factors(self) -> Table:
        columns = (Sentence("meek.stage"), Sentence("meek.candidate"), Sentence("meek.keep_factor"))
        return Table(Sentence("meek.keep_factors"), columns, tuple(self.kept))


def up(number: int, divisor: int) -> int:
    """The quotient, rounded up."""
    return -(-number // divisor)


def count(contest: Contest, terms: Terms) -> Count:
    return MeekCount(contest, cast(Rankings, contest.ballots), terms).run()  # `takes` says so


RULE = Rule(
    id="meek",
    version="PR Foundation reference rule",
    source="https://prfound.org/resources/reference/reference-meek-rule/",
    takes=(Rankings,),
    count=count,
    reserves=True,
    guards=True,
)
