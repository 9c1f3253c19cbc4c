"""Who asks to speak, who speaks, and for how long: seen by everybody in the assembly, until it is closed and the names go.

live            what a fragment shows: the same for all
own             the asker's own places
recent          what was said on an item, without whoever is not named any more
statistics_of   numbers, none of fewer than three speakers
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from veche.assembly.orders import Orders
from veche.assembly.orders.model import Label
from veche.assembly.speaking import Asked, Habits, Place, Said, Statistics, order, statistics

from ..models import Assembly, Item, Presence, Side, Turn
from .orders import orders_of

WAITING, SPEAKING, DONE, WITHDRAWN = "waiting", "speaking", "done", "withdrawn"


@dataclass(frozen=True)
class Speaker:
    """Whoever speaks now. `allowed` in seconds."""

    turn: Turn
    allowed: int

    @property
    def ends(self) -> datetime:
        return (self.turn.began or timezone.now()) + timedelta(seconds=self.allowed)

    @property
    def began(self) -> str:
        """Hour and minute, for who has no script."""
        return f"{self.turn.began or timezone.now():%H:%M}"

    @property
    def until(self) -> str:
        return f"{self.ends:%H:%M}"


@dataclass(frozen=True)
class Row:
    """A place in the list. `label`: of the kind of point of order, or of the quota that gave it."""

    turn: Turn
    place: Place
    label: Label | None


@dataclass(frozen=True)
class Live:
    """`rendered`: the server's time, so that a clock in the browser goes right."""

    item: Item | None
    speaker: Speaker | None
    rows: tuple[Row, ...]
    rendered: datetime

    @property
    def is_open(self) -> bool:
        return self.item is not None and self.item.list_open


def live(assembly: Assembly) -> Live:
    """The list of what is dealt with: two queries, whatever its length."""
    if assembly.item_id is None:
        return Live(None, None, (), timezone.now())
    orders, turns = orders_of(assembly), turns_of(assembly.item_id)
    now = next((one for one in turns if one.state == SPEAKING), None)
    speaker = None
    if now is not None:
        speaker = Speaker(now, Habits.of(orders.speaking).allowed(_spoken(turns, now), now.side))
    return Live(assembly.item, speaker, rows(turns, orders), timezone.now())


def turns_of(item_id: UUID) -> list[Turn]:
    """All that asked for this item, as they asked; those who took it back left out."""
    return list(Turn.objects.filter(item=item_id).exclude(state=WITHDRAWN).order_by("number"))


def rows(turns: Sequence[Turn], orders: Orders) -> tuple[Row, ...]:
    """Those who wait, in the order in which they speak."""
    by_id = {str(one.pk): one for one in turns}
    waiting = [_asked(turns, one) for one in turns if one.state == WAITING]
    places = order(waiting, made(turns), Habits.of(orders.speaking))
    return tuple(Row(by_id[one.asked.id], one, _label(orders, one)) for one in places)


def made(turns: Sequence[Turn]) -> list[Asked]:
    """Contributions so far, the latest last."""
    said = [one for one in turns if one.state in (DONE, SPEAKING) and one.began is not None]
    return [_asked(turns, one) for one in sorted(said, key=lambda one: (one.began, one.number))]


def _asked(turns: Sequence[Turn], one: Turn) -> Asked:
    groups = frozenset(one.groups)
    return Asked(str(one.pk), one.number, one.side, one.order_kind, groups, _spoken(turns, one), one.moved)


def _spoken(turns: Sequence[Turn], one: Turn) -> int:
    """Contributions of the same speaker before this one; points of order are none."""
    key = speaker_key(one)
    return sum(
        each.state == DONE and each.side != Side.ORDER and each.pk != one.pk and speaker_key(each) == key
        for each in turns
    )


def speaker_key(turn: Turn) -> str:
    """The same for the same person, as far as one can tell: their phone, or the name that they gave."""
    return str(turn.presence_id) if turn.presence_id else f"name {turn.name.casefold()}"


def _label(orders: Orders, place: Place) -> Label | None:
    kinds = {one.name: one.label for one in orders.speaking.order_kinds}
    quotas = {one.name: one.label for one in orders.speaking.quotas}
    return kinds.get(place.asked.kind) or quotas.get(place.name)


def own(rows_: Sequence[Row], presence: Presence | None) -> list[Row]:
    """The asker's own places in the list."""
    return [] if presence is None else [one for one in rows_ if one.turn.presence_id == presence.pk]


def turn(assembly: Assembly, turn_id: UUID | str) -> Turn:
    """Of this assembly. Raises Http404."""
    try:
        found = Turn.objects.filter(assembly=assembly, pk=UUID(str(turn_id))).first()
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def statistics_of(assembly: Assembly) -> Statistics:
    """Of all items together. After the closing nobody is known apart any more, and there are none: see what was written down then."""
    turns = Turn.objects.filter(assembly=assembly, state=DONE)
    said = [Said(speaker_key(one), one.side, frozenset(one.groups), one.seconds) for one in turns]
    return statistics(said, [one.name for one in orders_of(assembly).speaking.quotas])


def spoke(item_id: UUID) -> Counter[str]:
    """How many contributions there were for each side."""
    return Counter(Turn.objects.filter(item=item_id, state=DONE).values_list("side", flat=True))
