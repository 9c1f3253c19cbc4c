"""An assembly is drawn up, called, and perhaps called off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from veche.assembly import orders
from veche.web.bodies import access as bodies
from veche.web.bodies.actions.locking import lock as lock_member
from veche.web.bodies.models import Membership, Office

from ..access.hall import Viewer
from ..access.orders import orders_of
from ..errors import Refused
from ..models import Assembly, Item, Stage
from .happening import note
from .locking import BEFORE, lock_to_prepare
from .pulse import beat


@transaction.atomic
def draw_up(by: Membership, assembly_id: UUID, *, begins: datetime, **fields: Any) -> Assembly:
    """A draft, with the standing orders of the body's last assembly of the kind. The same `assembly_id` is the same draft.

    `fields`: title, place, about, how, language, of_delegates. Raises PermissionDenied.
    """
    by = lock_member(by)
    bodies.require(by, Office.STEWARD, Office.SECRETARY)
    last = (
        Assembly.objects.filter(body=by.body_id, of_delegates=fields.get("of_delegates", False))
        .order_by("-begins", "pk")
        .first()
    )
    usual = "congress" if fields.get("of_delegates") else "plain" if bodies.size(by.body) < FEW else "union"
    own = {"orders": last.orders, "changed": last.changed} if last is not None else {"orders": usual}
    draft, _ = Assembly.objects.get_or_create(
        pk=assembly_id, body_id=by.body_id, defaults={"begins": begins, **fields, **own}
    )
    return draft


FEW = 30
"""Members with whom a body begins with the standing orders of a small collective; it may choose others."""


@transaction.atomic
def redraw(viewer: Viewer, **fields: Any) -> None:
    """Other words, day, place, before it is called. Raises PermissionDenied, Refused("not_now")."""
    assembly = lock_to_prepare(viewer, Stage.DRAFT)
    for name, value in fields.items():
        setattr(assembly, name, value)
    assembly.save(update_fields=list(fields))
    beat(assembly.pk)


@transaction.atomic
def move_place(viewer: Viewer, place: str) -> None:
    """Another room, after the calling: everybody reads it. Nothing happens if it is that already."""
    assembly = lock_to_prepare(viewer, Stage.CALLED)
    if assembly.place == place:
        return
    assembly.place = place
    assembly.save(update_fields=["place"])
    note(assembly.pk, "moved_place", place=place)


@transaction.atomic
def set_orders(viewer: Viewer, name: str, changed: Mapping[str, Any]) -> None:
    """Which standing orders, and what the body has otherwise, before it is called. Raises orders.BadOrders, orders.UnknownOrders."""
    assembly = lock_to_prepare(viewer, Stage.DRAFT)
    orders.find(name).with_(changed)
    assembly.orders, assembly.changed = name, dict(changed)
    assembly.save(update_fields=["orders", "changed"])
    beat(assembly.pk)


@transaction.atomic
def call(viewer: Viewer, *, urgent: bool = False) -> None:
    """From now on every member reads it. Called already: nothing happens.

    Raises Refused("in_the_past", "no_agenda", "never_urgent", "too_late"): the last names the last day on which it could have been called.
    """
    assembly = lock_to_prepare(viewer, *BEFORE)
    if assembly.stage == Stage.CALLED:
        return
    if assembly.begins <= timezone.now():
        raise Refused("in_the_past")
    if not Item.objects.filter(assembly=assembly).exists():
        raise Refused("no_agenda")
    last = orders_of(assembly).last_day_to_call(assembly.begins.date(), urgent=urgent)
    if last is None:
        raise Refused("never_urgent")
    if bodies.today() > last:
        raise Refused("too_late", day=last)
    assembly.stage, assembly.called, assembly.called_by = Stage.CALLED, bodies.today(), viewer.name
    assembly.urgent = urgent
    assembly.save(update_fields=["stage", "called", "called_by", "urgent"])
    note(assembly.pk, "called_urgent" if urgent else "called", by=viewer.name)


@transaction.atomic
def call_off(viewer: Viewer) -> None:
    """It does not take place. A draft goes without a trace; what was called stays to be read. Raises PermissionDenied, Refused("not_now")."""
    assembly = lock_to_prepare(viewer, *BEFORE, Stage.CALLED_OFF)
    if assembly.stage == Stage.DRAFT:
        assembly.delete()
    elif assembly.stage == Stage.CALLED:
        assembly.stage = Stage.CALLED_OFF
        assembly.save(update_fields=["stage"])
        note(assembly.pk, "called_off", by=viewer.name)
