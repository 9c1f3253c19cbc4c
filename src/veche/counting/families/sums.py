"""Votes added up: what every rule reads that looks at sums alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veche.words.sentence import Sentence

from ..contest import Ballots, Contest, Scores, Totals
from ..errors import CannotCount
from ..papers import Rankings


@dataclass(frozen=True)
class Sums:
    """Votes of each candidate who stands; `blank` papers gave none of them any; `notes` say how papers were read that rank."""

    votes: dict[int, int]
    blank: int
    notes: tuple[Sentence, ...] = ()


def marks(contest: Contest, most: int) -> Sums:
    """One vote for each candidate whom a paper marks, at most `most` a paper.

    Scores: 1 is a mark, 0 or nothing is none. Rankings: with one vote it goes to the first preference; with several every
    candidate who is ranked has one. Raises CannotCount for a paper that gives more.
    """
    ballots = contest.ballots
    if isinstance(ballots, Totals):
        return _stated(contest, ballots, most)
    if isinstance(ballots, Rankings) and most == 1:
        return _first_preferences(contest, ballots)
    return points(contest, most, 1)


def points(contest: Contest, budget: int, most: int, *, spend_all: bool = False) -> Sums:
    """Points added up; a paper gives at most `budget` in all and `most` to one candidate. Raises CannotCount.

    With `spend_all`, a paper gives its whole budget or nothing.
    """
    ballots = contest.ballots
    if isinstance(ballots, Totals):
        return _stated(contest, ballots, budget)
    votes, blank = dict.fromkeys(contest.standing, 0), 0
    for given, weight in _given(ballots):
        if beyond := [point for point in given.values() if not 0 <= point <= most]:
            raise CannotCount(
                f"a paper gives a candidate {beyond[0]}, where the rule says 0 to {most}",
                "set such papers aside as invalid",
            )
        spent = sum(given.values())
        if spent > budget or (spend_all and 0 < spent < budget):
            wanted = f"{budget} or nothing" if spend_all else f"at most {budget}"
            raise CannotCount(
                f"a paper gives {spent} in all, where the rule says {wanted}",
                "set such papers aside as invalid",
            )
        for number in votes:
            votes[number] += given.get(number, 0) * weight
        if not any(given.get(number) for number in votes):
            blank += weight
    ranked = isinstance(ballots, Rankings)
    return Sums(votes, blank, (Sentence("note.ranked_is_marked"),) if ranked else ())


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
