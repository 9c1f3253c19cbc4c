"""The order of a speakers' list.

Points of order stand before all, by the rank of their kind. Each further place is given in this order of reasons:

1. *chair*: whom the chair put there.
2. *quota*: a group whose share would be missed otherwise (`quotas`).
3. Those in turn: who has not spoken on the item before who has, where the orders say so; then as they asked.
4. *other side*: if the one in turn would speak for the side that spoke last, and somebody waits for the other side, the first of these
   goes before. That puts back whoever is in turn by one place, never further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .habits import Habits
from .quotas import due

OTHER = {"pro": "contra", "contra": "pro"}


@dataclass(frozen=True)
class Asked:
    """Somebody who waits. `number` as they asked, from 1; `spoken`: contributions of theirs on this item before.

    `moved`: the place where the chair put them, from 1, counting all contributions to the item but points of order, those made too.
    """

    id: str
    number: int
    side: str = "neutral"
    kind: str = ""
    groups: frozenset[str] = frozenset()
    spoken: int = 0
    moved: int | None = None


class Why(StrEnum):
    ORDER = "order"
    CHAIR = "chair"
    QUOTA = "quota"
    FIRST_TIME = "first_time"
    """Before somebody who asked earlier, but has spoken."""
    OTHER_SIDE = "other_side"
    TURN = "turn"


@dataclass(frozen=True)
class Place:
    """A place in the list, from 1. `name`: which kind of point of order, or which quota. `before`: how many stand before it for each reason."""

    asked: Asked
    number: int
    why: Why
    name: str = ""
    interrupts: bool = False
    before: Mapping[Why, int] | None = None


def order(waiting: Iterable[Asked], made: Sequence[Asked], habits: Habits) -> tuple[Place, ...]:
    """Everybody who waits, each once. `made`: the contributions to the item so far, the latest last, whoever speaks now too."""
    left = sorted(waiting, key=lambda one: one.number)
    points = [one for one in left if one.side == "order"]
    points.sort(key=lambda one: (habits.kind(one.kind).rank, one.number))
    places = [(one, Why.ORDER, one.kind) for one in points]
    list_ = _List(
        [one for one in left if one.side != "order"], [one for one in made if one.side != "order"], habits
    )
    while list_.left:
        places.append(list_.take())
    return tuple(_numbered(places, habits))


def moved(places: Sequence[Place], made: int, id_: str, to: int) -> dict[str, int]:
    """The chair puts `id_` in place `to` of those waiting, from 1, points of order left out: what `Asked.moved` becomes, by id.

    Whom the chair had moved before keep their places beside each other. `made`: contributions so far but points of order.
    """
    line = [one.asked for one in places if one.why != Why.ORDER]
    one = next(asked for asked in line if asked.id == id_)
    line.remove(one)
    line.insert(max(0, to - 1), one)
    return {
        asked.id: made + place
        for place, asked in enumerate(line, 1)
        if asked.id == id_ or asked.moved is not None
    }


class _List:
    """Those who wait for an ordinary contribution, and what was and will have been said before the next place."""

    def __init__(self, left: list[Asked], made: list[Asked], habits: Habits) -> None:
        self.left, self.made, self.habits = left, made, habits

    def take(self) -> tuple[Asked, Why, str]:
        """Whoever has the next place."""
        one, why, name = self._next()
        self.left.remove(one)
        self.made.append(one)
        return one, why, name

    def _next(self) -> tuple[Asked, Why, str]:
        here = len(self.made) + 1
        put = [one for one in self.left if one.moved is not None and one.moved <= here]
        if put:
            return min(put, key=lambda one: (one.moved or 0, one.number)), Why.CHAIR, ""
        free = [one for one in self.left if one.moved is None]
        if not free:  # the list became shorter than the place where the chair put them
            return min(self.left, key=lambda one: (one.moved or 0, one.number)), Why.CHAIR, ""
        quota = due(self.habits.quotas, [one.groups for one in self.made], [one.groups for one in free])
        if quota is None:
            return *self._in_turn(free), ""
        of_group = [one for one in free if quota in one.groups]
        in_turn, why = self._in_turn(free)
        if in_turn in of_group:  # it is their turn anyway
            return in_turn, why, ""
        return self._in_turn(of_group)[0], Why.QUOTA, quota

    def _in_turn(self, among: list[Asked]) -> tuple[Asked, Why]:
        one = self._first(among)
        other = OTHER.get(one.side)
        waiting = [each for each in among if each.side == other]
        if self.habits.alternate and waiting and self._last_side() == one.side:
            return self._first(waiting), Why.OTHER_SIDE
        passed = any(each.number < one.number for each in among)
        return one, Why.FIRST_TIME if passed else Why.TURN

    def _first(self, among: list[Asked]) -> Asked:
        return min(among, key=lambda one: (self.habits.first_time_first and one.spoken > 0, one.number))

    def _last_side(self) -> str:
        return next((one.side for one in reversed(self.made) if one.side in OTHER), "")


def _numbered(places: Sequence[tuple[Asked, Why, str]], habits: Habits) -> Iterable[Place]:
    before: dict[Why, int] = {}
    for number, (asked, why, name) in enumerate(places, 1):
        interrupts = why == Why.ORDER and habits.kind(asked.kind).interrupts
        yield Place(asked, number, why, name, interrupts, dict(before))
        before[why] = before.get(why, 0) + 1
