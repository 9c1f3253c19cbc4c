"""The agenda as a tree, numbered 1, 1.1, 1.2, 2, …"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from veche.web.motions.models import Motion

from ..models import Assembly, Item


@dataclass(frozen=True)
class Point:
    """An item with its number and what lies below it. `depth` from 1."""

    item: Item
    number: str
    depth: int
    below: tuple[Point, ...]


def agenda(assembly: Assembly) -> tuple[Point, ...]:
    """All points, those of the highest level first."""
    items = Item.objects.filter(assembly=assembly).select_related("motion", "block").order_by("place", "pk")
    by_above: dict[UUID | None, list[Item]] = {}
    for item in items:
        by_above.setdefault(item.above_id, []).append(item)
    return tuple(_points(by_above, None, "", 1))


def _points(
    by_above: dict[UUID | None, list[Item]], above: UUID | None, before: str, depth: int
) -> Iterator[Point]:
    for place, item in enumerate(by_above.get(above, ()), 1):
        number = f"{before}{place}"
        yield Point(item, number, depth, tuple(_points(by_above, item.pk, f"{number}.", depth + 1)))


def in_order(points: tuple[Point, ...]) -> Iterator[Point]:
    """Every point as it is read from top to bottom."""
    for point in points:
        yield point
        yield from in_order(point.below)


def point(assembly: Assembly, item_id: UUID | None) -> Point:
    """One of the assembly's own. Raises Http404."""
    for one in in_order(agenda(assembly)):
        if one.item.pk == item_id:
            return one
    raise Http404


def dealt_with(item: Item) -> list[Motion]:
    """The motions of a point: its own, or those of its block. Whoever is in the assembly reads them, with a place in the body or without."""
    if item.motion is not None:
        return [item.motion]
    if item.block_id is None:
        return []
    in_block = Motion.objects.filter(block=item.block_id).exclude(submitted=None)
    return list(in_block.order_by("number", "pk"))
