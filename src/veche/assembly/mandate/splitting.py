"""The weight of a body's seats, shared as its own vote was shared: by largest remainders, exact, ties stated.

Of a weight W and home votes v(a) that sum to V, answer a has the quota W·v(a)/V. Each answer gets the whole part of its quota; what is left goes, one
vote each, to the answers with the largest fractional parts, which are compared as the whole numbers W·v(a) mod V. Where equal parts meet at the last
vote that is left, these answers are tied: each choice among them is as good as another, and the first in the order of the ballot is proposed.

A body with several seats shares its whole weight once, not each card for itself: three cards of 1 each from a vote of 60 to 40 are 2 and 1, not 3 and 0.
The cards are filled in the order of the seats and of the answers, so that no more than (answers - 1) cards are split.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shared:
    """`numbers`: for each answer its part of the weight. `tied`: places of answers of which any `among` get one more than their `least`."""

    numbers: tuple[int, ...]
    least: tuple[int, ...]
    tied: tuple[int, ...] = ()
    among: int = 0

    def allows(self, card: Sequence[int]) -> bool:
        """Whether this sharing, or one that is as good, gives exactly this."""
        return sum(card) == sum(self.numbers) and self.leaves_room(card)

    def leaves_room(self, cast: Sequence[int]) -> bool:
        """Whether what was cast so far can still be a part of this sharing, or of one that is as good."""
        over = [have - least for have, least in zip(cast, self.least, strict=True)]
        more = [place for place, number in enumerate(over) if number > 0]
        return all(over[place] == 1 and place in self.tied for place in more) and len(more) <= self.among


def share(answers: Sequence[str], home: Mapping[str, int], weight: int) -> Shared:
    """`weight` shared among `answers` as `home` has it. Answers of home that are not on the ballot are left out.

    Raises ValueError where nobody at home voted for any answer of the ballot.
    """
    votes = [home.get(answer, 0) for answer in answers]
    whole = sum(votes)
    if whole <= 0:
        raise ValueError("nobody voted for any answer of this ballot")
    least = [weight * one // whole for one in votes]
    parts = [weight * one % whole for one in votes]
    left = weight - sum(least)
    order = sorted(range(len(answers)), key=lambda place: (-parts[place], place))
    numbers = list(least)
    for place in order[:left]:
        numbers[place] += 1
    return _stated(numbers, least, parts, order, left)


def _stated(numbers: list[int], least: list[int], parts: list[int], order: list[int], left: int) -> Shared:
    """With what is tied at the last vote that was left: those above the tie have theirs for certain."""
    if not left or left == len(order) or parts[order[left - 1]] != parts[order[left]]:
        return Shared(tuple(numbers), tuple(numbers))
    last = parts[order[left]]
    tied = tuple(place for place in range(len(numbers)) if parts[place] == last)
    sure = tuple(least[place] if place in tied else numbers[place] for place in range(len(numbers)))
    return Shared(tuple(numbers), sure, tied, left - sum(parts[place] > last for place in order[:left]))


def plan(shared: Sequence[int], weights: Sequence[int]) -> list[tuple[int, ...]]:
    """A card for each seat: it has the seat's weight, and all cards together are `shared`. Raises ValueError where the sums differ."""
    if sum(shared) != sum(weights):
        raise ValueError("the weights of the seats are not what was shared")
    left, cards = list(shared), []
    for weight in weights:
        card: list[int] = []
        for place, number in enumerate(left):
            taken = min(number, weight - sum(card))
            card.append(taken)
            left[place] -= taken
        cards.append(tuple(card))
    return cards
