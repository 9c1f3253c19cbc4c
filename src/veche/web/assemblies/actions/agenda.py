"""The agenda: points put on it, moved, dealt with. A form carries where the point stood when it was shown, so that a click counts once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from ..access.agenda import Point, agenda, in_order, point
from ..access.hall import Viewer
from ..errors import Refused
from ..models import Assembly, Duty, Item, Poll, Stage
from .happening import note
from .locking import BEFORE, RUNNING, lock_for, lock_to_prepare
from .pulse import beat

MOST, DEEPEST = 1000, 4


@transaction.atomic
def add(viewer: Viewer, item_id: UUID, *, above: UUID | None = None, **fields: Any) -> Item:
    """The last point below `above`, or of all. The same `item_id` is the same point. `fields`: title, text, minutes, internal, motion, block.

    Raises PermissionDenied, Http404 where `above` is not of this agenda, Refused("too_many", "too_deep").
    """
    assembly = lock_to_prepare(viewer, *BEFORE, *RUNNING)
    points = list(in_order(agenda(assembly)))
    if (already := next((one.item for one in points if one.item.pk == item_id), None)) is not None:
        return already
    upper = _above(points, above)
    if len(points) >= MOST:
        raise Refused("too_many")
    if upper is not None and upper.depth >= DEEPEST:
        raise Refused("too_deep")
    place = 1 + len(_among(points, above))
    item = Item.objects.create(pk=item_id, assembly=assembly, above_id=above, place=place, **fields)
    _noted(assembly, "item_added", item)
    return item


@transaction.atomic
def edit(viewer: Viewer, item_id: UUID, **fields: Any) -> None:
    assembly = lock_to_prepare(viewer, *BEFORE, *RUNNING)
    item = point(assembly, item_id).item
    was = item.title
    for name, value in fields.items():
        setattr(item, name, value)
    item.save(update_fields=list(fields))
    if item.title != was:
        _noted(assembly, "item_renamed", item, before=was)
    beat(assembly.pk)


@transaction.atomic
def remove(viewer: Viewer, item_id: UUID) -> None:
    """With what lies below it; gone already: nothing happens. Raises Refused("has_happened") once it was dealt with or voted on."""
    assembly = lock_to_prepare(viewer, *BEFORE, *RUNNING)
    points = list(in_order(agenda(assembly)))
    found = next((one for one in points if one.item.pk == item_id), None)
    if found is None:
        return
    going = [found.item.pk, *(one.item.pk for one in in_order(found.below))]
    if assembly.item_id in going or any(one.item.done for one in points if one.item.pk in going):
        raise Refused("has_happened")
    if Poll.objects.filter(item__in=going).exists():
        raise Refused("has_happened")
    title, above, internal = found.item.title, found.item.above_id, found.item.internal
    left = [one.item for one in _among(points, above) if one is not found]
    found.item.delete()
    _number(left)
    if (
        assembly.stage != Stage.DRAFT and not internal
    ):  # of an internal point nothing is left that says it was
        note(assembly.pk, "item_removed", title=title)
    beat(assembly.pk)


@transaction.atomic
def move(viewer: Viewer, item_id: UUID, way: str, seen: str) -> None:
    """Up, down, in (below the one before it) or out (after the one above it). `seen`: its number when the page was shown.

    Where it has another number by now, it was moved already: nothing happens. Raises PermissionDenied, Http404, Refused("too_deep").
    """
    assembly = lock_to_prepare(viewer, *BEFORE, *RUNNING)
    points = list(in_order(agenda(assembly)))
    found = next((one for one in points if one.item.pk == item_id), None)
    act = MOVES.get(way)
    if found is None or act is None:
        raise Http404
    if found.number != seen:
        return
    if act(points, found) and assembly.stage != Stage.DRAFT:
        now = point(assembly, item_id).number
        note(assembly.pk, "item_moved", item=found.item, title=found.item.title, before=seen, number=now)
    beat(assembly.pk)


def _up(points: list[Point], found: Point) -> bool:
    return _swap(points, found, -1)


def _down(points: list[Point], found: Point) -> bool:
    return _swap(points, found, +1)


def _swap(points: list[Point], found: Point, by: int) -> bool:
    among = _among(points, found.item.above_id)
    here = among.index(found)
    if not 0 <= here + by < len(among):
        return False
    among[here], among[here + by] = among[here + by], among[here]
    _number([one.item for one in among])
    return True


def _in(points: list[Point], found: Point) -> bool:
    among = _among(points, found.item.above_id)
    here = among.index(found)
    if here == 0:
        return False
    if found.depth + _depth(found) > DEEPEST:
        raise Refused("too_deep")
    upper = among[here - 1]
    return _put(points, found, upper.item.pk, len(upper.below))


def _out(points: list[Point], found: Point) -> bool:
    upper = _above(points, found.item.above_id)
    if upper is None:
        return False
    return _put(points, found, upper.item.above_id, 1 + _among(points, upper.item.above_id).index(upper))


def _put(points: list[Point], found: Point, above: UUID | None, place: int) -> bool:
    """Out of where it stands, and in among those below `above`, after so many of them."""
    left = [one.item for one in _among(points, found.item.above_id) if one is not found]
    joined = [one.item for one in _among(points, above) if one is not found]
    found.item.above_id = above
    joined.insert(place, found.item)
    _number(left)
    _number(joined)
    return True


MOVES: dict[str, Callable[[list[Point], Point], bool]] = {"up": _up, "down": _down, "in": _in, "out": _out}


def _among(points: list[Point], above: UUID | None) -> list[Point]:
    return [one for one in points if one.item.above_id == above]


def _above(points: list[Point], above: UUID | None) -> Point | None:
    if above is None:
        return None
    for one in points:
        if one.item.pk == above:
            return one
    raise Http404


def _depth(found: Point) -> int:
    """Levels from this point downwards, with its own."""
    return 1 + max((_depth(one) for one in found.below), default=0)


def _number(items: list[Item]) -> None:
    for place, item in enumerate(items, 1):
        item.place = place
        item.save(update_fields=["place", "above"])


@transaction.atomic
def deal_with(viewer: Viewer, item_id: UUID | None) -> None:
    """This point is dealt with now; None: none is. Dealt with already: nothing happens."""
    assembly = lock_for(viewer, *RUNNING)
    if assembly.item_id == item_id:
        return
    assembly.item = None if item_id is None else point(assembly, item_id).item
    assembly.save(update_fields=["item"])
    if item_id is not None:
        found = point(assembly, item_id)
        note(assembly.pk, "item_begun", item=found.item, number=found.number, title=found.item.title)
    beat(assembly.pk)


@transaction.atomic
def set_done(viewer: Viewer, item_id: UUID, done: bool) -> None:
    """Done with it, or not after all."""
    assembly = lock_for(viewer, *RUNNING, also=(Duty.SECRETARY,))
    found = point(assembly, item_id)
    if found.item.done == done:
        return
    found.item.done = done
    found.item.save(update_fields=["done"])
    what = "item_done" if done else "item_taken_up_again"
    note(assembly.pk, what, item=found.item, number=found.number, title=found.item.title)


def _noted(assembly: Assembly, what: str, item: Item, **places: object) -> None:
    """Changes after the calling are written down; what is drawn up before it is nobody's business."""
    if assembly.stage != Stage.DRAFT:
        note(assembly.pk, what, item=item, poll=None, title=item.title, **places)
    else:
        beat(assembly.pk)
