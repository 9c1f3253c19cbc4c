"""An order of candidates from papers that are drawn by lot: how Schulze and ranked pairs break ties.

T. M. Zavist and T. N. Tideman, Complete independence of clones in the ranked pairs rule, Social Choice and Welfare 6 (1989),
167–173; M. Schulze, arXiv:1804.02973, on tie-breaking. A lot among candidates would help whoever stands more than once: two
candidates whom everyone ranks side by side would have two tickets. So the lot draws papers:

1. Draw a paper, and put the candidates in the order in which it ranks them; unranked is last.
2. Draw further papers, each only for those who are still equal, until nobody is.
3. Candidates whom no paper tells apart are put in order by the lot itself.

Draws are put back, which changes nothing: a paper that is drawn again tells nobody apart. Papers are numbered in the order
of the names that they rank, so that renumbering candidates changes no draw.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, count

from ..contest import Contest
from ..errors import TieNeedsLot
from ..lot import Lot
from ..papers import Ranking
from ..record import Tie
from ..ties import Ties
from .pairwise import Pairwise, rankings


def drawn_order(pairwise: Pairwise, ties: Ties, tied: tuple[int, ...], purpose: str) -> tuple[int, ...]:
    """All candidates who stand, in the order of drawn papers; recorded as the tie of those `tied`. Raises TieNeedsLot."""
    contest = pairwise.contest
    if ties.lot is None:
        raise TieNeedsLot(1, tied, tuple(contest.name(number) for number in tied))
    classes = [contest.standing]
    papers = drawn(contest, ties.lot)
    while any(told_apart(pairwise, equal) for equal in classes):
        places = {number: place for place, rank in enumerate(next(papers)) for number in rank}
        classes = [part for equal in classes for part in split(equal, places)]
    order = tuple(number for equal in classes for number in by_name(contest, ties.lot, equal))
    ties.broken.append(Tie(1, tied, purpose, "lot", tuple(number for number in order if number in tied)))
    return order


def drawn(contest: Contest, lot: Lot) -> Iterator[Ranking]:
    """Papers as the lot draws them, one after another without end."""
    named = sorted(
        rankings(contest), key=lambda group: [sorted(contest.name(one) for one in rank) for rank in group[0]]
    )
    ends = list(accumulate(weight for _, weight in named))
    for turn in count():
        yield named[bisect_right(ends, lot.draw(1, turn, ends[-1]))][0]


def told_apart(pairwise: Pairwise, equal: tuple[int, ...]) -> bool:
    """Whether any paper prefers one of these to another."""
    return any(pairwise.prefer[one][other] for one in equal for other in equal if one != other)


def split(equal: tuple[int, ...], places: dict[int, int]) -> list[tuple[int, ...]]:
    """The candidates by their places on a paper, best first; those without one last."""
    last = len(places)
    at = sorted({places.get(number, last) for number in equal})
    return [tuple(number for number in equal if places.get(number, last) == place) for place in at]


def by_name(contest: Contest, lot: Lot, equal: tuple[int, ...]) -> tuple[int, ...]:
    named = {contest.name(number): number for number in equal}
    return tuple(named[name] for name in lot.order(1, named))
