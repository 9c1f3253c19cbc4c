"""ERS97, sections 5.3 and 5.4: where the papers lie, what they are worth, and how they move. See `ers97`.

Every number of votes is a whole number of hundredths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..papers import Pile, Rankings
from ..record import Transfer

UNITS = 100
"""In one vote: two decimal places (5.1.6, 5.3.7)."""


@dataclass
class Batch:
    """6.1. The papers of one value in one transfer; `value` (6.25) of each in units."""

    value: int
    piles: list[Pile]

    @property
    def papers(self) -> int:
        return sum(pile.papers for pile in self.piles)


class Batches:
    """What each candidate holds. `votes` (6.2), `exhausted` and `lost` in units: together always all valid votes.

    The last two are the non-transferable vote (6.13): "exhausted" went with papers that have no next preference, "lost" is
    the neglected remainder (6.11), or what a surplus has more than its last batch is worth.
    """

    def __init__(self, papers: Rankings, candidates: Sequence[int]) -> None:
        """5.1.2: sort the papers by first preferences. Papers without one for any of the candidates are invalid."""
        self.papers = papers
        self.votes = dict.fromkeys(candidates, 0)
        self.held: dict[int, list[Batch]] = {number: [] for number in candidates}
        self.exhausted = self.lost = 0
        piles, unmarked = papers.deal(None, candidates)
        self.unmarked = unmarked.papers if unmarked else 0
        for number, pile in piles.items():
            self.receive(number, Batch(UNITS, [pile]))

    @property
    def valid(self) -> int:
        """6.21. The total valid vote, in papers."""
        return self.papers.total - self.unmarked

    def receive(self, target: int, batch: Batch) -> None:
        self.held[target].append(batch)
        self.votes[target] += batch.papers * batch.value

    def transfer_surplus(self, number: int, surplus: int, continuing: Sequence[int]) -> list[Transfer]:
        """5.3.1, 5.3.2: take the last batch of papers that the candidate received; at the first stage that is all of them.
        5.3.3 to 5.3.6: sort them by their next available preference; those without one are non-transferable.
        5.3.7: if the transferable papers are worth more than the surplus, each now has the surplus divided by their
        number, cut off after two decimal places; otherwise each keeps its value.
        5.3.8 to 5.3.12: credit the values; what is left of the surplus is non-transferable.
        """
        last = self.held[number][-1]
        dealt, nobody = self.deal(last.piles, continuing)
        papers = sum(pile.papers for piles in dealt.values() for pile in piles)
        reduced = papers * last.value > surplus
        value = surplus // papers if reduced else last.value
        transfers = []
        for target, piles in dealt.items():
            batch = Batch(value, piles)
            self.receive(target, batch)
            transfers.append(moved(number, target, batch.papers, batch.papers * value))
        left = surplus - papers * value
        # Papers without a next preference stay with the candidate as part of the quota where the others take the whole surplus.
        gone = 0 if reduced else min(left, nobody * last.value)
        if gone:
            transfers.append(moved(number, None, nobody, gone))
        self.votes[number] -= surplus
        self.exhausted, self.lost = self.exhausted + gone, self.lost + left - gone
        return transfers

    def values(self, numbers: Iterable[int]) -> list[int]:
        """5.4.1: the values of the papers that these candidates hold, in descending order."""
        return sorted({batch.value for number in numbers for batch in self.held[number]}, reverse=True)

    def transfer_batch(self, numbers: Iterable[int], value: int, continuing: Sequence[int]) -> list[Transfer]:
        """5.4.2 to 5.4.7: sort the papers of this value by next available preference, and credit them at this value.

        What a candidate gets from several excluded together is one batch.
        """
        received: dict[int, list[Pile]] = {}
        transfers = []
        for source in numbers:
            piles = [pile for batch in self.held[source] if batch.value == value for pile in batch.piles]
            dealt, nobody = self.deal(piles, continuing)
            for target, parts in dealt.items():
                received.setdefault(target, []).extend(parts)
                papers = sum(pile.papers for pile in parts)
                transfers.append(moved(source, target, papers, papers * value))
            if nobody:
                transfers.append(moved(source, None, nobody, nobody * value))
            self.exhausted += nobody * value
            self.votes[source] -= value * sum(pile.papers for pile in piles)
        for target, parts in received.items():
            self.receive(target, Batch(value, parts))
        return transfers

    def deal(self, piles: Iterable[Pile], continuing: Sequence[int]) -> tuple[dict[int, list[Pile]], int]:
        """5.3.3, 5.4.2: papers by their next available preference (6.10), and how many have none (6.12)."""
        dealt: dict[int, list[Pile]] = {}
        nobody = 0
        for pile in piles:
            found, rest = self.papers.deal(pile, continuing)
            for target, part in found.items():
                dealt.setdefault(target, []).append(part)
            nobody += rest.papers if rest else 0
        return dict(sorted(dealt.items())), nobody


def moved(source: int, target: int | None, papers: int, votes: int) -> Transfer:
    return Transfer(source, target, papers, Fraction(votes, papers * UNITS), Fraction(votes, UNITS))
