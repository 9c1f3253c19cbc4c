"""How things of an assembly are said: standing orders and where they differ, the plan of the day, what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from veche.assembly import workflow
from veche.assembly.orders import Orders, find, flat
from veche.rules import find as find_rule
from veche.web.ballots.drawing.rules import words_of
from veche.web.house.language import Voice

from .access.agenda import Point
from .access.presence import Quorum
from .models import Assembly, Happening


def orders_name(orders: Orders, voice: Voice) -> str:
    return orders.name.in_(voice.language)


@dataclass(frozen=True)
class Row:
    """One value of the standing orders as it is said; `shipped` where the body has it otherwise."""

    label: str
    here: str
    shipped: str = ""


def rows(orders: Orders, voice: Voice) -> list[Row]:
    """Every value but the lists of speaking, in the order of the file; then each quota and each kind of point of order."""
    other = {one.place: one for one in orders.differences()}
    told = []
    for place in {**flat(orders.data), **other}:
        if place in ("id", "name", "speaking.quotas", "speaking.order_kinds"):
            continue
        name = place.rpartition(".")[2]
        here = _said(place, flat(orders.data).get(place), voice)
        shipped = _said(place, other[place].shipped, voice) if place in other else ""
        told.append(Row(voice(f"assemblies:orders.{name}"), here, shipped))
    return told + _lists(orders, voice)


def _lists(orders: Orders, voice: Voice) -> list[Row]:
    base = find(orders.id).speaking
    shares = {one.name: str(one.share) for one in base.quotas}
    ranks = {one.name: str(one.rank) for one in base.order_kinds}
    quotas = [
        _row(
            voice("assemblies:orders.quota", name=one.label.in_(voice.language)),
            str(one.share),
            shares.get(one.name, ""),
        )
        for one in orders.speaking.quotas
    ]
    return quotas + [
        _row(
            voice("assemblies:orders.rank", name=one.label.in_(voice.language)),
            str(one.rank),
            ranks.get(one.name, ""),
        )
        for one in orders.speaking.order_kinds
    ]


def _row(label: str, here: str, shipped: str) -> Row:
    return Row(label, here, "" if here == shipped else shipped)


def _said(place: str, value: Any, voice: Voice) -> str:
    if place == "quorum_rule" and not value:
        return voice("assemblies:orders.no_quorum")
    if place == "quorum_rule" or place.startswith("rules."):
        return find_rule(value).name.say(words_of(voice.language))
    if place.endswith("_workflow"):
        return workflow.find(value).name[str(voice.language)]
    if place == "voting_order":
        return voice(f"assemblies:voting_order.{value}")
    if isinstance(value, bool):
        return voice("assemblies:orders.yes" if value else "assemblies:orders.no")
    return voice("assemblies:orders.never") if value is None else str(value)


@dataclass(frozen=True)
class Planned:
    """A point, and when it is thought to begin: None once a point before it has no duration."""

    point: Point
    at: datetime | None
    first: bool
    last: bool

    @property
    def width(self) -> int:
        return min(self.point.depth, 4)


def plan(assembly: Assembly, points: Iterable[Point]) -> list[Planned]:
    """Every point from top to bottom. A point with points below it takes as long as these, where they say so."""
    told: list[Planned] = []
    _plan(tuple(points), assembly.begins, told)
    return told


def _plan(points: tuple[Point, ...], at: datetime | None, told: list[Planned]) -> datetime | None:
    for place, point in enumerate(points):
        told.append(Planned(point, at, place == 0, place == len(points) - 1))
        own = point.item.minutes
        below = _plan(point.below, at, told) if point.below else None
        after = None if at is None or own is None else at + timedelta(minutes=own)
        at = below if below is not None and (after is None or below > after) else after
    return at


def quorum_line(quorum: Quorum, voice: Voice) -> str:
    """What everybody reads of the quorum, in one line."""
    if quorum.reached is None:
        return voice("assemblies:quorum.none", quorum.present)
    if quorum.reached:
        return voice("assemblies:quorum.reached", quorum.present, roll=quorum.roll)
    if quorum.needed is None:
        return voice("assemblies:quorum.never", quorum.present, roll=quorum.roll)
    return voice("assemblies:quorum.missing", quorum.missing, present=quorum.present, roll=quorum.roll)


def told(happening: Happening, voice: Voice) -> str:
    """What happened, as a sentence."""
    places = dict(happening.places)
    if "duty" in places:
        places["duty"] = voice(f"assemblies:duty.{places['duty']}")
    count = places.pop("count", None)
    return voice(f"assemblies:happening.{happening.what}", count, **places)
