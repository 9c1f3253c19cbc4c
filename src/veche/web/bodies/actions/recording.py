"""What is done to offices and members is written down for every member to read. There is no action that changes or deletes it."""

from __future__ import annotations

from typing import Any

from ..access import today
from ..models import Body, Membership, Record, RoleChange


def record_change(of: Membership, office: str, given: bool, by: Membership) -> None:
    """An office given or taken. The caller has locked the body: numbers have no gaps."""
    RoleChange.objects.create(
        body_id=of.body_id,
        number=_next(RoleChange, of.body),
        office=office,
        given=given,
        name=of.name,
        by=by.name,
        day=today(),
    )


def record(by: Membership, deed: str) -> None:
    """Anything else. The caller has locked the body."""
    Record.objects.create(
        body_id=by.body_id, number=_next(Record, by.body), deed=deed, by=by.name, day=today()
    )


def _next(kind: type[RoleChange] | type[Record], body: Body) -> int:
    last: Any = kind.objects.filter(body=body).order_by("-number").values_list("number", flat=True).first()
    return 1 + (last or 0)
