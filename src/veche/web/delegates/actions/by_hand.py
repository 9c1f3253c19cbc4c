"""An election that an assembly held by hands or on paper: an officer writes down what it decided, and everybody reads who did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from veche.web.ballots.access.officers import may_draw_up
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Body, Membership

from .. import access
from ..errors import Refused
from ..models import Delegacy
from .electing import elect


@transaction.atomic
def elect_by_hand(
    officer: Membership, upper: Body, order: Sequence[UUID], delegates: int, begins: date, how: str
) -> list[Delegacy]:
    """The nominations in `order`, best first: so many delegates, the rest alternates. Each is asked whether they accept.

    `how`: which assembly, which minutes; with the officer's name it stands beside the seat for ever.
    Raises PermissionDenied, Refused: nobody, in_vote (somebody stands in a vote that is being held), and what `elect` raises.
    """
    officer = lock(officer)
    if not may_draw_up(officer):
        raise PermissionDenied
    standing = {one.pk: one for one in access.nominations(officer.body, upper)}
    chosen = [standing[key] for key in order if key in standing]
    if not chosen or len(chosen) != len(order):
        raise Refused("nobody")
    if any(one.vote_id is not None and access.is_being_held(one) for one in chosen):
        raise Refused("in_vote")
    people = [one.membership for one in chosen]
    return elect(
        officer.body,
        upper,
        people[:delegates],
        people[delegates:],
        begins=begins,
        how=f"{how} ({officer.name})",
        accepted=False,
    )
