"""Candidates two by two: how many papers prefer one to the other. Schulze, ranked pairs and Borda read nothing else.

A candidate whom a paper does not rank counts as last on it, below everyone whom it ranks; equal ranks prefer neither.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from veche.words.sentence import Sentence

from ..contest import Contest
from ..errors import CannotCount
from ..papers import Rankings
from ..record import Table


def notes(contest: Contest) -> tuple[Sentence, ...]:
    """How papers were read, for the record."""
    equal = (Sentence("note.equal_ranks"),) if rankings(contest).has_equal_ranks else ()
    return (Sentence("note.unranked_last"), *equal)


@dataclass(frozen=True)
class Pairwise:
    """`prefer[a][b]`: papers that prefer a to b, by numbers of candidates."""

    contest: Contest
    prefer: list[list[int]]

    @classmethod
    def of(cls, contest: Contest) -> Pairwise:
        return cls(contest, rankings(contest).pairwise())

    def wins(self) -> Iterator[tuple[int, int]]:
        """Each pair of candidates who stand, the one whom more papers prefer first; pairs that are equal are left out."""
        standing = self.contest.standing
        for first in standing:
            for second in standing:
                if self.prefer[first][second] > self.prefer[second][first]:
                    yield first, second

    def tiers(self) -> list[frozenset[int]]:
        """The candidates in groups, the best first: everyone of a group wins against everyone of those below it.

        No group can be divided further, so within one everybody reaches everybody by pairs that are won or equal.
        """
        reached = {one: self.reached(one) for one in self.contest.standing}
        return sorted(
            {frozenset(other for other in under if one in reached[other]) for one, under in reached.items()},
            key=lambda tier: -len(reached[min(tier)]),
        )

    def reached(self, one: int) -> list[int]:
        """Whom a candidate reaches by pairs that are won or equal, themselves included."""
        reached = [one]
        for step in reached:
            reached += [
                other
                for other in self.contest.standing
                if other not in reached and self.prefer[step][other] >= self.prefer[other][step]
            ]
        return reached

    def table(self) -> Table:
        """Papers that prefer the candidate of the row to that of the column."""
        standing = self.contest.standing
        rows = tuple(
            (self.contest.name(one), *("" if one == other else self.prefer[one][other] for other in standing))
            for one in standing
        )
        names = tuple(self.contest.name(one) for one in standing)
        return Table(Sentence("table.preferences"), (Sentence("column.preferred_to"), *names), rows)


def rankings(contest: Contest) -> Rankings:
    """The papers of a contest that ranks. Raises CannotCount."""
    if not isinstance(contest.ballots, Rankings):
        raise CannotCount("these ballots do not rank candidates", "count them by a rule for sums or grades")
    return contest.ballots


def undecided(above: Mapping[int, Collection[int]], places: int) -> tuple[int, ...]:
    """Who is on one of the first `places` in some complete orders that keep to `above`, and in others not.

    `above[a]`: everyone whom a stands above, transitively. Whoever stands above all but fewer than `places` others is in,
    whoever as many stand above is out.
    """
    over = {one: sum(one in above[other] for other in above) for one in above}
    return tuple(one for one in above if len(above[one]) < len(above) - places and over[one] < places)


def incomparable(above: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """Who stands neither above nor below somebody."""
    pairs = [(one, other) for one in above for other in above if one < other]
    loose = {
        one
        for pair in pairs
        if pair[1] not in above[pair[0]] and pair[0] not in above[pair[1]]
        for one in pair
    }
    return tuple(sorted(loose))


def ranked(above: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """A complete order that keeps to `above`; candidates who are not told apart by it stand in no particular order."""
    return tuple(sorted(above, key=lambda one: (-len(above[one]), one)))
