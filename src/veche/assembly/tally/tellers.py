"""Tellers count the same hands, each without seeing what the others wrote. Equal numbers are the result; unequal ones are counted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Counts = tuple[int, ...]


@dataclass(frozen=True)
class Waiting:
    """`take` is being counted, from 1; `missing` tellers have not written yet."""

    take: int
    missing: int


@dataclass(frozen=True)
class Again:
    """They disagreed in the take before, by `apart` (the largest difference at each answer): count once more, as `take`."""

    take: int
    apart: Counts


@dataclass(frozen=True)
class Agreed:
    take: int
    counts: Counts


def compare(takes: Mapping[int, Sequence[Counts]], tellers: int) -> Waiting | Again | Agreed:
    """Where counting stands. `takes`: for each take, from 1, what tellers wrote; `tellers`: how many must.

    The first take in which all who must have written the same decides; nobody can count on until a result suits them.
    """
    take, apart = 1, None
    while True:
        counts = list(takes.get(take, ()))[:tellers]
        if not counts and apart is not None:
            return Again(take, apart)
        if len(counts) < tellers:
            return Waiting(take, tellers - len(counts))
        if len(set(counts)) == 1:
            return Agreed(take, counts[0])
        apart = tuple(max(column) - min(column) for column in zip(*counts, strict=True))
        take += 1
