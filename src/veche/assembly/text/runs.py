"""Two texts side by side as stretches of words that stay and stretches that changed, by turns.

From the words that match to what a person would mark: a word that both have by chance does not stay alone among words that changed, a
sentence that was put in begins where it begins, and a text that is another one altogether is shown as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .matching import matches
from .words import Unit, units

NO_ACCIDENT = 4
"""So many words in a row, the same on both sides, are no accident, however much was changed around them."""
STAYS_AT_LEAST = 4
"""Where less than one part in so many of the shorter text stays, one reads the two better one after the other."""
FARTHEST = 200
"""Over how many words a stretch is moved to where a sentence begins."""


@dataclass(frozen=True)
class Run:
    """Words of the old text and words of the new one.

    `same`: pair by pair the same words, though perhaps after other white space. Otherwise the ones take the place of the others.
    """

    gone: tuple[Unit, ...]
    new: tuple[Unit, ...]
    same: bool


def weight(words: Iterable[Unit]) -> int:
    return sum(word.weight for word in words)


def runs(old: str, new: str) -> list[Run]:
    """Stretches that stay and stretches that changed, by turns. Together they are both texts."""
    first, second = units(old), units(new)
    pairs = matches([unit.core for unit in first], [unit.core for unit in second])
    found = _sensible(_stretches(first, second, pairs))
    if _another_text(found):
        return [Run(tuple(first), tuple(second), same=False)]
    return _slid(found)


def _stretches(first: Sequence[Unit], second: Sequence[Unit], pairs: Sequence[tuple[int, int]]) -> list[Run]:
    found: list[Run] = []
    begin = start = here = there = 0  # where the stretch that stays began, and the next words

    def stay() -> None:
        if here > begin:
            found.append(Run(tuple(first[begin:here]), tuple(second[start:there]), same=True))

    for x, y in [*pairs, (len(first), len(second))]:
        if (x, y) != (here, there):
            stay()
            found.append(Run(tuple(first[here:x]), tuple(second[there:y]), same=False))
            begin, start = x, y
        here, there = x + 1, y + 1
    here, there = here - 1, there - 1  # the end is no word
    stay()
    return found


@dataclass
class _Grown:
    """Runs that became one, with how much they weigh: each word is weighed once, however often its run grows."""

    parts: list[Run]
    gone: int
    new: int
    words: int

    @classmethod
    def of(cls, run: Run) -> _Grown:
        return cls([run], weight(run.gone), weight(run.new), sum(word.weight > 0 for word in run.gone))

    @property
    def same(self) -> bool:
        return len(self.parts) == 1 and self.parts[0].same

    @property
    def weight(self) -> int:
        """In letters, of the heavier side."""
        return max(self.gone, self.new)

    def swallow(self, other: _Grown) -> None:
        self.parts += other.parts
        self.gone, self.new = self.gone + other.gone, self.new + other.new

    def run(self) -> Run:
        if len(self.parts) == 1:
            return self.parts[0]
        gone = tuple(word for part in self.parts for word in part.gone)
        return Run(gone, tuple(word for part in self.parts for word in part.new), same=False)


def _sensible(found: Iterable[Run]) -> list[Run]:
    """Without words that stay by chance: they join the changes on both sides of them."""
    kept: list[_Grown] = []
    for run in found:
        kept.append(_Grown.of(run))
        while len(kept) > 2 and not kept[-1].same and _by_chance(*kept[-3:]):
            right, middle = kept.pop(), kept.pop()
            kept[-1].swallow(middle)
            kept[-1].swallow(right)
    return [one.run() for one in kept]


def _by_chance(left: _Grown, middle: _Grown, right: _Grown) -> bool:
    """Whether what stays is less than what changed on either side of it. Where words only came, or only went, nothing is by chance."""
    if not (left.gone or right.gone) or not (left.new or right.new):
        return False
    return middle.words < NO_ACCIDENT and middle.weight <= min(left.weight, right.weight)


def _another_text(found: Sequence[Run]) -> bool:
    stays = sum(weight(run.new) for run in found if run.same)
    whole = min(sum(weight(run.gone) for run in found), sum(weight(run.new) for run in found))
    return stays * STAYS_AT_LEAST < whole


def _slid(found: list[Run]) -> list[Run]:
    """Where words only came or only went and could as well have done so a little earlier or later: there where a sentence begins."""
    for place in range(1, len(found) - 1):
        left, middle, right = found[place - 1 : place + 2]
        if left.same and right.same and bool(middle.gone) != bool(middle.new):
            found[place - 1 : place + 2] = _slide(left, middle, right)
    return [run for run in found if run.gone or run.new]


def _slide(left: Run, middle: Run, right: Run) -> tuple[Run, Run, Run]:
    """The three again, moved over words that are equal.

    One text holds left + middle + right, the other one left + right. Let the first be `long` and the second `short`: any cut of `long` that
    leaves the same words in `short` says the same.
    """
    came = bool(middle.new)
    sides = [(run.new, run.gone) if came else (run.gone, run.new) for run in (left, middle, right)]
    long = [word for side, _ in sides for word in side]
    short = [word for _, side in sides for word in side]
    begin, size = len(left.gone), len(sides[1][0])
    lowest = highest = begin
    while lowest > max(0, begin - FARTHEST) and long[lowest - 1].core == long[lowest + size - 1].core:
        lowest -= 1
    while highest < min(len(short), begin + FARTHEST) and long[highest].core == long[highest + size].core:
        highest += 1
    best = max(range(lowest, highest + 1), key=lambda cut: (_fits(long, cut, size), -abs(cut - begin)))

    def run(words: list[Unit], others: list[Unit], same: bool) -> Run:
        return Run(tuple(others), tuple(words), same) if came else Run(tuple(words), tuple(others), same)

    return (
        run(long[:best], short[:best], True),
        run(long[best : best + size], [], False),
        run(long[best + size :], short[best:], True),
    )


def _fits(long: list[Unit], cut: int, size: int) -> int:
    """How well a reader sees why words begin and end here."""
    before = long[cut - 1].core if cut else "."
    last = long[cut + size - 1].core
    starts = 3 if before in ENDS or "\n" in long[cut].lead else 1 if before in PAUSES else 0
    return starts + (2 if last in ENDS else 1 if last in PAUSES else 0)


ENDS = frozenset(".!?…")
PAUSES = frozenset(",;:–—)")
