"""Everybody in the world: each with a name like no other."""

from __future__ import annotations

import secrets

from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Kind, Membership, Mode, Office, Role, Standing
from veche.web.bodies.ties import tie

FIRST = ("founder", "member", "steward", "returning_officer", "registrar", "trustee", "secretary")
IN_AFFAIRS = ("chair", "teller", "second_teller", "door", "delegate", "alternate", "nominee")
"""Members of the first body whom all of it knows, for what they do there."""
UPPER = ("upper_founder", "upper_member")
HIDDEN = ("quiet one", "quiet two", "quiet three", "guest one", "guest two")
"""Members who support, sign, are present, and hold no office: nobody may read their names, but whoever invited a guest."""


def canary(place: str, who: str) -> str:
    """The name of a member, found nowhere else."""
    return f"Zq{place}{who.title().replace('_', '').replace(' ', '')}Kx"


def first_body() -> tuple[Body, dict[str, Membership], list[Membership]]:
    """The body of the walk, its people by role, and those who are hidden."""
    body = Body.objects.create(name="Foundry", kind=Kind.BRANCH, mode=Mode.REGISTER, vouchers=2)
    people = {who: member(body, canary("A", who)) for who in FIRST}
    for who in FIRST[2:]:
        Role.objects.create(membership=people[who], office=who)
    for office in (Office.STEWARD, Office.RETURNING_OFFICER):
        Role.objects.create(membership=people["founder"], office=office)
    hidden = [
        member(body, canary("A", name), invited_by=people["steward"] if name.startswith("guest") else None)
        for name in HIDDEN
    ]
    return body, people | {who: member(body, canary("A", who)) for who in IN_AFFAIRS}, hidden


def other_people() -> dict[str, Membership]:
    """Of another body: a member, and somebody who holds every office there."""
    body = Body.objects.create(name="Depot", kind=Kind.BRANCH, mode=Mode.REGISTER)
    found = {who: member(body, canary("B", who)) for who in ("other_member", "other_officers")}
    for office in Office:
        Role.objects.create(membership=found["other_officers"], office=office)
    return found


def upper_people() -> dict[str, Membership]:
    """Of the body above both: its steward, and a member."""
    body = Body.objects.create(name="Council", kind=Kind.COUNCIL, mode=Mode.NAMES)
    found = {who: member(body, canary("C", who)) for who in UPPER}
    for office in (Office.STEWARD, Office.RETURNING_OFFICER):
        Role.objects.create(membership=found["upper_founder"], office=office)
    return found


def account() -> Account:
    return Account.objects.create(found_by=secrets.token_bytes(32), passphrase="")


def member(
    body: Body, name: str, standing: str = Standing.MEMBER, invited_by: Membership | None = None
) -> Membership:
    one = Membership(body=body, account=account(), name=name, standing=standing)
    one.invited_by = tie(invited_by.id, one.id) if invited_by else None
    one.save()
    return one
