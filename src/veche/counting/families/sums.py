"""Votes added up: what every rule reads that looks at sums alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from veche.words.sentence import Sentence

from ..contest import Ballots, Contest, Scores, Totals
from ..errors import CannotCount
from ..papers import Rankings
from ..terms import Setting
from .choices import Choices

OVERMARKED = {
    "overmarked": Setting("refuse", "refuse or invalid: papers that give more votes than they have")
}
"""What becomes of papers that break the rule by what they give, in all rules but one: see `block`."""


def overmarked(choices: Choices) -> str:
    return choices.one_of("overmarked", "refuse", "invalid")


@dataclass(frozen=True)
class Sums:
    """Votes of each candidate who stands; `blank` papers gave none of them any; `notes` say how papers were read that rank.

    `invalid` papers were set aside for what they give, `applied` counted all the same: by keys of `policy.*`.
    """

    votes: dict[int, int]
    blank: int
    notes: tuple[Sentence, ...] = ()
    invalid: Mapping[str, int] = field(default_factory=dict)
    applied: Mapping[str, int] = field(default_factory=dict)

    @property
    def set_aside(self) -> int:
        return sum(self.invalid.values())

    def valid(self, contest: Contest) -> int:
        """How many papers count."""
        return contest.ballots.total - self.set_aside

    def told(self, contest: Contest) -> dict[str, Any]:
        """What the record says of the papers (fields of `Count`)."""
        return {
            "valid": self.valid(contest),
            "invalid": {**contest.invalid, **self.invalid},
            "applied": {**contest.applied, **self.applied},
        }


def marks(contest: Contest, most: int, over: str = "refuse") -> Sums:
    """One vote for each candidate whom a paper marks, at most `most` a paper.

    Scores: 1 is a mark, 0 or nothing is none. Rankings: with one vote it goes to the first preference; with several every
    candidate who is ranked has one. `over` as in `points`. Raises CannotCount for a paper that gives more.
    """
    ballots = contest.ballots
    if isinstance(ballots, Totals):
        return _stated(contest, ballots, most)
    if isinstance(ballots, Rankings) and most == 1:
        return _first_preferences(contest, ballots)
    return points(contest, most, 1, over=over)


def points(
    contest: Contest, budget: int, most: int, *, spend_all: bool = False, over: str = "refuse"
) -> Sums:
    """Points added up; a paper gives at most `budget` in all and `most` to one candidate. Raises CannotCount.

    With `spend_all`, a paper gives its whole budget or nothing. `over` says what becomes of papers that give more in all, or
    less: refuse, invalid (set aside) or counted (as they are).
    """
    ballots = contest.ballots
    if isinstance(ballots, Totals):
        return _stated(contest, ballots, budget)
    votes, blank = dict.fromkeys(contest.standing, 0), 0
    invalid, applied = Counter[str](), Counter[str]()
    for given, weight in _given(ballots):
        spent = sum(given.values())
        if spent > budget or (spend_all and 0 < spent < budget):
            fault = "overmarked" if spent > budget else "undermarked"
            if over == "invalid":
                invalid[f"{fault}_invalid"] += weight
                continue
            if over == "refuse":
                wanted = f"{budget} or nothing" if spend_all else f"at most {budget}"
                raise CannotCount(
                    f"a paper gives {spent} in all, where the rule says {wanted}",
                    "correct the file, or give overmarked=invalid to set such papers aside",
                )
            applied[f"{fault}_counted"] += weight
        if beyond := [point for point in given.values() if not 0 <= point <= most]:
            raise CannotCount(
                f"a paper gives a candidate {beyond[0]}, where the rule says 0 to {most}",
                "correct the file, or take such papers out of it",
            )
        for number in votes:
            votes[number] += given.get(number, 0) * weight
        if not any(given.get(number) for number in votes):
            blank += weight
    ranked = isinstance(ballots, Rankings)
    notes = (Sentence("note.ranked_is_marked"),) if ranked else ()
    return Sums(votes, blank, notes, invalid, applied)


def _given(ballots: Ballots) -> Iterable[tuple[dict[int, int], int]]:
    """What each kind of paper gives to whom; nothing where nothing is said."""
    if isinstance(ballots, Scores):
        for scores, weight in ballots.groups.items():
            yield {number: score for number, score in enumerate(scores, start=1) if score}, weight
    elif isinstance(ballots, Rankings):
        for ranking, weight in ballots:
            yield {number: 1 for rank in ranking for number in rank}, weight


def _first_preferences(contest: Contest, ballots: Rankings) -> Sums:
    piles, nobody = ballots.deal(None, contest.standing)
    votes = {number: piles[number].papers if number in piles else 0 for number in contest.standing}
    return Sums(votes, nobody.papers if nobody else 0, (Sentence("note.first_preferences"),))


def _stated(contest: Contest, ballots: Totals, most: int) -> Sums:
    """Sums as they were stated. That no ballot gave too much was proved when it was cast; here only the sum can show it."""
    if sum(ballots.votes) > most * (ballots.total - ballots.blank) or min(ballots.votes, default=0) < 0:
        raise CannotCount(
            f"{sum(ballots.votes)} votes on {ballots.total - ballots.blank} papers, where the rule says at most {most} a paper",
            "count by the rule by which people voted",
        )
    votes = {number: ballots.votes[number - 1] for number in contest.standing}
    # With one vote a paper, whoever gave nobody theirs can be told even where they were not called blank.
    return Sums(votes, ballots.total - sum(votes.values()) if most == 1 else ballots.blank)
