"""Scottish STV: the single transferable vote as Scotland counts its councils.

The text is schedule 1 of the Scottish Local Government Elections Order 2007 (SSI 2007/42), rules 45 to 52. The Order of
2011 (SSI 2011/399) has the same rules, each under the next number, and SSI 2021/437 changed its rule 53. Below, each
paragraph stands in our own words, with its number in the Order of 2007, beside the code that does it.

Every number of votes is a whole number of units of 1/100000, as rule 48(3) cuts transfer values to five decimal places.
What the text leaves open, and how it is counted here:

- Papers without a preference for anyone in the count are not valid papers (rule 43) and stay out of the quota.
- 49(2) and 51(2) compare "two or more" tied candidates at the latest stage at which they differ. Those who were best (or
  worst) there but equal are compared again at the stages before it, without the others.
- When an exclusion leaves as many candidates as vacancies, rule 52(2) of 2007 ordered that nothing more be transferred; since
  2021 a transfer "is not required" any more, because counting machines make one. Here it is made, so that all see where
  the papers went; the setting last-transfer=omitted leaves it out. It elects nobody and nobody loses by it.
- Papers that become non-transferable in a surplus keep the transfer value that they would have had; what is lost is the rest
  of the surplus, by rounding alone. The Order has no name for these two numbers.

With reserved seats or protected candidates the count obeys these limits first, and its record says that it is then not the
statutory count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.transferable import Transferable
from ..papers import Pile, Rankings
from ..record import Count, Transfer
from ..reserved import admitted, judged
from ..terms import Rule, Setting, Terms
from ..ties import latest_first

UNITS = 100_000
"""In one vote: five decimal places (48(3))."""

Parcel = tuple[int, Pile]
"""Papers of one transfer value, in units, as a candidate received them."""


class Scottish(Transferable):
    """One count as it goes on. `votes` and everything beside it are in units."""

    units = UNITS

    def __init__(self, contest: Contest, terms: Terms, last_transfer: bool) -> None:
        super().__init__(contest, terms)
        self.papers, self.last_transfer = contest.rankings, last_transfer
        self.votes: dict[int, int] = dict.fromkeys(self.continuing, 0)
        self.parcels: dict[int, list[Parcel]] = {number: [] for number in self.continuing}
        self.surpluses: list[int] = []  # elected, with papers still to be transferred
        self.exhausted = self.lost = 0

    def run(self) -> None:
        """48(1), 50(1): while vacancies remain, first all surpluses, then one exclusion, and again."""
        self.first_stage()
        while self.vacancies and self.continuing:
            verdict = judged(self.limits, self.elected, self.continuing, self.contest.seats)
            if verdict.doomed:
                self.exclude(verdict.doomed, "reserved.doomed")
            elif self.surpluses:
                self.transfer_surplus()
            else:
                self.exclude(set(self.continuing) - verdict.guarded, "stv.fewest")

    # Rules 45 and 46.

    def first_stage(self) -> None:
        """45(1): sort the valid papers by their first preferences. 45(2): credit one vote for each, and record the numbers.
        45(3): record how many valid papers there are.

        46(1): divide the number of valid papers by one more than the number of seats. 46(2): cut off what follows the
        point and add one: the quota.
        """
        piles, unmarked = self.papers.deal(None, self.continuing)
        self.unmarked = unmarked.papers if unmarked else 0
        valid, seats = self.papers.total - self.unmarked, self.contest.seats
        quota = valid // (seats + 1) + 1
        self.quota = quota * UNITS
        for number, pile in piles.items():
            self.parcels[number].append((UNITS, pile))
            self.votes[number] = pile.papers * UNITS
        self.reasons.append(
            Sentence("stv.quota", {"valid": valid, "seats": seats, "quota": quota, "rule": "46"})
        )
        self.close("first_preferences", ())

    # Rules 47 and 52, at the end of every stage.

    def close(
        self,
        action: str,
        subjects: tuple[int, ...],
        transfers: tuple[Transfer, ...] = (),
        excluded: tuple[int, ...] = (),
    ) -> None:
        """The end of a stage: who is elected, and the record."""
        elected = [*self.reached_the_quota(), *self.fill_last_vacancies()]
        self.add_stage(action, subjects, elected, excluded, transfers)

    def reached_the_quota(self) -> Iterable[int]:
        """47(1): whoever has at least the quota at any stage is elected. Those with more await their transfer (48(1))."""
        for number in self.admitted([one for one in self.continuing if self.votes[one] >= self.quota]):
            self.elect(number)
            self.say("stv.reached", number, rule="47(1)", quota=self.quota // UNITS)
            if self.votes[number] > self.quota:
                self.surpluses.append(number)
            yield number

    def fill_last_vacancies(self) -> Iterable[int]:
        """52(1): when as many candidates continue as there are vacancies, all are elected; fewer, and seats stay vacant."""
        if 0 < len(self.continuing) <= self.vacancies:
            for number in self.by_votes(self.continuing):
                self.elect(number)
                self.say("stv.last_vacancies", number, rule="52(1)")
                yield number

    # Rules 48 and 49.

    def transfer_surplus(self) -> None:
        """48(1): sort all papers of a candidate with more than the quota by their next available preference.
        48(2): transfer each parcel to the continuing candidate whom it names.
        48(3), 48(4): each paper now has the value surplus × its value when received ÷ the candidate's votes, cut off
        after five decimal places; a first preference was received at 1.

        49(1): of several such candidates the one with the highest surplus comes first. 49(2): of equal ones, who had
        more votes at the latest stage at which they differed. 49(3): if they never did, the lot decides.
        """
        number = self.extreme(self.surpluses, "surplus", highest=True)
        self.surpluses.remove(number)
        votes, surplus = self.votes[number], self.votes[number] - self.quota
        self.say("stv.surplus", number, rule="49(1)", surplus=self.shown[surplus])
        self.votes[number] = self.quota
        transfers, moved = self.transfer(number, lambda value: surplus * value // votes)
        self.lost += surplus - moved
        self.close("surplus", (number,), transfers)

    def transfer(self, source: int, revalued: Callable[[int], int]) -> tuple[tuple[Transfer, ...], int]:
        """Move all papers of a candidate; also says how many units went with them."""
        moved: dict[tuple[int, int], int] = {}  # papers by target (0: nobody) and value
        shown, units = self.shown, 0
        for received, pile in self.parcels.pop(source):
            value = revalued(received)
            piles, nobody = self.papers.deal(pile, self.continuing)
            for target, part in piles.items():
                papers = part.papers
                self.parcels[target].append((value, part))
                self.votes[target] += value * papers
                moved[target, value] = moved.get((target, value), 0) + papers
                units += value * papers
            if nobody:
                self.exhausted += value * nobody.papers
                moved[0, value] = moved.get((0, value), 0) + nobody.papers
                units += value * nobody.papers
        transfers = [
            Transfer(source, target or None, papers, shown[value], shown[value * papers])
            for (target, value), papers in sorted(moved.items(), key=in_order)
        ]
        return tuple(transfers), units

    # Rules 50 and 51.

    def exclude(self, among: Iterable[int], why: str) -> None:
        """50(1): when no surplus is left to transfer and vacancies remain, exclude the candidate with the fewest votes.
        50(2), 50(3): sort and transfer their papers as in rule 48. 50(4): each keeps the value at which it was received;
        a first preference, 1. 50(5): all this is subject to rule 52.

        51(1), 51(2)(a): of several with the fewest, who had fewer at the latest stage at which they differed.
        51(2)(b): if they never did, the lot decides.
        """
        number = self.extreme(among, "exclude", highest=False)
        self.say(why, number, rule="50(1)")
        for spared in self.continuing:
            if why == "stv.fewest" and self.votes[spared] < self.votes[number]:
                self.say("reserved.guarded", spared)
        self.continuing.remove(number)
        if len(self.continuing) <= self.vacancies and not self.last_transfer:
            self.say("stv.no_transfer", number, rule="52(2)")
            transfers: tuple[Transfer, ...] = ()
        else:
            self.votes[number] = 0
            transfers, _ = self.transfer(number, lambda value: value)
        self.close("exclude", (number,), transfers, excluded=(number,))

    def extreme(self, among: Iterable[int], purpose: str, *, highest: bool) -> int:
        """Who has the most (or the fewest) votes; of equal ones, as the stages before fell, the latest first (49, 51)."""
        tied = list(among)
        most = (max if highest else min)(self.votes[number] for number in tied)
        tied = [number for number in tied if self.votes[number] == most]
        return self.ties.pick(self.stage, tied, purpose, latest_first(self.history), highest=highest)

    # Reserved seats and protected candidates: no part of the Order.

    def admitted(self, reached: list[int]) -> Sequence[int]:
        """Those with a quota whom the limits let through, those with more votes first."""
        order = self.by_votes(reached)
        if self.limits is None:
            return order
        so_far = self.elected, self.continuing, self.contest.seats
        if len(admitted(self.limits, order, *so_far)) < len(order):  # then it matters who comes first
            left, order = order, []
            while left:
                order.append(self.extreme(left, "elect", highest=True))
                left.remove(order[-1])
        return admitted(self.limits, order, *so_far)


def in_order(moved: tuple[tuple[int, int], int]) -> tuple[bool, int, int]:
    """Transfers by target, nobody last, then the higher values first."""
    (target, value), _ = moved
    return not target, target, -value


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, CannotCount where papers rank candidates equal, CannotReserve where limits cannot be met."""
    one = Scottish(contest, terms, RULE.choice(terms, "last-transfer", "made", "omitted") == "made")
    one.run()
    return one.record(RULE, one.unmarked)


RULE = Rule(
    id="scottish-stv",
    version="SSI 2007/42, schedule 1, rules 45-52 (SSI 2011/399, rules 46-53, as amended by SSI 2021/437)",
    source="https://www.legislation.gov.uk/ssi/2011/399/schedule/1",
    takes=(Rankings,),
    count=count,
    settings={
        "last-transfer": Setting("made", "made or omitted: whether papers still move when that elects nobody")
    },
    reserves=True,
    guards=True,
)
