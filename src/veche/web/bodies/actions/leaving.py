"""Going: one's own way out, and removing somebody. A membership is deleted, and nothing of it is handed on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from ..access import holds, office_holders, require, size
from ..errors import Refused
from ..models import Membership, Office, Record, Standing
from .bodies import let_in_who_may
from .locking import lock_body
from .offices import is_last_steward
from .recording import record, record_change


@transaction.atomic
def leave(membership: Membership) -> None:
    """Deletes the membership: the name, what was invited and vouched, the entry in the register. Offices are laid down, and that is recorded.

    Raises Refused("last_steward") while others would be left without one.
    """
    body = lock_body(membership.body)
    if is_last_steward(membership) and size(body) > 1:
        raise Refused("last_steward")
    _delete(membership, by=membership)
    if size(body) == 0:
        Membership.objects.filter(body=body).delete()  # nobody is left who could let them in
    let_in_who_may(body)


@transaction.atomic
def remove(by: Membership, membership_id: UUID) -> None:
    """Somebody whom the asker invited: a newcomer who waits, by whoever invited them; a member, by a steward, and that is recorded without the name.

    Raises Http404 for anybody else, PermissionDenied, Refused("holds_office").
    """
    body = lock_body(by.body)
    found = Membership.objects.filter(pk=membership_id, invited_by=by, body=body).first()
    if found is None:
        raise Http404
    if found.standing == Standing.MEMBER:
        _remove_member(by, found)
    found.delete()
    let_in_who_may(body)


def _remove_member(by: Membership, found: Membership) -> None:
    require(by, Office.STEWARD)
    if holds(found, *Office):
        raise Refused("holds_office")
    record(by, Record.Deed.REMOVED)


def _delete(membership: Membership, by: Membership) -> None:
    for role in office_holders(membership):
        if role.membership_id == membership.pk:
            record_change(membership, role.office, False, by)
    membership.delete()
