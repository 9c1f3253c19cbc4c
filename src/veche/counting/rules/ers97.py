"""ERS97: the single transferable vote by the rules of the Electoral Reform Society, third edition, 1997.

The text is R. A. Newland and F. S. Britton, "How to conduct an election by the single transferable vote"; sections 4 to 6 are
at https://www.opavote.com/methods/ers97-stv-rules. Below, each paragraph stands in our own words under its number, beside the
code that does it. Paragraphs about forms, slips and checks on paper have no code.

Every number of votes is a whole number of hundredths: quota and transfer values have two decimal places (5.1.6, 5.3.7).
What the text leaves open, and how it is counted here:

- Papers without a preference for anyone in the count are invalid (6.9) and stay out of the quota.
- Each batch of an exclusion is a stage of the record of its own, as ties look back to the votes after each batch (5.2.5). The
  reasons say which batch it is.
- A candidate without any vote is not deemed elected because the active vote is nothing too.
- What the text adds to the non-transferable vote is told apart in the record: see `ers97_batches`.
- When the proposed exclusion of several would leave as many candidates as places, nothing is transferred (5.5.1).

With reserved seats or protected candidates the count obeys these limits first, excludes candidates one at a time, as each
exclusion can guard another, and its record says that it is then not the count of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.transferable import Transferable
from ..papers import Rankings
from ..record import Count, Tie, Transfer
from ..reserved import admitted, judged
from ..terms import Rule, Terms
from .ers97_batches import UNITS, Batches


class Ers97(Transferable):
    """One count as it goes on. 6.3: candidates neither elected nor excluded are continuing."""

    units = UNITS

    def __init__(self, contest: Contest, terms: Terms) -> None:
        super().__init__(contest, terms)
        self.batches = Batches(contest.rankings, self.continuing)
        self.votes = self.batches.votes

    def run(self) -> None:
        """4.1 to 4.3: the first stage; then surpluses and exclusions, until the places are filled."""
        self.first_stage()
        while self.vacancies and self.continuing:
            guarded, doomed = self.judge()
            surplus = sum(self.surplus(number) for number in self.elected)
            together = self.removable(guarded, surplus)
            if doomed:
                self.exclude(doomed)
            elif surplus and not together:
                self.transfer_surplus()
            else:
                self.propose_exclusion(guarded, max(together, 1), surplus)

    def surplus(self, number: int) -> int:
        """6.18. What a candidate has more than the quota."""
        return max(0, self.votes[number] - self.quota)

    @property
    def transferable(self) -> int:
        """All valid votes without the non-transferable ones."""
        return self.batches.valid * UNITS - self.batches.exhausted - self.batches.lost

    @property
    def active(self) -> int:
        """6.20, 5.6.1. The total active vote: all valid votes without the quotas of the elected (or their votes, if fewer)
        and without the non-transferable votes."""
        settled = sum(min(self.votes[number], self.quota) for number in self.elected)
        return self.transferable - settled

    # 5.1. First stage.

    def first_stage(self) -> None:
        """5.1.1 to 5.1.5: the papers by first preferences, and how many are valid. 5.1.6: the quota.
        5.1.7: deem elected whoever has enough. 5.1.8: that completes the first stage.
        """
        self.set_quota()
        self.close("first_preferences", (), rule="5.1.7")

    def set_quota(self) -> None:
        """5.1.6: the total valid vote by one more than the places, to two decimal places; if that is not exact, cut it off
        there and add 0.01. 5.4.8: calculated again, the non-transferable vote is left out of the total.
        """
        self.quota = -(-self.transferable // (self.contest.seats + 1))

    # 5.1.7, 5.3.13, 5.4.9 and 5.6.2. Who is deemed elected.

    def deem_elected(self, rule: str) -> Iterable[int]:
        """Each candidate in turn, most votes first, who has (a) the quota, or (b) the total active vote divided by one
        more than the places not yet filled: up to the number of places.

        (b) is never more than (a), and it can fall with each candidate elected, so that it is asked again.
        """
        passed = set[int]()
        while self.vacancies and (
            reached := [one for one in self.continuing if one not in passed and self.enough(one)]
        ):
            most = max(self.votes[number] for number in reached)
            level = [number for number in reached if self.votes[number] == most]
            chosen = self.places_for(level)
            active, divisor = self.active, self.vacancies + 1
            for number in chosen:
                if most >= self.quota:
                    self.say("stv.reached", number, rule=rule, quota=Fraction(self.quota, UNITS))
                else:
                    self.say(
                        "ers97.active", number, rule=rule, active=Fraction(active, UNITS), divisor=divisor
                    )
                self.elect(number)
            for number in (left := {*level} - {*chosen}):
                self.say("ers97.no_place", number, rule="5.6.2")
            passed |= left
            yield from chosen

    def enough(self, number: int) -> bool:
        votes = self.votes[number]
        return votes > 0 and (votes >= self.quota or votes * (self.vacancies + 1) >= self.active)

    def places_for(self, level: list[int]) -> list[int]:
        """5.6.2: where there are not places enough for candidates with the same votes, those with more votes at the
        earliest point at which they differed. Of those equal at all points, nobody at this stage.
        """
        so_far = self.elected, self.continuing, self.contest.seats
        level = [number for number in level if admitted(self.limits, [number], *so_far)]
        if len(level) <= self.vacancies and len(admitted(self.limits, level, *so_far)) == len(level):
            return self.by_votes(level)
        past = {number: [votes[number] for votes in self.history] for number in level}
        order = sorted(self.by_votes(level), key=past.__getitem__, reverse=True)
        chosen: list[int] = []
        for _, equal in groupby(order, key=past.__getitem__):
            group = list(equal)
            together = [*chosen, *group]
            if len(together) > self.vacancies or len(admitted(self.limits, together, *so_far)) < len(
                together
            ):
                break
            chosen = together
        if chosen:
            at = next(at for at, votes in self.earlier() if len({votes[number] for number in level}) > 1)
            self.ties.broken.append(
                Tie(self.stage, tuple(sorted(level)), "elect", "history", tuple(order), at)
            )
        return chosen

    # 5.2. Subsequent stages.

    def removable(self, guarded: frozenset[int], surplus: int) -> int:
        """How many candidates with the fewest votes can be excluded together, whatever becomes of the surpluses.

        5.2.5: as many as possible, provided that (a) enough remain to fill the places, (b) their votes and the deferred
        surpluses are together not more than the votes of the candidate next above. 5.2.2 defers the surpluses where this
        holds for one candidate (its (a)) or for several (its (b)).
        """
        rising = sorted(self.votes[number] for number in self.continuing if number not in guarded)
        most = 1 if self.limits else len(self.continuing) - self.vacancies
        able = [
            some
            for some in range(1, min(most, len(rising) - 1) + 1)
            if sum(rising[:some]) + surplus <= rising[some]
        ]
        return max(able, default=0)

    def propose_exclusion(self, guarded: frozenset[int], some: int, surplus: int) -> None:
        """5.2.5: exclude those with the fewest votes. Of equal ones, who had fewer at the earliest point at which they
        differed; if they never did, the lot decides.

        5.5.1: if that would leave as many candidates as places, all of them are deemed elected.
        """
        chosen: list[int] = []
        while len(chosen) < some:
            left = [number for number in self.continuing if number not in guarded and number not in chosen]
            fewest = min(self.votes[number] for number in left)
            tied = [number for number in left if self.votes[number] == fewest]
            if len(tied) > some - len(chosen):
                tied = [self.ties.pick(self.stage, tied, "exclude", self.earlier(), highest=False)]
            chosen += tied
        if surplus:
            self.reasons.append(
                Sentence("ers97.deferred", {"surplus": Fraction(surplus, UNITS), "rule": "5.2.2"})
            )
        for number in chosen:
            self.say("stv.fewest", number, rule="5.2.5")
        for spared in sorted(guarded):
            if self.votes[spared] < max(self.votes[number] for number in chosen):
                self.say("reserved.guarded", spared)
        self.exclude(chosen)

    # 5.3 and 5.4. How the papers move is told in `ers97_batches`.

    def transfer_surplus(self) -> None:
        """5.2.3: the largest surplus; of equal ones, that of the candidate who had more votes at the earliest point at
        which they differed; if they never did, the lot decides. 5.2.4: this is a stage.
        """
        largest = max(self.surplus(number) for number in self.elected)
        tied = [number for number in self.elected if self.surplus(number) == largest]
        number = self.ties.pick(self.stage, tied, "surplus", self.earlier(), highest=True)
        self.say("stv.surplus", number, rule="5.2.3", surplus=Fraction(largest, UNITS))
        transfers = self.batches.transfer_surplus(number, largest, self.continuing)
        self.close("surplus", (number,), transfers, rule="5.3.13")

    def exclude(self, numbers: Sequence[int]) -> None:
        """5.2.7: an exclusion is a stage. 5.4.1, 5.4.11: batches go one after another, those of the highest value first.
        5.4.8: as long as nobody is elected, calculate the quota again. 5.4.10: whoever is elected gets nothing from the
        batches that follow. 5.5.1: nothing is transferred where as many candidates are left as places. 5.5.2: when the
        places are filled, nothing more is.
        """
        self.continuing = [number for number in self.continuing if number not in numbers]
        if len(self.continuing) <= self.vacancies:
            self.close("exclude", numbers, excluded=numbers, rule="5.5.1")
            return
        values = self.batches.values(numbers) or [UNITS]
        for turn, value in enumerate(values, 1):
            transfers = self.batches.transfer_batch(numbers, value, self.continuing)
            if not self.elected:
                self.set_quota()
            if len(values) > 1:
                worth = Fraction(value, UNITS)
                self.reasons.append(
                    Sentence(
                        "ers97.batch",
                        {"batch": turn, "batches": len(values), "value": worth, "rule": "5.4.11"},
                    )
                )
            self.close("exclude", numbers, transfers, excluded=numbers if turn == 1 else (), rule="5.4.9")
            if not self.vacancies:
                return

    # 5.5. Completion of the count.

    def close(
        self,
        action: str,
        subjects: Sequence[int],
        transfers: Sequence[Transfer] = (),
        excluded: Sequence[int] = (),
        *,
        rule: str,
    ) -> None:
        """The end of a stage: who is elected, and the record."""
        elected = [*self.deem_elected(rule), *self.fill_last_places()]
        self.exhausted, self.lost = self.batches.exhausted, self.batches.lost
        self.add_stage(action, subjects, elected, excluded, transfers)

    def fill_last_places(self) -> Iterable[int]:
        """4.3, 5.5.1: when as many candidates are left as places, all are elected; fewer, and places stay vacant."""
        if 0 < len(self.continuing) <= self.vacancies:
            for number in self.by_votes(self.continuing):
                self.say("stv.last_vacancies", number, rule="5.5.1")
                self.elect(number)
                yield number

    # Reserved seats and protected candidates: no part of the text.

    def judge(self) -> tuple[frozenset[int], list[int]]:
        """Who may not be excluded, and who cannot be elected within the limits any more."""
        verdict = judged(self.limits, self.elected, self.continuing, self.contest.seats)
        doomed = sorted(verdict.doomed)
        for number in doomed:
            self.say("reserved.doomed", number, rule="5.2.5")
        return verdict.guarded, doomed


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, CannotCount where papers rank candidates equal, CannotReserve where limits cannot be met."""
    one = Ers97(contest, terms)
    one.run()
    return one.record(RULE, one.batches.unmarked)


RULE = Rule(
    id="ers97",
    version="Electoral Reform Society, third edition, 1997",
    source="https://www.opavote.com/methods/ers97-stv-rules",
    takes=(Rankings,),
    count=count,
    reserves=True,
    guards=True,
)
