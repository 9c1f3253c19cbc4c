"""Papers that rank candidates, grouped by what they say: what every rule that reads preferences works on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .errors import CannotCount

Ranking = tuple[tuple[int, ...], ...]
"""Ranks from first to last, each the numbers of the candidates who share it."""


@dataclass(frozen=True)
class Pile:
    """Some of the papers, kept together because they lie with one candidate or with nobody. `papers` is how many."""

    papers: int
    groups: tuple[int, ...]


class Rankings:
    """All papers of a contest. Numbers of candidates count from 1; the same papers are equal in whatever order they came."""

    def __init__(self, candidates: int, groups: Mapping[Ranking, int]) -> None:
        self.candidates = candidates
        ordered = sorted(groups.items(), key=lambda group: codes(group[0]))
        self._rankings = [ranking for ranking, _ in ordered]
        self._weights = [weight for _, weight in ordered]
        self.total = sum(self._weights)
        self.distinct = len(ordered)
        self.has_equal_ranks = any(len(rank) > 1 for ranking in groups for rank in ranking)

    @classmethod
    def of(cls, candidates: int, groups: Iterable[tuple[Ranking, int]]) -> Rankings:
        """Groups with the same ranking are added up. Raises ValueError for what is not a ranking of these candidates."""
        found: dict[Ranking, int] = {}
        for given, weight in groups:
            ranking = tuple(tuple(sorted(rank)) for rank in given)
            flat = [number for rank in ranking for number in rank]
            if len(set(flat)) != len(flat) or not all(0 < number <= candidates for number in flat):
                raise ValueError(f"not a ranking of {candidates} candidates: {given}")
            if weight < 1 or not all(ranking):
                raise ValueError(f"an empty rank, or a weight below 1: {weight}, {given}")
            found[ranking] = found.get(ranking, 0) + weight
        return cls(candidates, found)

    def __iter__(self) -> Iterator[tuple[Ranking, int]]:
        """Each ranking with how many papers say so, in canonical order."""
        return iter(zip(self._rankings, self._weights, strict=True))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rankings):
            return NotImplemented
        return self.candidates == other.candidates and self.canonical() == other.canonical()

    def __hash__(self) -> int:
        return hash((self.candidates, self.canonical()))

    def canonical(self) -> bytes:
        """One line a ranking, "weight 3 1=2 5", sorted by what is ranked: what `votes_hash` hashes."""
        lines = [
            " ".join([str(weight), *("=".join(map(str, rank)) for rank in ranking)])
            for ranking, weight in self
        ]
        return "".join(f"{line}\n" for line in lines).encode()

    def deal(self, pile: Pile | None, continuing: Collection[int]) -> tuple[dict[int, Pile], Pile | None]:
        """Each paper of the pile (None: all papers) goes to its first preference among `continuing`.

        Piles by candidate, ascending, only of those who got papers; and the pile of papers that go to nobody.
        Raises CannotCount where papers rank candidates equal.
        """
        self._needs_strict()
        going, dealt = frozenset(continuing), dict[int, list[int]]()
        for group in range(self.distinct) if pile is None else pile.groups:
            target = next((rank[0] for rank in self._rankings[group] if rank[0] in going), 0)
            dealt.setdefault(target, []).append(group)
        piles = {
            target: Pile(sum(self._weights[group] for group in groups), tuple(groups))
            for target, groups in sorted(dealt.items())
        }
        nobody = piles.pop(0, None)
        return piles, nobody

    def meek(self, keep: Sequence[int], scale: int) -> tuple[list[int], int]:
        """One distribution of PRF Meek, B.2.a: `keep[number]` is a keep factor in units of 1/`scale` (0: excluded).

        The votes of each candidate (index 0 is unused) and the excess, in the same units. What a paper gives to a
        candidate is rounded up, for each paper by itself. Raises CannotCount where papers rank candidates equal.
        """
        self._needs_strict()
        votes, excess = [0] * (self.candidates + 1), 0
        for ranking, weight in self:
            left = scale
            for (number,) in ranking:
                given = -(-left * keep[number] // scale)
                votes[number] += given * weight
                left -= given
                if not left:
                    break
            excess += left * weight
        return votes, excess

    def pairwise(self) -> list[list[int]]:
        """[a][b]: how many papers prefer a to b (index 0 is unused). Unranked counts as last; equal ranks prefer neither."""
        size = self.candidates + 1
        table = [[0] * size for _ in range(size)]
        for ranking, weight in self:
            below = set(range(1, size))
            for rank in ranking:
                below -= set(rank)
                for number in rank:
                    for other in below:
                        table[number][other] += weight
        return table

    def first_counts(self) -> list[int]:
        """First preferences of each candidate (index 0 is unused). Raises CannotCount where papers rank candidates equal."""
        self._needs_strict()
        counts = [0] * (self.candidates + 1)
        for ranking, weight in self:
            if ranking:
                counts[ranking[0][0]] += weight
        return counts

    def _needs_strict(self) -> None:
        if self.has_equal_ranks:
            raise CannotCount(
                "some papers rank candidates equal, and this rule moves each paper to one candidate",
                "count with schulze or ranked-pairs, or read the file with a policy for overvotes",
            )


def codes(ranking: Ranking) -> tuple[int, ...]:
    """What canonical order compares: each preference as twice its number, plus one where it equals the one before."""
    return tuple(2 * number + (place > 0) for rank in ranking for place, number in enumerate(rank))
