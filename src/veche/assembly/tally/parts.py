"""Parts of one result, and what rules make of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from veche.rules import Figures

from .tellers import Counts

MOST = 10**9
"""As in veche.rules: no roll is longer."""


class NotTheWeight(Exception):
    """A ballot was split into parts that do not sum up to its weight: `given` of `weight`."""

    def __init__(self, given: int, weight: int) -> None:
        super().__init__(f"{given} of {weight}")
        self.given, self.weight = given, weight


class TooMany(Exception):
    """More votes than people (or weight) present: somebody was counted twice, or the door missed somebody."""

    def __init__(self, votes: int, present: int) -> None:
        super().__init__(f"{votes} votes, {present} present")
        self.votes, self.present = votes, present


def split(choice: Sequence[int], weight: int, answers: int) -> Counts:
    """A ballot: a number for each answer. Whole, they are its weight, or 0 where it takes no side at all. Raises NotTheWeight, ValueError."""
    if len(choice) != answers or any(type(one) is not int or not 0 <= one <= MOST for one in choice):
        raise ValueError("a ballot is a whole number for each answer")
    if sum(choice) not in (0, weight):
        raise NotTheWeight(sum(choice), weight)
    return tuple(choice)


def unite(parts: Iterable[Sequence[int]], answers: int) -> Counts:
    """Hands, papers, phones and cards in one result. Raises ValueError where one of them has other answers."""
    whole = [0] * answers
    for part in parts:
        for place, one in enumerate(zip(whole, part, strict=True)):
            whole[place] = sum(one)
    return tuple(whole)


def as_figures(
    counts: Sequence[int],
    answers: Sequence[str],
    *,
    present: int,
    roll: int,
    blank: int = 0,
    spoiled: int = 0,
) -> Figures:
    """What `veche.rules.decide` asks for. `answers` are the keys yes, no and perhaps abstain; only papers are blank or spoiled.

    For cards `present` and `roll` are weights. Raises TooMany where there are more votes than present.
    """
    votes = sum(counts) + blank + spoiled
    if votes > present:
        raise TooMany(votes, present)
    said = dict(zip(answers, counts, strict=True))
    return Figures(
        roll=roll,
        present=present,
        yes=said["yes"],
        no=said["no"],
        abstain=said.get("abstain", 0),
        blank=blank,
        spoiled=spoiled,
    )
