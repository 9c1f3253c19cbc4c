"""Schulze's method: whoever has a stronger path of majorities to each other candidate than they have back is elected.

Source: M. Schulze, A new monotonic, independent of clones, reversal symmetric, and Condorcet-consistent single-winner
election method, Social Choice and Welfare 36 (2011), 267–303; longer as arXiv:1804.02973, whose sections are named below.
Strength is by winning votes, as in the constitution of the Debian project (A.6), which elects its leader by this method. Debian also
drops options that miss a quorum or do not beat "none of the above"; that is Debian's and is not done here.

1. N[a, b] is the number of papers that prefer a to b (2.1). Unranked counts as last; equal ranks prefer neither.
2. The link from a to b is a win, a draw or a defeat. A win is stronger than a draw, a draw than a defeat. Of two wins the one
   with more papers for it is stronger, with equal ones the one with fewer against it; of two defeats the one with fewer
   papers against it, with equal ones the one with more for it (2.1, winning votes).
3. A path is as strong as its weakest link; P[a, b] is the strongest path from a to b (2.2).
4. a stands above b where P[a, b] is stronger than P[b, a]. This relation is transitive (4.1).
5. Elected is whoever nobody stands above. For several seats the first of the ranking that 4. gives are elected. That is a
   ranking, not a proportional result.
6. Ties: where 4. leaves open who is elected, papers are drawn by lot (`drawn`). Of those whom nobody left stands
   above, the first in the order that was drawn comes next, again and again.
   So the method stays independent of clones, monotonic and reversal symmetric in what it does before the lot.
"""

from __future__ import annotations

from itertools import permutations

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.drawn_papers import drawn_order
from ..families.pairwise import Pairwise, incomparable, notes, ranked, undecided
from ..papers import Rankings
from ..record import Count, Table
from ..reserved import fill
from ..terms import Rule, Terms
from ..ties import Ties

Strength = tuple[int, int, int]
"""Compares as links do: first win (1), draw (0) or defeat (-1), then the papers that decide between two wins or two defeats."""


def count(contest: Contest, terms: Terms) -> Count:
    pairwise, ties = Pairwise.of(contest), Ties(contest, terms.lot)
    paths = Paths(pairwise)
    above = {one: paths.above(one) for one in contest.standing}  # 4.
    # Reserved seats can reach down to any place, so then every place must be decided.
    tied = incomparable(above) if terms.reserved else undecided(above, contest.seats)
    order = extended(above, drawn_order(pairwise, ties, tied, "papers")) if tied else ranked(above)  # 6.
    winners = fill(order, contest.seats, terms.reserved)  # 5.
    return RULE.record(
        contest,
        terms,
        winners=winners,
        vacant=contest.seats - len(winners),
        ties=tuple(ties.broken),
        tables=(pairwise.table(), paths.table(winners)),
        outcome=notes(contest),
    )


def strength(votes: int, against: int) -> Strength:
    """2."""
    if votes > against:
        return 1, votes, -against
    return (-1, -against, votes) if votes < against else (0, 0, 0)


class Paths:
    """3. The strongest paths between all candidates who stand, by the algorithm of section 2.3 (Floyd and Warshall)."""

    def __init__(self, pairwise: Pairwise) -> None:
        self.contest, prefer, standing = pairwise.contest, pairwise.prefer, pairwise.contest.standing
        pairs = list(permutations(standing, 2))
        self.links = {(one, other): strength(prefer[one][other], prefer[other][one]) for one, other in pairs}
        self.strongest = dict(self.links)
        for middle in standing:
            for one, other in pairs:
                if middle not in (one, other):
                    through = min(self.strongest[one, middle], self.strongest[middle, other])
                    self.strongest[one, other] = max(self.strongest[one, other], through)

    def above(self, one: int) -> set[int]:
        """Everyone whom this candidate stands above."""
        return {
            other
            for other in self.contest.standing
            if other != one and self.strongest[one, other] > self.strongest[other, one]
        }

    def way(self, one: int, other: int) -> list[int]:
        """A strongest path, from end to end: of those with the fewest links the first by the numbers of candidates."""
        ways = [[one]]
        reached = {one}
        for way in ways:
            if way[-1] == other:
                return way
            for step in self.contest.standing:
                if step not in reached and self.links[way[-1], step] >= self.strongest[one, other]:
                    reached.add(step)
                    ways.append([*way, step])
        raise AssertionError("a strongest path has links that are as strong")

    def table(self, winners: tuple[int, ...]) -> Table:
        """The paths of the elected to everyone else, and the strengths of the paths back."""
        rows = tuple(
            (
                " → ".join(self.contest.name(step) for step in self.way(one, other)),
                shown(self.strongest[one, other]),
                shown(self.strongest[other, one]),
            )
            for one in winners
            for other in self.contest.standing
            if other != one
        )
        columns = (Sentence("column.path"), Sentence("column.strength"), Sentence("column.strength_back"))
        return Table(Sentence("table.paths"), columns, rows)


def shown(found: Strength) -> str:
    """Papers for and against the weakest link of a path."""
    kind, first, second = found
    if kind == 0:
        return "="
    return f"{first}:{-second}" if kind > 0 else f"{second}:{-first}"


def extended(above: dict[int, set[int]], drawn: tuple[int, ...]) -> tuple[int, ...]:
    """6. The whole ranking: again and again the first as drawn of those whom nobody left stands above."""
    ranking: list[int] = []
    left = list(drawn)
    while left:
        free = next(one for one in left if not any(one in above[other] for other in left))
        ranking.append(free)
        left.remove(free)
    return tuple(ranking)


RULE = Rule(
    id="schulze",
    version="winning votes",
    source="Schulze 2011; arXiv:1804.02973",
    takes=(Rankings,),
    count=count,
    reserves=True,
)
