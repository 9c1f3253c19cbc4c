"""How bodies stand to each other: a graph without circles."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from ..access import holds, require, shown_by
from ..errors import Refused
from ..models import Link, Membership, Office, ShownCode
from .locking import lock, lock_graph


@transaction.atomic
def propose(steward: Membership, code: str) -> Link:
    """That the steward's body belongs to the one whose steward showed this code. The code is spent.

    Raises PermissionDenied, codes.Mistyped, Http404 for a code that no longer holds, Refused("own_body", "circle").
    """
    lock_graph()
    steward = lock(steward)
    require(steward, Office.STEWARD)
    other = shown_by(code, ShownCode.End.LINK)
    if not holds(other, Office.STEWARD):
        raise Http404
    _refuse_circle(lower=steward.body_id, upper=other.body_id)
    link, _ = Link.objects.get_or_create(lower_id=steward.body_id, upper_id=other.body_id)
    ShownCode.objects.filter(membership=other, end=ShownCode.End.LINK).delete()
    return link


@transaction.atomic
def accept(steward: Membership, link_id: UUID) -> None:
    """By a steward of the upper body; nothing happens if it is accepted. Raises PermissionDenied, Http404, Refused("circle")."""
    lock_graph()
    steward = lock(steward)
    require(steward, Office.STEWARD)
    link = Link.objects.filter(pk=link_id, upper=steward.body_id).first()
    if link is None:
        raise Http404
    _refuse_circle(lower=link.lower_id, upper=link.upper_id)
    Link.objects.filter(pk=link.pk).update(accepted=True)  # the lower body may end at this moment


@transaction.atomic
def cut(steward: Membership, link_id: UUID) -> None:
    """By a steward of either body: refuse a proposal, take it back, or leave. Nothing happens if the link is gone."""
    lock_graph()
    steward = lock(steward)
    require(steward, Office.STEWARD)
    mine = Link.objects.filter(pk=link_id)
    (mine.filter(upper=steward.body_id) | mine.filter(lower=steward.body_id)).delete()


def _refuse_circle(lower: UUID, upper: UUID) -> None:
    """The new link closes a circle if `lower` lies above `upper` already: go up from `upper`, and do not meet `lower`.

    Proposals count as nothing: each is looked at again when it is accepted, and the caller holds the lock of the graph.
    """
    if lower == upper:
        raise Refused("own_body")
    seen, found = {upper}, [upper]
    while found:
        above = Link.objects.filter(lower__in=found, accepted=True).values_list("upper_id", flat=True)
        found = [body for body in set(above) if body not in seen]
        seen |= set(found)
    if lower in seen:
        raise Refused("circle")
