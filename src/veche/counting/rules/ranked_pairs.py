"""Ranked pairs: majorities are locked in, the strongest first, unless they contradict what is locked already.

Sources: T. N. Tideman, Independence of clones as a criterion for voting rules, Social Choice and Welfare 4 (1987), 185–206;
ties by T. M. Zavist and T. N. Tideman, Complete independence of clones in the ranked pairs rule, the same 6 (1989), 167–173.

1. For each two candidates it is counted how many papers prefer one to the other. Unranked counts as last; equal ranks prefer
   neither.
2. The pairs are ranked by strength: by the margin (Tideman), or by the votes for the winner of the pair, and of equal ones by
   fewer votes against (`strength` winning-votes). Where papers are complete, both give the same order.
3. From the strongest on, each pair is locked unless the locked ones already put its loser above its winner; then it is skipped.
4. Elected is whoever nobody is locked above. For several seats the first of the ranking are elected, which is not a
   proportional result.
5. Pairs of equal strength: where all of them fit together, all are locked. Otherwise papers are drawn by lot (`drawn`), and the
   pair goes first whose winner is first in the order that was drawn. The order of pairs with the same winner changes nothing.
6. Where everyone of a group wins against everyone below it, no pair within the group changes anything outside it. If nobody of
   the group can be elected, or everybody is, the lot is not asked: equal pairs of 5. and all weaker ones within the group are
   left out.
7. Where it is still open who is elected, two candidates whom equally many papers prefer are locked in the order that was drawn,
   beginning with the first.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate, combinations, groupby, pairwise

from veche.words.sentence import Sentence

from ..contest import Contest
from ..families.choices import Choices
from ..families.drawn_papers import drawn_order
from ..families.pairwise import Pairwise, incomparable, notes, ranked, undecided
from ..papers import Rankings
from ..record import Count, Table
from ..reserved import fill
from ..terms import Rule, Setting, Terms
from ..ties import Ties

Pair = tuple[int, int]
"""Winner and loser."""


def count(contest: Contest, terms: Terms) -> Count:
    locking = Locking(contest, terms)
    locking.lock_majorities()
    # Reserved seats can reach down to any place, so then every place must be decided.
    above = locking.above
    if tied := incomparable(above) if terms.reserved else undecided(above, contest.seats):
        locking.lock_ties(tied)
    winners = fill(ranked(above), contest.seats, terms.reserved)  # 4.
    return RULE.record(
        contest,
        terms,
        winners=winners,
        vacant=contest.seats - len(winners),
        ties=tuple(locking.ties.broken),
        tables=(locking.pairwise.table(), locking.table()),
        outcome=notes(contest),
    )


class Locking:
    """`above[a]`: everyone whom a stands above by what is locked, directly or through others; `order` the pairs as they came."""

    def __init__(self, contest: Contest, terms: Terms) -> None:
        self.contest, self.pairwise = contest, Pairwise.of(contest)
        self.ties = Ties(contest, terms.lot)
        self.by_margin = Choices(RULE, terms).one_of("strength", "margins", "winning-votes") == "margins"
        self.above: dict[int, set[int]] = {one: set() for one in contest.standing}
        self.order: list[tuple[Pair, str]] = []
        self.tied: tuple[int, ...] = ()
        tiers = self.pairwise.tiers()
        self.tier = {one: place for place, tier in enumerate(tiers) for one in tier}
        ends = list(accumulate(map(len, tiers), initial=0))
        self.idle = {
            place
            for place, (start, end) in enumerate(pairwise(ends))
            if not (start < contest.seats < end or terms.reserved)
        }
        self.left_out: set[int] = set()

    def strength(self, pair: Pair) -> tuple[int, int]:
        """2. Compares as the strengths of pairs do."""
        winner, loser = pair
        votes, against = self.pairwise.prefer[winner][loser], self.pairwise.prefer[loser][winner]
        return (votes - against, 0) if self.by_margin else (votes, -against)

    def lock_majorities(self) -> None:
        """3. and 5."""
        pairs = sorted(self.pairwise.wins(), key=self.strength, reverse=True)
        for _, equal in groupby(pairs, key=self.strength):
            for pair in self.in_order(list(equal)):
                self.lock(pair)

    def in_order(self, equal: list[Pair]) -> list[Pair]:
        """5. The pairs in the order in which they are to be locked; a lot is only asked where the order matters."""
        trial = {one: set(under) for one, under in self.above.items()}
        fitting = [
            pair for pair in equal if not contradicts(trial, pair) and self.group(pair) not in self.left_out
        ]
        for pair in fitting:
            if not contradicts(trial, pair):
                add(trial, pair)
            elif self.group(pair) in self.idle:  # 6. Only pairs of one group can contradict each other.
                self.left_out |= {self.tier[pair[0]]}
            else:
                self.tied = tuple(
                    sorted({one for two in fitting if self.group(two) == self.group(pair) for one in two})
                )
                return sorted(equal, key=lambda pair: self.drawn.index(pair[0]))
        return equal

    def group(self, pair: Pair) -> int | None:
        """6. The group in which both stand."""
        winner, loser = (self.tier[one] for one in pair)
        return winner if winner == loser else None

    def lock(self, pair: Pair) -> None:
        if self.group(pair) in self.left_out:
            self.order.append((pair, "left_out"))
        elif contradicts(self.above, pair):
            self.order.append((pair, "skipped"))
        else:
            self.order.append((pair, "locked"))
            add(self.above, pair)

    def lock_ties(self, tied: tuple[int, ...]) -> None:
        """7. Whoever still stands neither above nor below was preferred by equally many: any majority would have decided."""
        self.tied = tied
        for one, other in combinations(self.drawn, 2):
            if other not in self.above[one] and self.group((one, other)) not in self.left_out:
                self.lock((one, other))

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """The order of candidates from papers that are drawn: once a count, for whoever is tied first."""
        return drawn_order(self.pairwise, self.ties, self.tied, "papers")

    def table(self) -> Table:
        """The pairs from strongest to weakest, and whether they were locked."""
        prefer, name = self.pairwise.prefer, self.contest.name
        rows = tuple(
            (
                name(winner),
                name(loser),
                prefer[winner][loser],
                prefer[loser][winner],
                Sentence(f"pairs.{what}"),
            )
            for (winner, loser), what in self.order
        )
        columns = (
            "column.winner",
            "column.loser",
            "column.votes_for",
            "column.votes_against",
            "column.what_happened",
        )
        return Table(Sentence("table.pairs"), tuple(Sentence(column) for column in columns), rows)


def contradicts(above: dict[int, set[int]], pair: Pair) -> bool:
    winner, loser = pair
    return winner in above[loser]


def add(above: dict[int, set[int]], pair: Pair) -> None:
    """Whoever stands above the winner, or is the winner, now stands above the loser and everyone below."""
    winner, loser = pair
    for one, under in above.items():
        if one == winner or winner in under:
            under |= {loser} | above[loser]


RULE = Rule(
    id="ranked-pairs",
    version="Zavist and Tideman 1989",
    source="Tideman 1987; Zavist and Tideman 1989",
    takes=(Rankings,),
    count=count,
    settings={"strength": Setting("margins", "margins or winning-votes")},
    reserves=True,
)
