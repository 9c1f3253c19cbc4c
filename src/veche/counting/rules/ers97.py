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
- What the text adds to the non-transferable votes is told apart in the record: "exhausted" went with papers that have no next
  preference, "lost" is the neglected remainder (6.11), or what a surplus has more than its last batch is worth.
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
from ..papers import Pile, Rankings
from ..record import Count, Stage, Tie, Transfer
from ..reserved import admitted, judged
from ..terms import Rule, Terms
from ..ties import Earlier, Ties

UNITS = 100
"""In one vote: two decimal places (5.1.6, 5.3.7)."""

Batch = tuple[int, list[Pile]]
"""6.1. The papers of one value (6.25) in one transfer, the value in units."""


class Ers97:
    """One count as it goes on. `votes` and everything beside it are in units; `elected` in the order of election."""

    def __init__(self, contest: Contest, terms: Terms) -> None:
        self.contest, self.papers = contest, contest.rankings
        self.limits, self.ties = terms.limits, Ties(contest, terms.lot)
        self.continuing = list(contest.standing)  # 6.3
        self.votes = dict.fromkeys(self.continuing, 0)  # 6.2
        self.batches: dict[int, list[Batch]] = {number: [] for number in self.continuing}
        self.elected: list[int] = []
        self.exhausted = self.lost = 0
        self.history: list[dict[int, int]] = []
        self.stages: list[Stage] = []
        self.reasons: list[Sentence] = []

    def run(self) -> None:
        """4.1 to 4.3: the first stage; then surpluses and exclusions, until the places are filled."""
        self.first_stage()
        while self.places and self.continuing:
            guarded, doomed = self.judge()
            surplus = sum(self.surplus(number) for number in self.elected)
            together = self.removable(guarded, surplus)
            if doomed:
                self.exclude(doomed)
            elif surplus and not together:
                self.transfer_surplus()
            else:
                self.propose_exclusion(guarded, max(together, 1), surplus)

    @property
    def places(self) -> int:
        """How many are not yet filled."""
        return self.contest.seats - len(self.elected)

    @property
    def stage(self) -> int:
        """The number of the stage that is being worked out."""
        return len(self.stages) + 1

    def surplus(self, number: int) -> int:
        """6.18. What a candidate has more than the quota."""
        return max(0, self.votes[number] - self.quota)

    @property
    def active(self) -> int:
        """6.20, 5.6.1. The total active vote: all valid votes without the quotas of the elected (or their votes, if fewer)
        and without the non-transferable votes."""
        settled = sum(min(self.votes[number], self.quota) for number in self.elected)
        return self.valid * UNITS - settled - self.exhausted - self.lost

    # 5.1. First stage.

    def first_stage(self) -> None:
        """5.1.1, 5.1.2: sort the papers by first preferences; the total valid vote is without the invalid papers.
        5.1.3 to 5.1.5: count and record them for each candidate.
        """
        piles, unmarked = self.papers.deal(None, self.continuing)
        self.unmarked = unmarked.papers if unmarked else 0
        self.valid = self.papers.total - self.unmarked
        for number, pile in piles.items():
            self.batches[number].append((UNITS, [pile]))
            self.votes[number] = pile.papers * UNITS
        self.set_quota()
        # 5.1.7. Deem elected whoever has enough. 5.1.8. That completes the first stage.
        self.close("first_preferences", (), rule="5.1.7")

    def set_quota(self) -> None:
        """5.1.6: the total valid vote by one more than the places, to two decimal places; if that is not exact, cut it off
        there and add 0.01. 5.4.8: calculated again, the non-transferable vote is left out of the total.
        """
        votes = self.valid * UNITS - self.exhausted - self.lost
        self.quota = -(-votes // (self.contest.seats + 1))

    # 5.1.7, 5.3.13, 5.4.9 and 5.6.2. Who is deemed elected.

    def deem_elected(self, rule: str) -> Iterable[int]:
        """Each candidate in turn, most votes first, who has (a) the quota, or (b) the total active vote divided by one
        more than the places not yet filled: up to the number of places.

        (b) is never more than (a), and it can fall with each candidate elected, so that it is asked again.
        """
        passed = set[int]()
        while self.places and (
            reached := [one for one in self.continuing if one not in passed and self.enough(one)]
        ):
            most = max(self.votes[number] for number in reached)
            level = [number for number in reached if self.votes[number] == most]
            chosen = self.places_for(level)
            active, divisor = self.active, self.places + 1
            for number in chosen:
                if most >= self.quota:
                    self.say("reason.elected", number, rule=rule, quota=Fraction(self.quota, UNITS))
                else:
                    self.say(
                        "ers97.active", number, rule=rule, active=Fraction(active, UNITS), divisor=divisor
                    )
                self.elect(number)
            passed |= {*level} - {*chosen}
            yield from chosen

    def enough(self, number: int) -> bool:
        votes = self.votes[number]
        return votes > 0 and (votes >= self.quota or votes * (self.places + 1) >= self.active)

    def places_for(self, level: list[int]) -> list[int]:
        """5.6.2: where there are not places enough for candidates with the same votes, those with more votes at the
        earliest point at which they differed. Of those equal at all points, nobody at this stage.
        """
        so_far = self.elected, self.continuing, self.contest.seats
        level = [number for number in level if admitted(self.limits, [number], *so_far)]
        if len(level) <= self.places and len(admitted(self.limits, level, *so_far)) == len(level):
            return self.by_votes(level)
        past = {number: [votes[number] for votes in self.history] for number in level}
        order = sorted(self.by_votes(level), key=past.__getitem__, reverse=True)
        chosen: list[int] = []
        for _, equal in groupby(order, key=past.__getitem__):
            group = list(equal)
            together = [*chosen, *group]
            if len(together) > self.places or len(admitted(self.limits, together, *so_far)) < len(together):
                break
            chosen = together
        if chosen:
            at = next(at for at, votes in self.earlier() if len({votes[number] for number in level}) > 1)
            self.ties.broken.append(
                Tie(self.stage, tuple(sorted(level)), "election", "history", tuple(order), at)
            )
        return chosen

    def elect(self, number: int) -> None:
        self.continuing.remove(number)
        self.elected.append(number)

    # 5.2. Subsequent stages.

    def removable(self, guarded: frozenset[int], surplus: int) -> int:
        """How many candidates with the fewest votes can be excluded together, whatever becomes of the surpluses.

        5.2.5: as many as possible, provided that (a) enough remain to fill the places, (b) their votes and the deferred
        surpluses are together not more than the votes of the candidate next above. 5.2.2 defers the surpluses where this
        holds for one candidate (its (a)) or for several (its (b)).
        """
        rising = sorted(self.votes[number] for number in self.continuing if number not in guarded)
        most = 1 if self.limits else len(self.continuing) - self.places
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
                tied = [self.ties.pick(self.stage, tied, "exclusion", self.earlier(), highest=False)]
            chosen += tied
        if surplus:
            self.reasons.append(
                Sentence("ers97.deferred", {"surplus": Fraction(surplus, UNITS), "rule": "5.2.2"})
            )
        for number in chosen:
            self.say("reason.lowest", number, rule="5.2.5")
        for spared in guarded:
            if self.votes[spared] < max(self.votes[number] for number in chosen):
                self.say("reason.spared", spared)
        self.exclude(chosen)

    # 5.3. Transfer of a surplus.

    def transfer_surplus(self) -> None:
        """5.2.3: the largest surplus; of equal ones, that of the candidate who had more votes at the earliest point at
        which they differed; if they never did, the lot decides. 5.2.4: this is a stage.

        5.3.1, 5.3.2: the last batch of papers that the candidate received; at the first stage that is all of them.
        5.3.3 to 5.3.6: sort them by their next available preference; those without one are non-transferable.
        5.3.7: if the transferable papers are worth more than the surplus, each now has the surplus divided by their
        number, cut off after two decimal places; otherwise each keeps its value.
        5.3.8 to 5.3.12: credit the values; what is left of the surplus is non-transferable.
        """
        largest = max(self.surplus(number) for number in self.elected)
        tied = [number for number in self.elected if self.surplus(number) == largest]
        number = self.ties.pick(self.stage, tied, "surplus", self.earlier(), highest=True)
        self.say("reason.surplus", number, rule="5.2.3", surplus=Fraction(largest, UNITS))
        value, last = self.batches[number][-1]
        dealt, nobody = self.deal(last)
        papers = sum(pile.papers for piles in dealt.values() for pile in piles)
        reduced = papers * value > largest
        if reduced:
            value = largest // papers
        self.votes[number] = self.quota
        transfers = [self.give(number, target, value, piles) for target, piles in dealt.items()]
        left = largest - papers * value
        gone = 0 if reduced else min(left, nobody * self.batches[number][-1][0])
        if gone:
            transfers.append(
                Transfer(number, None, nobody, Fraction(gone, nobody * UNITS), Fraction(gone, UNITS))
            )
        self.exhausted, self.lost = self.exhausted + gone, self.lost + left - gone
        for target, piles in dealt.items():
            self.batches[target].append((value, piles))
        self.close("surplus", (number,), transfers, rule="5.3.13")

    def deal(self, piles: Sequence[Pile]) -> tuple[dict[int, list[Pile]], int]:
        """5.3.3, 5.4.2: papers by their next available preference (6.10), and how many have none (6.12)."""
        dealt: dict[int, list[Pile]] = {}
        nobody = 0
        for pile in piles:
            found, rest = self.papers.deal(pile, self.continuing)
            for target, part in found.items():
                dealt.setdefault(target, []).append(part)
            nobody += rest.papers if rest else 0
        return dict(sorted(dealt.items())), nobody

    def give(self, source: int, target: int, value: int, piles: Sequence[Pile]) -> Transfer:
        papers = sum(pile.papers for pile in piles)
        self.votes[target] += papers * value
        return Transfer(source, target, papers, Fraction(value, UNITS), Fraction(papers * value, UNITS))

    # 5.4. Transfer of the votes of excluded candidates.

    def exclude(self, numbers: Sequence[int]) -> None:
        """5.2.7: an exclusion is a stage. 5.4.1: take all batches of the excluded, those of the highest value first.
        5.4.2 to 5.4.7: sort the papers of each value by next available preference, and credit them at that value.
        5.4.10, 5.4.11: after each batch see who is elected; they get nothing from the batches that follow.
        5.5.2: when the places are filled, nothing more is transferred.
        """
        self.continuing = [number for number in self.continuing if number not in numbers]
        if len(self.continuing) <= self.places:
            self.close("exclusion", numbers, excluded=numbers, rule="5.5.1")
            return
        held = {number: self.batches.pop(number) for number in numbers}
        values = sorted({value for batches in held.values() for value, _ in batches}, reverse=True) or [UNITS]
        for turn, value in enumerate(values, 1):
            transfers: list[Transfer] = []
            received: dict[int, list[Pile]] = {}
            for source, batches in held.items():
                piles = [pile for worth, some in batches if worth == value for pile in some]
                transfers += self.pass_on(source, value, piles, received)
            for target, parts in received.items():
                self.batches[target].append((value, parts))
            if not self.elected:
                self.set_quota()  # 5.4.8
            places: dict[str, int | Fraction] = {
                "batch": turn,
                "batches": len(values),
                "value": Fraction(value, UNITS),
            }
            if len(values) > 1:
                self.reasons.append(Sentence("ers97.batch", places))
            self.close("exclusion", numbers, transfers, excluded=numbers if turn == 1 else (), rule="5.4.9")
            if not self.places or not self.continuing:
                return

    def pass_on(
        self, source: int, value: int, piles: Sequence[Pile], received: dict[int, list[Pile]]
    ) -> list[Transfer]:
        """The papers of one value of one excluded candidate; what each target gets is added to `received`."""
        dealt, nobody = self.deal(piles)
        transfers = [self.give(source, target, value, parts) for target, parts in dealt.items()]
        for target, parts in dealt.items():
            received.setdefault(target, []).extend(parts)
        if nobody:
            votes = Fraction(nobody * value, UNITS)
            transfers.append(Transfer(source, None, nobody, Fraction(value, UNITS), votes))
        self.exhausted += nobody * value
        self.votes[source] -= value * sum(pile.papers for pile in piles)
        return transfers

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
        self.history.append(self.votes.copy())
        self.stages.append(
            Stage(
                action,
                tuple(subjects),
                {number: Fraction(votes, UNITS) for number, votes in self.votes.items()},
                Fraction(self.exhausted, UNITS),
                Fraction(self.lost, UNITS),
                Fraction(self.quota, UNITS),
                tuple(transfers),
                tuple(elected),
                tuple(excluded),
                tuple(self.reasons),
            )
        )
        self.reasons.clear()

    def fill_last_places(self) -> Iterable[int]:
        """4.3, 5.5.1: when as many candidates are left as places, all are elected; fewer, and places stay vacant."""
        if 0 < len(self.continuing) <= self.places:
            for number in self.by_votes(self.continuing):
                self.say("reason.last_vacancies", number, rule="5.5.1")
                self.elect(number)
                yield number

    # Reserved seats and protected candidates: no part of the text.

    def judge(self) -> tuple[frozenset[int], list[int]]:
        """Who may not be excluded, and who cannot be elected within the limits any more."""
        verdict = judged(self.limits, self.elected, self.continuing, self.contest.seats)
        doomed = sorted(verdict.doomed)
        for number in doomed:
            self.say("reason.doomed", number, rule="5.2.5")
        return verdict.guarded, doomed

    # The record.

    def by_votes(self, numbers: Iterable[int]) -> list[int]:
        """Most votes first. Equals by name: it makes no difference to anyone, and not to renumbering either."""
        return sorted(numbers, key=lambda number: (-self.votes[number], self.contest.name(number)))

    def earlier(self) -> Earlier:
        """5.2.3, 5.2.5, 5.6.2: the votes after each batch, the earliest first."""
        return enumerate(self.history, 1)

    def say(self, key: str, number: int, **places: int | Fraction | str) -> None:
        """A reason for the record of this stage, about one candidate."""
        places["name"], places["votes"] = self.contest.name(number), Fraction(self.votes[number], UNITS)
        self.reasons.append(Sentence(key, places))


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, CannotCount where papers rank candidates equal, CannotReserve where limits cannot be met."""
    one = Ers97(contest, terms)
    one.run()
    outcome = [Sentence("outcome.not_statutory")] if one.limits else []
    if one.places:
        outcome.append(Sentence("outcome.vacant", count=one.places))
    unmarked = {"unmarked": one.unmarked} if one.unmarked else {}
    return RULE.record(
        contest,
        terms,
        winners=tuple(one.elected),
        valid=one.valid,
        vacant=one.places,
        quota=Fraction(one.quota, UNITS),
        stages=tuple(one.stages),
        ties=tuple(one.ties.broken),
        outcome=tuple(outcome),
        invalid={**contest.invalid, **unmarked},
    )


RULE = Rule(
    id="ers97",
    version="Electoral Reform Society, third edition, 1997",
    source="https://www.opavote.com/methods/ers97-stv-rules",
    takes=(Rankings,),
    count=count,
    reserves=True,
    guards=True,
)
