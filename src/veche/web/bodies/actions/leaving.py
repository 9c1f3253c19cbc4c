"""Going: one's own way out, and removing somebody. A membership is deleted, and nothing of it is handed on."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from veche.web.accounts.models import Account

from ..access import holds, invited, memberships_of, office_holders, require, size
from ..errors import Refused
from ..models import Body, Link, Membership, Office, Record, RoleChange, Standing
from .locking import lock
from .offices import is_last_steward
from .recording import record, record_change


@transaction.atomic
def leave(membership: Membership) -> None:
    """Deletes the membership: the name, what was invited and vouched, the entry in the register. Offices are laid down, and that is recorded.

    Raises Refused("last_steward") while others would be left without one.
    """
    membership = lock(membership)
    if is_last_steward(membership) and size(membership.body) > 1:
        raise Refused("last_steward")
    _go(membership)


@transaction.atomic
def leave_all(account: Account) -> None:
    """The account is being deleted. Nothing holds anybody, not even the office of the last steward."""
    in_one_order = sorted(memberships_of(account), key=lambda one: one.body_id)  # no two wait for each other
    for membership in in_one_order:
        with suppress(Http404):  # somebody removed them a moment ago
            _go(lock(membership))


def _go(membership: Membership) -> None:
    """The caller has locked the body."""
    body = membership.body
    for role in office_holders(membership):
        if role.membership_id == membership.pk:
            record_change(membership, role.office, False, membership)
    membership.delete()
    if size(body) == 0:
        _end(body)


def _end(body: Body) -> None:
    """Nobody is left: nobody could let in who waits, part from other bodies, or read what is written down, so that does not lie here for ever."""
    for kind in (Membership, RoleChange, Record):
        kind.objects.filter(body=body).delete()
    Link.objects.filter(Q(lower=body) | Q(upper=body)).delete()


@transaction.atomic
def remove(by: Membership, membership_id: UUID) -> None:
    """Somebody whom the asker invited: a newcomer who waits, by whoever invited them; a member, by a steward, and that is recorded without the name.

    Raises Http404 for anybody else, PermissionDenied, Refused("holds_office").
    """
    by = lock(by)
    found = next((one for one in invited(by) if one.pk == membership_id), None)
    if found is None:
        raise Http404
    if found.standing == Standing.MEMBER:
        _remove_member(by, found)
    found.delete()


def _remove_member(by: Membership, found: Membership) -> None:
    require(by, Office.STEWARD)
    if holds(found, *Office):
        raise Refused("holds_office")
    record(by, Record.Deed.REMOVED)
