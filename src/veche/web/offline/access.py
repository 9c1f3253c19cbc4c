"""The only readers of the tables of offline, and of all rows of one assembly together. Ask the assembly's `viewer` first who asks.

away              on a laptop: the copy that it serves; on a server None
copies, copy      of one assembly
contradictions    what the chair has not decided yet
called, answers   what a row of a contradiction points to
rows              all rows of an assembly that travel
officer_of        whose code it is, on a laptop
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from veche.web.assemblies.models import Assembly, Item, Officer, Poll
from veche.web.bodies.models import Membership
from veche.web.delegates.models import Delegacy, Seat
from veche.web.house.sealed import found_by
from veche.web.motions.models import Block, Demand, Motion

from .merging import Row
from .models import Away, Contradiction, Copy, OfficerCode
from .tables import TABLES, Table, keyed

Rows = dict[str, dict[str, Row]]


def away() -> Away | None:
    return Away.objects.select_related("assembly").first()


def copies(assembly: Assembly) -> list[Copy]:
    return list(Copy.objects.filter(assembly=assembly).order_by("-number"))


def may_come_together(assembly: Assembly) -> bool:
    """Whether something is still to be brought here, or taken from here."""
    done = (Copy.State.BACK, Copy.State.DROPPED)
    out = Copy.objects.filter(assembly=assembly).exclude(state__in=done)
    return out.exists() or Away.objects.filter(assembly=assembly).exists()


def copy(assembly: Assembly, copy_id: UUID) -> Copy:
    """Raises Http404."""
    found = Copy.objects.filter(assembly=assembly, pk=copy_id).first()
    if found is None:
        raise Http404
    return found


def contradictions(assembly: Assembly) -> list[Contradiction]:
    open_ones = Contradiction.objects.filter(copy__assembly=assembly, decided="").select_related("copy")
    return list(open_ones.order_by("table", "pk"))


def officer_of(code: str) -> Officer | None:
    """`code`: its bare letters."""
    found = OfficerCode.objects.filter(found_by=found_by("officer code", code)).select_related(
        "officer__membership__account"
    )
    return found[0].officer if found else None


def rows(assembly: Assembly) -> Rows:
    """{table: {key: row}} of all that travels."""
    motions = _motions(assembly)
    return {table.label: keyed(table, _of(table, assembly, motions)) for table in TABLES}


def of(table: Table, assembly: Assembly) -> QuerySet[Any]:
    """Rows of one table."""
    return _of(table, assembly, _motions(assembly))


def called(column: str, row: str) -> str:
    """A point, a motion or a block by its title, to which a column of a contradiction points; empty where it is here no more."""
    models: dict[str, Any] = {"item_id": Item, "above_id": Item, "motion_id": Motion, "block_id": Block}
    found = models[column].objects.filter(pk=UUID(row)).first()
    return str(found.title) if found is not None else ""


def answers(poll: str) -> list[str]:
    found = Poll.objects.filter(pk=UUID(poll)).first() if poll else None
    return list(found.answers) if found is not None else []


def is_member(assembly: Assembly, membership_id: str) -> bool:
    return Membership.objects.filter(pk=membership_id, body=assembly.body_id).exists()


def is_delegate(assembly: Assembly, delegacy_id: str) -> bool:
    return Delegacy.objects.filter(pk=delegacy_id, seat__upper=assembly.body_id).exists()


def _motions(assembly: Assembly) -> set[UUID]:
    """On the agenda, in blocks on it, or voted on."""
    items, polls = Item.objects.filter(assembly=assembly), Poll.objects.filter(assembly=assembly)
    found = Motion.objects.filter(
        Q(pk__in=items.values("motion"))
        | Q(pk__in=polls.values("motion"))
        | Q(block__in=items.values("block"))
        | Q(part_of__in=items.values("motion"))
    )
    return set(found.values_list("pk", flat=True))


def beside(assembly: Assembly) -> dict[str, list[dict[str, Any]]]:
    """What the laptop needs to know of the body: its name, its officers as officers, in a congress who sits on which seat. Nobody else."""
    held = (
        Delegacy.objects.filter(seat__upper=assembly.body, ended=None)
        if assembly.of_delegates
        else Delegacy.objects.none()
    )
    seats = Seat.objects.filter(pk__in=held.values("seat")).select_related("lower")
    bodies = {assembly.body, *(one.lower for one in seats)}
    officers = Officer.objects.filter(assembly=assembly).exclude(membership=None)
    return {
        "bodies": [{"id": str(one.pk), "name": one.name, "kind": one.kind} for one in bodies],
        "officers": [
            {"id": str(one.pk), "membership": str(one.membership_id), "name": one.name, "duty": one.duty}
            for one in officers
        ],
        "seats": [
            {"id": str(one.pk), "lower": str(one.lower_id), "number": one.number, "weight": one.weight}
            for one in seats
        ],
        "delegacies": [
            {
                "id": str(one.pk),
                "seat": str(one.seat_id),
                "name": one.name,
                "rank": one.rank,
                "begins": one.begins.isoformat(),
                "ends": one.ends.isoformat(),
            }
            for one in held
        ],
    }


def _of(table: Table, assembly: Assembly, motions: set[UUID]) -> QuerySet[Any]:
    model, all_rows = table.model, table.model._default_manager
    if model is Assembly:
        return all_rows.filter(pk=assembly.pk)
    if model is Block:
        own = Q(pk__in=Item.objects.filter(assembly=assembly).values("block"))
        return all_rows.filter(own | Q(pk__in=Motion.objects.filter(pk__in=motions).values("block")))
    if model is Motion or model is Demand:
        return all_rows.filter(pk__in=motions)
    names = {field.name for field in model._meta.concrete_fields}
    if "assembly" in names:
        return all_rows.filter(assembly=assembly)
    if "poll" in names:
        return all_rows.filter(poll__assembly=assembly)
    if "item" in names:
        return all_rows.filter(item__assembly=assembly)
    return all_rows.filter(motion__in=motions)
