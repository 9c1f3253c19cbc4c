"""Papers that rank candidates, grouped by what they say: what every rule that reads preferences works on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from veche._core import Gathering, Papers, Pile

from .errors import CannotCount

__all__ = ["Gathering", "Pile", "Ranking", "Rankings"]

Ranking = tuple[tuple[int, ...], ...]
"""Ranks from first to last, each the numbers of the candidates who share it."""


class Rankings:
    """All papers of a contest. Numbers of candidates count from 1; the same papers are equal in whatever order they came.

    `total` papers, those without any preference included, of `distinct` kinds.
    """

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self.candidates = papers.candidates
        self.total = papers.total
        self.distinct = papers.distinct
        self.has_equal_ranks = papers.has_equal_ranks

    @classmethod
    def of(cls, candidates: int, groups: Iterable[tuple[Ranking, int]]) -> Rankings:
        """Groups with the same ranking are added up. Raises ValueError for what is not a ranking of these candidates."""
        gathering = Gathering(candidates)
        for ranking, weight in groups:
            gathering.add(ranking, weight)
        return cls(gathering.finish())

    def __iter__(self) -> Iterator[tuple[Ranking, int]]:
        """Each ranking with how many papers say so, in canonical order."""
        for index in range(self.distinct):
            ranks, weight = self._papers.group(index)
            yield tuple(map(tuple, ranks)), weight

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rankings):
            return NotImplemented
        return self.candidates == other.candidates and self.canonical() == other.canonical()

    def __hash__(self) -> int:
        return hash((self.candidates, self.canonical()))

    def __repr__(self) -> str:
        return f"Rankings({self.candidates} candidates, {self.total} papers, {self.distinct} distinct)"

    def canonical(self) -> bytes:
        """One line a ranking, "weight 3 1=2 5", sorted by what is ranked: what `votes_hash` hashes."""
        return self._papers.canonical()

    def deal(self, pile: Pile | None, continuing: Collection[int]) -> tuple[dict[int, Pile], Pile | None]:
        """Each paper of the pile (None: all papers) goes to its first preference among `continuing`.

        Piles by candidate, ascending, only of those who got papers; and the pile of papers that go to nobody.
        Raises CannotCount where papers rank candidates equal.
        """
        self._needs_strict()
        return self._papers.deal(pile, list(continuing))

    def meek(self, keep: Sequence[int], scale: int) -> tuple[list[int], int]:
        """One distribution of PRF Meek, B.2.a: `keep[number]` is a keep factor in units of 1/`scale` (0: excluded).

        The votes of each candidate (index 0 is unused) and the excess, in the same units. What a paper gives to a
        candidate is rounded up, for each paper by itself. Raises CannotCount where papers rank candidates equal.
        """
        self._needs_strict()
        return self._papers.meek(keep, scale)

    def pairwise(self) -> list[list[int]]:
        """[a][b]: how many papers prefer a to b (index 0 is unused). Unranked counts as last; equal ranks prefer neither."""
        return self._papers.pairwise()

    def first_counts(self) -> list[int]:
        """First preferences of each candidate (index 0 is unused). Raises CannotCount where papers rank candidates equal."""
        self._needs_strict()
        return self._papers.first_counts()

    def _needs_strict(self) -> None:
        if self.has_equal_ranks:
            raise CannotCount(
                "some papers rank candidates equal, and this rule moves each paper to one candidate",
                "count with schulze or ranked-pairs, or read the file with a policy for overvotes",
            )
