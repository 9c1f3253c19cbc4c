"""Meek's method by the reference rule of the Proportional Representation Foundation.

The text is at https://prfound.org/resources/reference/reference-meek-rule/; we read A to B.2 there, and the rest as quoted, step
by step, in another implementation. Below, each step stands in our own words under its letter, beside the code that does it.
Every number is a whole number of billionths: the rule prescribes nine decimal places, and which way each step rounds.

What the text leaves open, and how it is counted here:

- Papers without a preference for anyone in the count are not valid papers.
- No papers are moved from one candidate to another: every iteration deals all of them anew. So the record has no transfers.
  It has the votes and the excess after each first deal and at the end of each round's iterations, which together are the valid
  papers exactly, and a table of keep factors.
- The papers of whoever is excluded last are dealt once more, so that all see where they went. It elects nobody.

With reserved seats or protected candidates the count obeys these limits first, as I. D. Hill proposed for this very method (see
`reserved`), and its record says so.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.transferable import Transferable
from ..papers import Rankings
from ..record import Count, Table
from ..reserved import admitted, judged
from ..terms import Rule, Terms

UNITS = 10**9
OMEGA = UNITS // 10**6
"""A. omega is 0.000001: a smaller total surplus is not worth another iteration."""


class Meek(Transferable):
    """One count as it goes on. Keep factors are in the same units as votes. What the text calls hopeful is continuing here."""

    units = UNITS
    lost = 0

    def __init__(self, contest: Contest, terms: Terms) -> None:
        """A. Every candidate who stands is hopeful, with a keep factor of 1; of those withdrawn it is 0."""
        super().__init__(contest, terms)
        self.papers = contest.rankings
        self.keep = [0] * (len(contest.candidates) + 1)
        for number in self.continuing:
            self.keep[number] = UNITS
        _, unmarked = self.papers.deal(None, self.continuing)
        self.unmarked = unmarked.papers if unmarked else 0
        self.kept: list[tuple[int | str | Fraction, ...]] = []
        self.next: tuple[str, tuple[int, ...]] | None = ("first_preferences", ())
        """What the next deal will show: action and subjects of its stage. None while nothing new has happened."""

    def run(self) -> None:
        """B.1. Rounds go on until all seats are filled, or until no more candidates are left than seats."""
        while len(self.continuing) > self.vacancies > 0:
            self.round()
        self.complete()

    def round(self) -> None:
        """B.2. Iterate until somebody is elected or the surplus is too small to matter. B.3. Then exclude somebody."""
        iterations, before = 0, 0
        while True:
            iterations += 1
            self.deal()  # B.2.a, B.2.b
            winners = self.elect_those_with_a_quota()  # B.2.c
            # B.2.d. The total surplus of the elected, but not less than 0.
            surplus = max(0, sum(self.votes[number] - self.quota for number in self.elected))
            if iterations == 1 and self.next:
                self.close(*self.next, elected=winners)
            if iterations == 1 and (doomed := self.doomed()):
                self.exclude(doomed)
                return
            # B.2.e. The iterations end with an election, a surplus below omega, or one that no longer shrinks.
            if winners or surplus < OMEGA or (iterations > 1 and surplus >= before):
                break
            before = surplus
            # B.2.f. Keep factors of the elected: times the quota, by their votes, each rounded up.
            for number in self.elected:
                self.keep[number] = up(up(self.keep[number] * self.quota, UNITS) * UNITS, self.votes[number])
        if iterations > 1:
            self.reasons.append(
                Sentence("meek.iterated", {"surplus": Fraction(surplus, UNITS)}, count=iterations)
            )
            self.close("surplus", tuple(one for one in self.elected if one not in winners), elected=winners)
        if not winners:
            self.exclude((self.lowest(surplus),))  # B.3
        # B.4. On to the next round.

    def deal(self) -> None:
        """B.2.a. Each paper gives every candidate, in its order, their keep factor's share of what is left of it.

        B.2.b. The quota is all votes by one more than the seats, cut off, plus one billionth.
        """
        votes, excess = self.papers.meek(self.keep, UNITS)
        self.votes, self.exhausted = dict(enumerate(votes)), excess - self.unmarked * UNITS
        self.quota = sum(votes) // (self.contest.seats + 1) + 1

    def elect_those_with_a_quota(self) -> tuple[int, ...]:
        """B.2.c. Every hopeful candidate with at least the quota is elected. Limits may stop some of them."""
        order = self.by_votes([number for number in self.continuing if self.votes[number] >= self.quota])
        so_far = self.elected, self.continuing, self.contest.seats
        if len(admitted(self.limits, order, *so_far)) < len(order):  # then it matters who comes first
            order = [
                number
                for level in self.levels(order)
                for number in self.ties.order(self.stage, level, "elect")
            ]
        winners = admitted(self.limits, order, *so_far)
        for number in winners:
            self.elect(number)
            self.say("stv.reached", number, rule="B.2.c", quota=Fraction(self.quota, UNITS))
        return winners

    def lowest(self, surplus: int) -> int:
        """B.3. The hopeful candidate with the fewest votes; whoever has no more than that plus the surplus is tied with them.

        T. A tie is broken by lot. Guarded candidates are passed over.
        """
        guarded = judged(self.limits, self.elected, self.continuing, self.contest.seats).guarded
        among = [number for number in self.continuing if number not in guarded]
        fewest = min(self.votes[number] for number in among)
        tied = [number for number in among if self.votes[number] <= fewest + surplus]
        number = self.ties.pick(self.stage, tied, "exclude", highest=False)
        self.say("stv.fewest", number, rule="B.3")
        for spared in self.continuing:
            if self.votes[spared] < self.votes[number] and spared in guarded:
                self.say("reserved.guarded", spared)
        return number

    def doomed(self) -> tuple[int, ...]:
        """Reserved seats: those whom no lawful result elects any more."""
        doomed = tuple(sorted(judged(self.limits, self.elected, self.continuing, self.contest.seats).doomed))
        for number in doomed:
            self.say("reserved.doomed", number, rule="B.3")
        return doomed

    def exclude(self, numbers: tuple[int, ...]) -> None:
        """B.3. The keep factor of the excluded becomes 0."""
        for number in numbers:
            self.continuing.remove(number)
            self.keep[number] = 0
        self.next = "exclude", numbers

    def complete(self) -> None:
        """C.1. Seats that are empty go to the hopeful who remain. C.2. With all seats filled, these are not elected."""
        if self.next is None:
            return
        self.deal()
        rest = tuple(self.by_votes(self.continuing))
        for number in rest:
            self.elect(number)
            self.say("stv.last_vacancies", number, rule="C.1")
        self.close(*self.next, elected=rest)

    def levels(self, order: list[int]) -> list[list[int]]:
        """Candidates with equal votes together, most votes first."""
        return [list(level) for _, level in groupby(order, key=lambda number: self.votes[number])]

    def close(self, action: str, subjects: tuple[int, ...], elected: tuple[int, ...]) -> None:
        """The end of a stage: the votes and the excess of the last deal, and the keep factors behind them."""
        self.kept += [
            (self.stage, self.contest.name(one), Fraction(self.keep[one], UNITS)) for one in self.elected
        ]
        self.add_stage(action, subjects, elected, subjects if action == "exclude" else ())
        self.next = None

    def keep_factors(self) -> Table:
        columns = (Sentence("show.stage"), Sentence("show.candidate"), Sentence("meek.keep_factor"))
        return Table(Sentence("meek.keep_factors"), columns, tuple(self.kept))


def up(number: int, divisor: int) -> int:
    """The quotient, rounded up."""
    return -(-number // divisor)


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, CannotCount where papers rank candidates equal, CannotReserve where limits cannot be met."""
    one = Meek(contest, terms)
    one.run()
    return one.record(RULE, one.unmarked, (one.keep_factors(),))


RULE = Rule(
    id="meek",
    version="reference rule of the Proportional Representation Foundation",
    source="https://prfound.org/resources/reference/reference-meek-rule/",
    takes=(Rankings,),
    count=count,
    reserves=True,
    guards=True,
)
