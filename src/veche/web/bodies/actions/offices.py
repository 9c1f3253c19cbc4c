"""Offices given and taken: by stewards, to whoever shows a code or was invited by them, and written down."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from ..access import holds, may_give_offices
from ..errors import Refused
from ..models import Membership, Office, Role, ShownCode, Standing
from .locking import lock
from .recording import record_change


@transaction.atomic
def give_role(by: Membership, to: Membership, office: str) -> None:
    """Give a member an office; nothing happens if they hold it. Raises PermissionDenied, Http404 for a member of another body."""
    by, to = lock(by), lock(to)
    if not may_give_offices(by):
        raise PermissionDenied
    if to.body_id != by.body_id or to.standing != Standing.MEMBER:
        raise Http404
    _, fresh = Role.objects.get_or_create(membership=to, office=Office(office))
    if fresh:
        record_change(to, office, True, by)
    ShownCode.objects.filter(membership=to, end=ShownCode.End.OFFICE).delete()


@transaction.atomic
def take_role(by: Membership, of: Membership, office: str) -> None:
    """Take an office from a member, or lay down one's own; nothing happens if they do not hold it.

    Raises PermissionDenied; Http404 for a member of another body; Refused("last_steward").
    """
    by, of = lock(by), lock(of)
    if of.body_id != by.body_id:
        raise Http404
    if of.pk != by.pk and not may_give_offices(by):
        raise PermissionDenied
    if not holds(of, office):
        return
    if office == Office.STEWARD and is_last_steward(of):
        raise Refused("last_steward")
    Role.objects.filter(membership=of, office=office).delete()
    record_change(of, office, False, by)


def is_last_steward(membership: Membership) -> bool:
    """Whether nobody else is steward. The caller has locked the body."""
    stewards = Role.objects.filter(membership__body=membership.body_id, office=Office.STEWARD)
    return stewards.filter(membership=membership).exists() and stewards.count() == 1
