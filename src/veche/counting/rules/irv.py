"""Instant runoff: one seat, by the transferable vote without surpluses.

There is no one text of this rule; laws and rule books differ on what the settings below choose. The text in force here is:

1. The papers are sorted by their first preferences. Papers without a preference for anyone in the count are set aside.
2. Whoever has more than half of the votes of all continuing candidates is elected. Papers without a next preference are
   in no candidate's votes, so this majority shrinks as papers exhaust.
3. If nobody is, the candidate with the fewest votes is excluded, and each of their papers goes to its next preference
   among the continuing candidates, if it has one.
4. Of several with the fewest votes, the one goes who had fewer at the latest stage at which they differed; if they never
   did, the lot decides. So also between the last two.
5. Steps 2 and 3 are repeated until somebody is elected. Whoever is left alone is elected.

until=majority stops as soon as step 2 elects. until=two leaves step 2 out while more than two candidates continue, as
bodies do who want to see the last two side by side. The winner is the same: nobody overtakes a majority.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..contest import Contest
from ..errors import CannotCount
from ..families.transferable import Transferable
from ..papers import Pile, Rankings
from ..record import Count, Transfer
from ..terms import Rule, Setting, Terms
from ..ties import latest_first


class Runoff(Transferable):
    """One count as it goes on, in whole votes. `until` is how many candidates may continue when a majority elects."""

    units = 1
    lost = 0

    def __init__(self, contest: Contest, terms: Terms, until: int) -> None:
        super().__init__(contest, terms)
        self.papers, self.until = contest.rankings, until
        self.votes: dict[int, int] = dict.fromkeys(self.continuing, 0)
        self.piles: dict[int, list[Pile]] = {number: [] for number in self.continuing}
        self.exhausted = 0

    def run(self) -> None:
        """1, then 3 until 2 elects."""
        piles, unmarked = self.papers.deal(None, self.continuing)
        self.unmarked = unmarked.papers if unmarked else 0
        for number, pile in piles.items():
            self.piles[number].append(pile)
            self.votes[number] = pile.papers
        self.close("first_preferences")
        while not self.elected and self.continuing:
            self.exclude()

    def exclude(self) -> None:
        """3, 4: the candidate with the fewest votes, and where their papers go."""
        fewest = min(self.votes[number] for number in self.continuing)
        tied = [number for number in self.continuing if self.votes[number] == fewest]
        number = self.ties.pick(self.stage, tied, "exclude", latest_first(self.history), highest=False)
        self.say("stv.fewest", number, rule="3")
        self.continuing.remove(number)
        self.votes[number] = 0
        moved: dict[int | None, int] = {}
        for pile in self.piles.pop(number):
            piles, nobody = self.papers.deal(pile, self.continuing)
            for target, part in piles.items():
                self.piles[target].append(part)
                self.votes[target] += part.papers
                moved[target] = moved.get(target, 0) + part.papers
            if nobody:
                self.exhausted += nobody.papers
                moved[None] = moved.get(None, 0) + nobody.papers
        transfers = [
            Transfer(number, target, papers, 1, papers)
            for target, papers in sorted(
                moved.items(), key=lambda one: one[0] or len(self.contest.candidates) + 1
            )
        ]
        self.close("exclude", (number,), transfers)

    def close(self, action: str, excluded: tuple[int, ...] = (), transfers: Sequence[Transfer] = ()) -> None:
        """2, 5: the end of a stage. More than half is at least the half, cut off, plus one."""
        self.quota = sum(self.votes[number] for number in self.continuing) // 2 + 1
        leading = [number for number in self.continuing if self.votes[number] >= self.quota]
        if leading and len(self.continuing) <= self.until:
            self.say("stv.majority", leading[0], rule="2", quota=self.quota)
            self.elect(leading[0])
        elif len(self.continuing) == 1:
            self.say("stv.last_vacancies", self.continuing[0], rule="5")
            self.elect(self.continuing[0])
        self.add_stage(action, excluded, self.elected, excluded, transfers)


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, and CannotCount for more than one seat or where papers rank candidates equal."""
    if contest.seats != 1:
        raise CannotCount(
            f"irv fills one seat, and there are {contest.seats}", "count with scottish-stv, or seat by seat"
        )
    until = RULE.choice(terms, "until", "majority", "two")
    one = Runoff(contest, terms, 2 if until == "two" else len(contest.candidates))
    one.run()
    return one.record(RULE, one.unmarked)


RULE = Rule(
    id="irv",
    version="1",
    source="the five steps in veche/counting/rules/irv.py",
    takes=(Rankings,),
    count=count,
    settings={"until": Setting("majority", "majority or two: when the count may stop")},
)
