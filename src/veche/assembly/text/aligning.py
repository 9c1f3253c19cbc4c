"""Which paragraph of an older text is which one of a newer text: kept, reworded, or moved elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .matching import matches
from .words import units

ALIKE = 2
"""One part in so many of the words of two paragraphs must be common for one to be a rewording of the other."""
ALL_AT_ONCE = 2_500
"""Up to so many pairs of paragraphs are all compared."""
MOST_LOOKS = 40_000
"""Bound for comparisons of two paragraphs in one call."""

Pair = tuple[int, int]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Places (in old, in new) of paragraphs that stand in the same order in both, growing on both: unchanged, or reworded.

    Between what is equal at the beginning and at the end, the order is kept by what has most in common; in a long text by what is unchanged.
    """
    begin, ends = _equal_ends(old, new)
    end, stop = len(old) - ends, len(new) - ends
    found = [(number, number) for number in range(begin)]
    found += [(len(old) - number, len(new) - number) for number in range(1, ends + 1)]
    if (end - begin) * (stop - begin) <= ALL_AT_ONCE:
        return sorted(found + _reworded(old, new, (begin, end), (begin, stop)))
    same = [(begin + x, begin + y) for x, y in matches(old[begin:end], new[begin:stop])]
    looks = MOST_LOOKS
    for olds, news in _gaps(same, (begin, end), (begin, stop)):
        looks -= (olds[1] - olds[0]) * (news[1] - news[0])
        if looks >= 0:
            found += _reworded(old, new, olds, news)
    return sorted(found + same)


def _equal_ends(old: Sequence[str], new: Sequence[str]) -> Pair:
    """How many paragraphs are equal from the beginning, and how many of the others from the end."""
    most = min(len(old), len(new))
    begin = next((number for number in range(most) if old[number] != new[number]), most)
    most -= begin
    return begin, next((number for number in range(most) if old[-1 - number] != new[-1 - number]), most)


def moved(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Paragraphs that are not in these pairs and stand, word for word, once on either side: they were moved."""
    taken, held = {here for here, _ in pairs}, {there for _, there in pairs}
    rest = [number for number in range(len(old)) if number not in taken]
    others = [number for number in range(len(new)) if number not in held]
    once, again = Counter(old[number] for number in rest), Counter(new[number] for number in others)
    there = {new[number]: number for number in others if again[new[number]] == 1}
    return [
        (number, there[old[number]]) for number in rest if once[old[number]] == 1 and old[number] in there
    ]


def likeness(one: str, other: str) -> tuple[int, int]:
    """How much two paragraphs have in common: letters of words that are in both, twice, and letters of both (Dice, as a fraction not cut)."""
    return _common(_bag(one), _bag(other))


def _bag(text: str) -> Counter[str]:
    return Counter(unit.core.casefold() for unit in units(text) if unit.weight)


def _common(one: Counter[str], other: Counter[str]) -> tuple[int, int]:
    common = sum(min(times, other[word]) * len(word) for word, times in one.items())
    return 2 * common, sum(times * len(word) for bag in (one, other) for word, times in bag.items())


def _gaps(pairs: Sequence[Pair], olds: Pair, news: Pair) -> Iterator[tuple[Pair, Pair]]:
    here, there = olds[0], news[0]
    for x, y in [*pairs, (olds[1], news[1])]:
        if x > here and y > there:
            yield (here, x), (there, y)
        here, there = x + 1, y + 1


def _reworded(old: Sequence[str], new: Sequence[str], olds: Pair, news: Pair) -> list[Pair]:
    """In these stretches the pairs, in order, that have most in common together; each pair at least half."""
    first = [_bag(old[number]) for number in range(*olds)]
    second = [_bag(new[number]) for number in range(*news)]
    worth = [[_worth(one, other) for other in second] for one in first]
    best = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for x in range(len(first) - 1, -1, -1):
        for y in range(len(second) - 1, -1, -1):
            both = best[x + 1][y + 1] + worth[x][y] if worth[x][y] else 0
            best[x][y] = max(both, best[x + 1][y], best[x][y + 1])
    found: list[Pair] = []
    x = y = 0
    while x < len(first) and y < len(second):
        if worth[x][y] and best[x][y] == best[x + 1][y + 1] + worth[x][y]:
            found.append((olds[0] + x, news[0] + y))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return found


def _worth(one: Counter[str], other: Counter[str]) -> int:
    common, whole = _common(one, other)
    return common if common and common * ALIKE >= whole else 0
