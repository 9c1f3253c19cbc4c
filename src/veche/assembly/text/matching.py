"""Which elements of one sequence are found again in another, in order, in bounded time.

First the greedy shortest edit (Myers 1986, "An O(ND) difference algorithm") while there are few differences; where there are many, what
occurs once on both sides holds the two together (as in Cohen's patience difference), and what lies between is looked at again. A text
made to be hard costs no more than `STEPS`; its differences are then coarser, and still true.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

STEPS = 200_000
"""Bound of the search of one call, in steps of its inner loop: about a tenth of a second."""
EDITS = 160
"""Up to so many differences in one stretch the shortest edit is looked for."""
DEEPEST = 12
"""How often a stretch is divided."""

Pair = tuple[int, int]


@dataclass
class _Purse:
    steps: int


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Places (in old, in new) of equal elements, both growing."""
    numbers: dict[Hashable, int] = {}
    first = [numbers.setdefault(one, len(numbers)) for one in old]
    second = [numbers.setdefault(one, len(numbers)) for one in new]
    purse = _Purse(STEPS)
    found: list[Pair] = []
    waiting = [(0, len(first), 0, len(second), 0)]
    while waiting:
        begin, end, start, stop, depth = waiting.pop()
        while begin < end and start < stop and first[begin] == second[start]:
            found.append((begin, start))
            begin, start = begin + 1, start + 1
        while begin < end and start < stop and first[end - 1] == second[stop - 1]:
            end, stop = end - 1, stop - 1
            found.append((end, stop))
        if begin == end or start == stop:
            continue
        inside = _shortest(first[begin:end], second[start:stop], purse)
        if inside is not None:
            found += [(begin + here, start + there) for here, there in inside]
        elif depth < DEEPEST:
            held = _held(first[begin:end], second[start:stop])
            found += [(begin + here, start + there) for here, there in held]
            waiting += [
                (begin + a, begin + b, start + c, start + d, depth + 1)
                for a, b, c, d in _between(held, end - begin, stop - start)
            ]
    return sorted(found)


def _shortest(first: list[int], second: list[int], purse: _Purse) -> list[Pair] | None:
    """The pairs of a shortest edit; None where it has more than EDITS, or the purse is empty.

    `front[k]` is how far one comes in `first` on diagonal k (places in first less places in second) with so many edits.
    """
    size, length = len(first), len(second)
    if abs(size - length) > EDITS:
        return None
    front = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(size + length, EDITS) + 1):
        purse.steps -= edits + 1
        if purse.steps < 0:
            return None
        trail.append(dict(front))
        for diagonal in range(-edits, edits + 1, 2):
            x = _step(front, diagonal, edits)
            y = x - diagonal
            while x < size and y < length and first[x] == second[y]:
                x, y = x + 1, y + 1
            front[diagonal] = x
            if x >= size and y >= length:
                return list(_walk_back(trail, size, length))
    return None


def _step(front: dict[int, int], diagonal: int, edits: int) -> int:
    """Where one stands after one more edit: down (an insertion) or right (a deletion), whichever comes farther."""
    if diagonal == -edits or (diagonal != edits and front[diagonal - 1] < front[diagonal + 1]):
        return front[diagonal + 1]
    return front[diagonal - 1] + 1


def _walk_back(trail: list[dict[int, int]], x: int, y: int) -> Iterator[Pair]:
    for edits in range(len(trail) - 1, -1, -1):
        start = _step(trail[edits], x - y, edits)
        diagonal = x - y
        while x > start and y > start - diagonal and x > 0 and y > 0:
            x, y = x - 1, y - 1
            yield x, y
        if edits:
            before = trail[edits]
            down = diagonal == -edits or (diagonal != edits and before[diagonal - 1] < before[diagonal + 1])
            x, y = (x, y - 1) if down else (x - 1, y)


def _held(first: list[int], second: list[int]) -> list[Pair]:
    """What occurs once on both sides: the longest chain of it that grows on both."""
    once, again = Counter(first), Counter(second)
    there = {one: place for place, one in enumerate(second) if again[one] == 1}
    pairs = [(place, there[one]) for place, one in enumerate(first) if once[one] == 1 and one in there]
    return _longest_chain(pairs)


def _longest_chain(pairs: list[Pair]) -> list[Pair]:
    """The longest part of these pairs, which grow by their first number, that grows by the second too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int | None] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [there]
        at[length : length + 1] = [number]
    chain: list[Pair] = []
    last = at[-1] if at else None
    while last is not None:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]


def _between(held: list[Pair], size: int, length: int) -> Iterator[tuple[int, int, int, int]]:
    """The stretches around what holds; none where nothing does."""
    if not held:
        return
    here = there = 0
    for x, y in [*held, (size, length)]:
        if x > here and y > there:
            yield here, x, there, y
        here, there = x + 1, y + 1
