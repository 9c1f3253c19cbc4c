"""Founding a body, and its settings."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.http import Http404

from veche.web.accounts.models import Account

from ..access import require, vouched, vouchers_needed
from ..models import Body, Membership, Mode, Office, Record, Role, ShownCode, Standing, Vouching
from .locking import lock
from .recording import record, record_change


@transaction.atomic
def found(
    account: Account,
    name: str,
    kind: str,
    member_name: str,
    mode: str = Mode.NAMES,
    body_id: UUID | None = None,
) -> Membership:
    """A new body with one member, who is steward and returning officer until others take the posts.

    `body_id` makes it safe to ask twice: whoever founded that body gets the same membership again. Raises Http404 if somebody else did.
    """
    body, fresh = Body.objects.get_or_create(
        pk=body_id or uuid4(), defaults={"name": name, "kind": kind, "mode": mode}
    )
    if not fresh:
        return _founder(account, body)
    founder = Membership.objects.create(
        body=body, account=account, name=member_name, standing=Standing.MEMBER
    )
    for office in (Office.STEWARD, Office.RETURNING_OFFICER):
        Role.objects.create(membership=founder, office=office)
        record_change(founder, office, True, founder)
    return founder


def _founder(account: Account, body: Body) -> Membership:
    if (found := Membership.objects.filter(account=account, body=body).first()) is None:
        raise Http404
    return found


@transaction.atomic
def change_settings(membership: Membership, name: str, vouchers: int, turnout: str, all_invite: bool) -> None:
    """By a steward, and written down; nothing happens if they are that already. Whoever now has vouchers enough is let in."""
    membership = lock(membership)
    require(membership, Office.STEWARD)
    body, wanted = membership.body, (name, vouchers, turnout, all_invite)
    if (body.name, body.vouchers, body.turnout, body.all_invite) == wanted:
        return
    body.name, body.vouchers, body.turnout, body.all_invite = wanted
    body.save(update_fields=["name", "vouchers", "turnout", "all_invite"])
    record(membership, Record.Deed.SETTINGS)
    let_in_who_may(body)


def let_in_who_may(body: Body) -> None:
    """Everybody for whom enough have vouched. The caller has locked the body."""
    for newcomer in Membership.objects.filter(body=body, standing=Standing.WAITING):
        if vouched(newcomer) >= vouchers_needed(body):
            let_in(newcomer)


def let_in(newcomer: Membership) -> None:
    """A newcomer becomes a member, and who vouched is forgotten. The caller has locked the body."""
    Vouching.objects.filter(newcomer=newcomer).delete()
    ShownCode.objects.filter(membership=newcomer).delete()
    newcomer.standing = Standing.MEMBER
    newcomer.save(update_fields=["standing"])
