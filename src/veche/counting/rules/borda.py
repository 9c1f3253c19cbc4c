"""Borda: a place on a paper is worth as many points as there are candidates below it; whoever has most is elected.

Sources: J.-C. de Borda, Mémoire sur les élections au scrutin, Histoire de l'Académie royale des sciences (1781), for papers
that rank everyone; for others the tournament-style variant: P. Gärdenfors, Positionalist voting functions, Theory and
Decision 4 (1973), 1–24. Variants differ in what they do with incomplete papers, and elect different people.

1. A candidate has one point from a paper for each candidate who stands below them on it, and half a point for each who
   stands beside them. On a complete paper of n candidates this is Borda's n - 1, n - 2, …, 0.
2. Candidates whom a paper does not rank stand below everyone whom it ranks, side by side: they share the points of the places
   that are left. So a short paper gains nothing and loses nothing, and every paper gives n(n - 1)/2 points in all.
3. Elected are the candidates with most points, as many as there are seats.
4. Equal points at the last seat are decided by lot.

Borda's count depends on who else stands, and can pass over a candidate whom most papers prefer to each other candidate.
"""

from __future__ import annotations

from fractions import Fraction

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.highest import Highest, counted
from ..families.pairwise import Pairwise, notes
from ..papers import Rankings
from ..record import Count
from ..terms import Rule, Terms


def count(contest: Contest, terms: Terms) -> Count:
    pairwise = Pairwise.of(contest)
    points = {number: _points(pairwise, number) for number in contest.standing}
    highest = Highest(contest, terms, points)
    winners = highest.winners()  # 3. and 4.
    return RULE.record(
        contest,
        terms,
        winners=winners,
        vacant=contest.seats - len(winners),
        stages=(counted(points, winners),),
        ties=tuple(highest.ties.broken),
        tables=(pairwise.table(),),
        outcome=(*notes(contest), Sentence("note.points_shared")),
    )


def _points(pairwise: Pairwise, one: int) -> Fraction:
    """1. and 2.: whoever is neither above nor below on a paper is beside, and counts half."""
    contest, prefer = pairwise.contest, pairwise.prefer
    halves = sum(
        contest.ballots.total + prefer[one][other] - prefer[other][one]
        for other in contest.standing
        if other != one
    )
    return Fraction(halves, 2)


RULE = Rule(
    id="borda",
    version="tournament-style",
    source="Borda 1781; for incomplete papers Gärdenfors 1973",
    takes=(Rankings,),
    count=count,
    reserves=True,
)
