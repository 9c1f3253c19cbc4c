"""Saying yes to a seat."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from veche.web.accounts.models import Account
from veche.web.bodies.access import today

from .. import access
from ..errors import Objected
from .locking import held


@transaction.atomic
def accept(account: Account, delegacy_id: UUID) -> None:
    """Whoever was elected, or is to move up, takes the seat; nothing happens if they have. Raises Http404.

    Raises Objected while they hold what the statutes do not allow beside a seat: they lay it down, and accept then.
    """
    one = held(access.own(account, delegacy_id))
    if one.ended is not None or one.accepted is not None or one.membership is None:
        return
    found = access.objections(one.membership, one.seat.upper, max(one.begins, today()))
    if found and one.rank == 0:
        raise Objected(one.name, found)
    one.accepted = today()
    one.save(update_fields=["accepted"])
