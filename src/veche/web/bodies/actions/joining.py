"""Coming in: by an invitation, and by members who say that they know the newcomer."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.house.sealed import found_by

from ..access import invitation, office_holders, shown_by, today, vouched, vouchers_needed
from ..codes import new_short_code, plain
from ..errors import Refused
from ..models import Body, Invitation, Membership, ShownCode, Standing, Vouching
from ..names import same_name
from ..ties import tie
from .bodies import let_in
from .locking import lock, lock_body

HOURS = {
    ShownCode.End.VOUCH: 24,
    ShownCode.End.OFFICE: 1,
    ShownCode.End.LINK: 24,
    ShownCode.End.FORWARD: 24,
}
"""How long a shown code holds at least; the hour is filled up."""


@transaction.atomic
def join(account: Account, code: str, name: str) -> Membership:
    """The newcomer by the name that they chose: a member, or waiting until enough members vouch. Whoever is in already gets their own membership,
    and the invitation stays open.

    Raises codes.Mistyped, Http404 (used, withdrawn, expired, never made), Refused("name_taken").
    """
    body = lock_body(invitation(code).body)
    open_one = invitation(code)  # as it is now that nobody else can change the body
    if (already := Membership.objects.filter(account=account, body=body).first()) is not None:
        return already
    if _name_of_an_officer(body, name):
        raise Refused("name_taken")
    if not Invitation.objects.filter(pk=open_one.pk, open=True, expires__gte=today()).update(open=False):
        raise Http404  # somebody was faster
    newcomer = Membership(body=body, account=account, name=name)
    newcomer.invited_by = tie(open_one.inviter_id, newcomer.pk)
    newcomer.save(force_insert=True)
    _vouched_for(newcomer, open_one.inviter)
    return newcomer


def _name_of_an_officer(body: Body, name: str) -> bool:
    """Names may repeat, but nobody is to be taken for somebody whom others trust by name."""
    return any(same_name(role.membership.name, name) for role in office_holders(Membership(body=body)))


@transaction.atomic
def show_code(membership: Membership, end: str) -> str:
    """A fresh short code, which takes the place of the member's last one for this end. It is kept as a keyed hash alone."""
    membership = lock(membership)
    code = new_short_code()
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    ShownCode.objects.filter(membership=membership, end=end).delete()
    ShownCode.objects.create(
        found_by=found_by(end, plain(code)),
        membership=membership,
        end=end,
        expires=hour + timedelta(hours=1 + HOURS[ShownCode.End(end)]),
    )
    return code


@transaction.atomic
def vouch(voucher: Membership, code: str) -> Membership:
    """A member knows whoever holds out the code. Returns the newcomer; once enough have vouched, a member.

    Raises codes.Mistyped, Http404 for a code that no longer holds.
    """
    voucher = lock(voucher)
    newcomer = shown_by(code, ShownCode.End.VOUCH, voucher.body)
    if voucher.standing != Standing.MEMBER or newcomer.standing != Standing.WAITING:
        raise Http404
    _vouched_for(newcomer, voucher)
    return newcomer


def _vouched_for(newcomer: Membership, voucher: Membership) -> None:
    Vouching.objects.get_or_create(newcomer=newcomer, voucher=voucher)
    if vouched(newcomer) >= vouchers_needed(newcomer.body):
        let_in(newcomer)
