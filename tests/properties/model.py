"""What an election must come to, by counting alone."""

from __future__ import annotations

from typing import Any

Votes = list[tuple[int, list[Any]]]  # (voter, one choice for each question), in the order of casting


def last_votes(votes: Votes) -> Votes:
    """The last vote of each voter, in the order of casting."""
    last: dict[int, list[Any]] = {}
    for voter, choices in votes:
        last.pop(voter, None)
        last[voter] = choices
    return list(last.items())


def add(counts: Any, vote: Any, weight: int) -> Any:
    """Numbers added place by place, in lists of any depth."""
    if isinstance(vote, list):
        return [add(c, v, weight) for c, v in zip(counts, vote, strict=True)]
    return counts + weight * vote


def result(kinds: list[str], nothing: list[Any], votes: Votes, weights: list[int]) -> list[Any]:
    """One item a question: sums for H and L, the votes in sorted order for NH. `nothing` is a vote for nothing."""
    counts = [[] if kind == "NH" else zero for kind, zero in zip(kinds, nothing, strict=True)]
    for voter, choices in last_votes(votes):
        for i, kind in enumerate(kinds):
            added = [*counts[i], choices[i]] if kind == "NH" else add(counts[i], choices[i], weights[voter])
            counts[i] = added
    return [sorted(count) if kind == "NH" else count for kind, count in zip(kinds, counts, strict=True)]


def stated(kinds: list[str], message: list[Any]) -> list[Any]:
    """A stated result in the model's form: large numbers are strings there, and rankings are shuffled."""
    return [sorted(item) if kind == "NH" else number(item) for kind, item in zip(kinds, message, strict=True)]


def number(item: Any) -> Any:
    """Strings read as the numbers that they are."""
    return [number(part) for part in item] if isinstance(item, list) else int(item)
