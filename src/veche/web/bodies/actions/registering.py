"""The register of bodies that the law obliges to keep one: a key, entries, and the sealed bundle for which two officers are needed."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from ..access import require, sealed_register, today
from ..models import Membership, Mode, Office, Record, RegisterEntry, RegisterRequest
from ..register import Entry, seal
from .locking import lock
from .recording import record

DAYS = 7
"""How long a request stands."""


@transaction.atomic
def set_register_key(secretary: Membership, public: bytes) -> None:
    """The key to which entries are sealed from now on; nothing happens if it is that already. Raises PermissionDenied, Http404."""
    secretary = _locked(secretary)
    body = secretary.body
    require(secretary, Office.SECRETARY)
    if body.register_key is not None and bytes(body.register_key) == public:
        return
    body.register_key = public
    body.save(update_fields=["register_key"])
    record(secretary, Record.Deed.KEY_SET)


@transaction.atomic
def enter(membership: Membership, entry: Entry) -> None:
    """The member's own entry, sealed before it is written, in place of an earlier one. Raises Http404 before there is a key."""
    membership = _locked(membership)
    body = membership.body
    if body.register_key is None:
        raise Http404
    key = bytes(body.register_key)
    RegisterEntry.objects.update_or_create(
        membership=membership, defaults={"key": key, "sealed": seal(key, body.pk, entry)}
    )


@transaction.atomic
def ask_for_register(secretary: Membership) -> None:
    """The secretary wants the bundle. A request that stands stays as it is."""
    secretary = _locked(secretary)
    body = secretary.body
    require(secretary, Office.SECRETARY)
    RegisterRequest.objects.filter(body=body, expires__lt=today()).delete()
    _, fresh = RegisterRequest.objects.get_or_create(
        body=body, defaults={"asked_by": secretary, "expires": today() + timedelta(days=DAYS)}
    )
    if fresh:
        record(secretary, Record.Deed.REGISTER_ASKED)


@transaction.atomic
def agree_to_register(steward: Membership) -> None:
    """A second person agrees. Raises PermissionDenied for whoever asked themself, Http404 where nothing is asked."""
    steward = _locked(steward)
    body = steward.body
    require(steward, Office.STEWARD)
    request = RegisterRequest.objects.filter(body=body, expires__gte=today()).first()
    if request is None:
        raise Http404
    if request.asked_by_id == steward.pk:
        raise PermissionDenied
    if request.agreed_by_id is None:
        request.agreed_by = steward
        request.save(update_fields=["agreed_by"])
        record(steward, Record.Deed.REGISTER_AGREED)


@transaction.atomic
def refuse_register(steward: Membership) -> None:
    """A steward says no, or the secretary takes the request back."""
    steward = _locked(steward)
    body = steward.body
    require(steward, Office.STEWARD, Office.SECRETARY)
    RegisterRequest.objects.filter(body=body).delete()


@transaction.atomic
def take_register(secretary: Membership) -> list[bytes]:
    """The sealed entries, for the secretary who asked, while the agreement stands; each time it is recorded. Raises PermissionDenied, Http404."""
    secretary = _locked(secretary)
    sealed = sealed_register(secretary)
    record(secretary, Record.Deed.REGISTER_TAKEN)
    return sealed


def _locked(membership: Membership) -> Membership:
    """As it is now, in a body that keeps a register."""
    fresh = lock(membership)
    if fresh.body.mode != Mode.REGISTER:
        raise Http404
    return fresh
