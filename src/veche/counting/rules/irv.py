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

from veche.words.sentence import Sentence

from ..contest import Contest
from ..errors import CannotCount
from ..papers import Pile, Rankings
from ..record import Count, Stage, Transfer
from ..terms import Rule, Setting, Terms
from ..ties import Ties, latest_first


class Runoff:
    """One count as it goes on. `until` is how many candidates may continue when a majority elects."""

    def __init__(self, contest: Contest, terms: Terms, until: int) -> None:
        self.contest, self.papers, self.until = contest, contest.rankings, until
        self.ties = Ties(contest, terms.lot)
        self.continuing = list(contest.standing)
        self.votes = dict.fromkeys(self.continuing, 0)
        self.piles: dict[int, list[Pile]] = {number: [] for number in self.continuing}
        self.exhausted = 0
        self.elected: tuple[int, ...] = ()
        self.history: list[dict[int, int]] = []
        self.stages: list[Stage] = []

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
        history = latest_first(self.history)
        number = self.ties.pick(len(self.stages) + 1, tied, "exclude", history, highest=False)
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
        why = Sentence("stv.fewest", {"name": self.contest.name(number), "votes": fewest, "rule": "3"})
        self.close("exclude", (number,), tuple(transfers), why)

    def close(
        self,
        action: str,
        excluded: tuple[int, ...] = (),
        transfers: tuple[Transfer, ...] = (),
        why: Sentence | None = None,
    ) -> None:
        """2, 5: the end of a stage. More than half is at least the half, cut off, plus one."""
        majority = sum(self.votes[number] for number in self.continuing) // 2 + 1
        reasons = [why] if why else []
        if len(self.continuing) <= self.until:
            self.elected = tuple(number for number in self.continuing if self.votes[number] >= majority)
            reasons += [self.say("stv.majority", number, "2", majority) for number in self.elected]
        if len(self.continuing) == 1 and not self.elected:
            self.elected = tuple(self.continuing)
            reasons += [self.say("stv.last_vacancies", number, "5", majority) for number in self.elected]
        self.history.append(self.votes.copy())
        self.stages.append(
            Stage(
                action,
                excluded,
                self.history[-1],
                self.exhausted,
                quota=majority,
                transfers=transfers,
                elected=self.elected,
                excluded=excluded,
                reasons=tuple(reasons),
            )
        )

    def say(self, key: str, number: int, rule: str, majority: int) -> Sentence:
        name, votes = self.contest.name(number), self.votes[number]
        return Sentence(key, {"name": name, "votes": votes, "quota": majority, "rule": rule})


def count(contest: Contest, terms: Terms) -> Count:
    """Raises TieNeedsLot, and CannotCount for more than one seat or where papers rank candidates equal."""
    if contest.seats != 1:
        raise CannotCount(
            f"irv fills one seat, and there are {contest.seats}", "count with scottish-stv, or seat by seat"
        )
    until = RULE.choice(terms, "until", "majority", "two")
    one = Runoff(contest, terms, 2 if until == "two" else len(contest.candidates))
    one.run()
    unmarked = {"unmarked": one.unmarked} if one.unmarked else {}
    return RULE.record(
        contest,
        terms,
        winners=one.elected,
        valid=contest.rankings.total - one.unmarked,
        vacant=1 - len(one.elected),
        quota=one.stages[-1].quota,
        stages=tuple(one.stages),
        ties=tuple(one.ties.broken),
        invalid={**contest.invalid, **unmarked},
    )


RULE = Rule(
    id="irv",
    version="1",
    source="the five steps in veche/counting/rules/irv.py",
    takes=(Rankings,),
    count=count,
    settings={"until": Setting("majority", "majority or two: when the count may stop")},
)
