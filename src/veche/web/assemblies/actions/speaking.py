"""The list of speakers: asking, withdrawing, speaking, moving, closing. Each is done whole or not at all, and may be asked for twice."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from veche.assembly.speaking import Line, moved

from ..access import speaking
from ..access.hall import Viewer
from ..access.orders import orders_of
from ..errors import Refused
from ..models import Assembly, Duty, Item, Presence, Side, Stage, Turn
from .happening import note
from .locking import RUNNING, lock, lock_for
from .pulse import beat

LONGEST_LIST = 500
"""Who wait for one item."""
LONGEST_SPEECH = 24 * 60 * 60
"""In seconds: a clock that somebody forgot to stop."""


@transaction.atomic
def ask(
    viewer: Viewer,
    name: str,
    side: str,
    kind: str = "",
    groups: Collection[str] = (),
    *,
    without_phone: bool = False,
) -> Turn:
    """Somebody present asks to speak on what is dealt with; `without_phone`: chair or secretary ask for somebody else. Who waits already keeps the place,
    with what they say now. Raises PermissionDenied, Refused("not_here", "nothing_dealt_with", "list_closed", "list_full", "not_now").
    """
    stages = (Stage.OPEN,)
    if without_phone:
        assembly = lock_for(viewer, *stages, also=(Duty.SECRETARY,))
    else:
        assembly = lock(viewer.assembly.pk, *stages)
    presence = None if without_phone else _here(viewer)
    item = _item(assembly)
    known = orders_of(assembly).speaking
    said = {
        "name": name,
        "side": Side(side),
        "order_kind": known.order_kind(kind).name if side == Side.ORDER else "",
        "groups": sorted({one.name for one in known.quotas} & set(groups)),
    }
    if presence is not None:
        mine = Turn.objects.filter(item=item, presence=presence, state=speaking.WAITING)
        mine = mine.filter(side=Side.ORDER) if side == Side.ORDER else mine.exclude(side=Side.ORDER)
        if (waits := mine.first()) is not None:
            for field, value in said.items():
                setattr(waits, field, value)
            waits.save()
            beat(assembly.pk)
            return waits
    if not item.list_open and side != Side.ORDER:
        raise Refused("list_closed")
    if Turn.objects.filter(item=item, state=speaking.WAITING).count() >= LONGEST_LIST:
        raise Refused("list_full")
    last = Turn.objects.filter(assembly=assembly).aggregate(last=Max("number"))["last"]
    asked = Turn.objects.create(
        assembly=assembly, item=item, presence=presence, number=1 + (last or 0), **said
    )
    beat(assembly.pk)
    return asked


def _here(viewer: Viewer) -> Presence:
    if viewer.presence is None or viewer.presence.screen:
        raise Refused("not_here")
    fresh = Presence.objects.filter(pk=viewer.presence.pk, here=True).first()
    if fresh is None:
        raise Refused("not_here")
    return fresh


def _item(assembly: Assembly) -> Item:
    item = Item.objects.filter(assembly=assembly, pk=assembly.item_id).first() if assembly.item_id else None
    if item is None:
        raise Refused("nothing_dealt_with")
    return item


@transaction.atomic
def withdraw(viewer: Viewer, turn_id: UUID) -> None:
    """One's own place, or, by chair and secretary, anybody's. Not waiting any more: nothing happens. Raises Http404, PermissionDenied."""
    assembly = lock(viewer.assembly.pk, *RUNNING)
    one = speaking.turn(assembly, turn_id)
    own = viewer.presence is not None and one.presence_id == viewer.presence.pk
    if not own:
        lock_for(viewer, *RUNNING, also=(Duty.SECRETARY,))
    if one.state == speaking.WAITING:
        one.state, one.name, one.groups = speaking.WITHDRAWN, "", []
        one.save()
        beat(assembly.pk)


@transaction.atomic
def begin(viewer: Viewer, turn_id: UUID) -> None:
    """Somebody of the list speaks now; whoever spoke has ended. Speaking already, or spoken: nothing happens."""
    assembly = lock_for(viewer, Stage.OPEN, also=(Duty.SECRETARY,))
    one = speaking.turn(assembly, turn_id)
    if one.state != speaking.WAITING:
        return
    _end(assembly)
    one.state, one.began = speaking.SPEAKING, timezone.now()
    one.save()
    beat(assembly.pk)


@transaction.atomic
def end(viewer: Viewer) -> None:
    """Nobody speaks any more."""
    assembly = lock_for(viewer, *RUNNING, also=(Duty.SECRETARY,))
    if _end(assembly):
        beat(assembly.pk)


def _end(assembly: Assembly) -> bool:
    now = timezone.now()
    ended = list(Turn.objects.filter(assembly=assembly, state=speaking.SPEAKING))
    for one in ended:
        took = int((now - (one.began or now)).total_seconds())
        one.state, one.seconds = speaking.DONE, min(max(took, 0), LONGEST_SPEECH)
        one.save()
    return bool(ended)


@transaction.atomic
def move(viewer: Viewer, turn_id: UUID, to: int) -> None:
    """The chair puts somebody in place `to` of those who wait, from 1. Points of order go by the standing orders and are not moved: Refused("order_ranked")."""
    assembly = lock_for(viewer, Stage.OPEN, also=(Duty.SECRETARY,))
    one = speaking.turn(assembly, turn_id)
    if one.side == Side.ORDER:
        raise Refused("order_ranked")
    turns = speaking.turns_of(one.item_id)
    places = [row.place for row in speaking.rows(turns, orders_of(assembly))]
    if not any(place.asked.id == str(one.pk) for place in places):
        return
    so_far = sum(asked.side != Side.ORDER for asked in speaking.made(turns))
    for asked, place in moved(places, so_far, str(one.pk), to).items():
        Turn.objects.filter(pk=asked).update(moved=place)
    beat(assembly.pk)


@transaction.atomic
def set_list(viewer: Viewer, *, is_open: bool) -> None:
    """Close the list of what is dealt with, or open it again: written down."""
    assembly = lock_for(viewer, Stage.OPEN, also=(Duty.SECRETARY,))
    item = _item(assembly)
    if item.list_open == is_open:
        return
    item.list_open = is_open
    item.save(update_fields=["list_open"])
    note(assembly.pk, "list_opened" if is_open else "list_closed", item=item)


def close_list(assembly: Assembly, item_id: UUID) -> None:
    """After the debate was closed by a vote, in its transaction: nobody else speaks on the item but to points of order."""
    Item.objects.filter(pk=item_id, assembly=assembly).update(list_open=False)
    waiting = Turn.objects.filter(item=item_id, state=speaking.WAITING).exclude(side=Side.ORDER)
    for one in waiting:
        one.state, one.name, one.groups = speaking.WITHDRAWN, "", []
        one.save()
    beat(assembly.pk)


def forget(assembly: Assembly) -> None:
    """At the closing of the assembly, in its transaction: numbers are written down, then names, groups, moments and whose turns they were go."""
    _end(assembly)
    found = speaking.statistics_of(assembly)
    labels = {one.name: one.label for one in orders_of(assembly).speaking.quotas}
    if found.whole is not None:
        _note_line(assembly, "spoken", found.whole)
    for line in found.sides:
        _note_line(assembly, f"spoken_{line.name}", line)
    for line in found.groups:
        _note_line(assembly, "spoken_group", line, labels[line.name].in_(assembly.language))
    for turn in Turn.objects.filter(assembly=assembly):
        turn.name, turn.groups, turn.presence, turn.began = "", [], None, None
        turn.save()


def _note_line(assembly: Assembly, what: str, line: Line, name: str = "") -> None:
    places = {"name": name} if name else {}
    note(
        assembly.pk,
        what,
        item=None,
        poll=None,
        count=line.contributions,
        minutes=round(line.seconds / 60),
        **places,
    )
