"""How contributions were shared among sides and groups, without a word about anybody.

A group of fewer than three speakers is not told of, nor one beside which fewer than three are left: whoever knows the whole could subtract.
So it is with sides: where one is hidden, another is hidden with it, until those hidden are three speakers or more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

FEWEST = 3
"""Speakers."""


@dataclass(frozen=True)
class Said:
    """One contribution. `speaker`: anything that is the same for the same person, and is not told."""

    speaker: str
    side: str
    groups: frozenset[str]
    seconds: int


@dataclass(frozen=True)
class Line:
    """`name` of a side or a group."""

    name: str
    contributions: int
    seconds: int


@dataclass(frozen=True)
class Statistics:
    """`whole` is None where fewer than three spoke. What is not in `sides` or `groups` is not told."""

    whole: Line | None
    sides: tuple[Line, ...] = ()
    groups: tuple[Line, ...] = ()


def statistics(said: Iterable[Said], groups: Sequence[str]) -> Statistics:
    """Of these contributions, with these groups in this order."""
    all_ = list(said)
    if speakers(all_) < FEWEST:
        return Statistics(None)
    return Statistics(_line("", all_), tuple(_sides(all_)), tuple(_groups(all_, groups)))


def speakers(said: Iterable[Said]) -> int:
    return len({one.speaker for one in said})


def _groups(said: Collection[Said], names: Sequence[str]) -> Iterable[Line]:
    for name in names:
        inside = [one for one in said if name in one.groups]
        outside = [one for one in said if name not in one.groups]
        if speakers(inside) >= FEWEST and (not outside or speakers(outside) >= FEWEST):
            yield _line(name, inside)


def _sides(said: Collection[Said]) -> Iterable[Line]:
    by_side = {
        side: [one for one in said if one.side == side] for side in ("pro", "contra", "neutral", "order")
    }
    some = {side: part for side, part in by_side.items() if part}
    hidden = [part for part in some.values() if speakers(part) < FEWEST]
    shown = sorted((part for part in some.values() if speakers(part) >= FEWEST), key=len)
    while (
        hidden and shown and (len(hidden) < 2 or speakers([one for part in hidden for one in part]) < FEWEST)
    ):
        hidden.append(shown.pop(0))
    return [_line(side, part) for side, part in some.items() if part in shown]


def _line(name: str, said: Collection[Said]) -> Line:
    return Line(name, len(said), sum(one.seconds for one in said))
