"""Two bodies with people in every role, each with a name like no other, and a vote: what the walk walks through."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from web.votes import Made, make_vote

from veche.web.accounts import actions as accounts
from veche.web.accounts.models import Account
from veche.web.accounts.sessions import COOKIE
from veche.web.ballots.models import Stage
from veche.web.bodies.models import Body, Kind, Membership, Mode, Office, Role, Standing
from veche.web.bodies.ties import tie

PEOPLE = ("founder", "member", "steward", "returning_officer", "registrar", "trustee", "secretary")
HIDDEN = ("quiet one", "quiet two", "quiet three", "guest one", "guest two")
ROLES = ("visitor", "stranger", "waiting", *PEOPLE[1:], "other_member", "other_officers")
"""Who walks. `other_officers` holds every office, in another body."""
POSTS = ("founder", "returning_officer", "registrar", "trustee")
"""Who has a post in the vote: their names are public."""


def canary(place: str, who: str) -> str:
    """The name of a member, found nowhere else."""
    return f"Zq{place}{who.title().replace('_', '').replace(' ', '')}Kx"


@dataclass
class World:
    body: Body
    people: dict[str, Membership]
    """By role, of both bodies."""
    newcomer: Membership
    stranger: Account
    made: Made

    def client(self, role: str) -> Client:
        """The browser of a role, which gives away whatever could be logged."""
        client = Client(
            headers={"user-agent": "CanaryBrowser/1", "x-forwarded-for": "203.0.113.77"},
            REMOTE_ADDR="198.51.100.77",
        )
        account = None if role == "visitor" else self.account(role)
        if account is not None:
            request = HttpRequest()
            accounts.sign_in(request, account)
            client.cookies[COOKIE] = request.new_session  # type: ignore[attr-defined]
        return client

    def account(self, role: str) -> Account:
        if role == "stranger":
            return self.stranger
        return (self.newcomer if role == "waiting" else self.people[role]).account

    def names(self) -> set[str]:
        """The names of everybody."""
        return {one.name for one in Membership.objects.all()}

    def may_see(self, role: str) -> set[str]:
        """Names that a role may read: whoever has a post in the vote; in one's own body who holds an office, and one's own guests."""
        seen = {self.people[post].name for post in POSTS}
        if role in PEOPLE:
            seen |= {self.people[one].name for one in PEOPLE if one != "member"} | {self.people[role].name}
        if role == "steward":
            seen |= {canary("A", "guest one"), canary("A", "guest two"), self.newcomer.name}
        if role == "waiting":
            seen |= {self.newcomer.name, self.people["steward"].name}
        if role.startswith("other"):
            seen |= {self.people[role].name, self.people["other_officers"].name}
        return seen


def make_world(stage: Stage = Stage.OPEN) -> World:
    """`stage`: where the vote of the first body stands."""
    body = Body.objects.create(name="Foundry", kind=Kind.BRANCH, mode=Mode.REGISTER, vouchers=2)
    people = {who: member(body, canary("A", who)) for who in PEOPLE}
    for who in PEOPLE[2:]:
        Role.objects.create(membership=people[who], office=who)
    for office in (Office.STEWARD, Office.RETURNING_OFFICER):
        Role.objects.create(membership=people["founder"], office=office)
    for name in HIDDEN:
        member(body, canary("A", name), invited_by=people["steward"] if name.startswith("guest") else None)
    newcomer = member(body, canary("A", "newcomer"), Standing.WAITING, people["steward"])
    people |= other_people()
    officers = {"returning_officer": people["returning_officer"], "registrar": people["registrar"]}
    officers |= {"trustee": people["trustee"], "trustee 2": people["founder"]}
    made = make_vote(body, stage, voters=3, trustees=2, officers=officers)
    return World(body, people, newcomer, account(), made)


def other_people() -> dict[str, Membership]:
    body = Body.objects.create(name="Depot", kind=Kind.BRANCH, mode=Mode.REGISTER)
    found = {who: member(body, canary("B", who)) for who in ("other_member", "other_officers")}
    for office in Office:
        Role.objects.create(membership=found["other_officers"], office=office)
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


def addresses(resolver: URLResolver | None = None, before: str = "") -> dict[str, list[str]]:
    """Every address of the web by its name, with the names of its places. An address without a name is an error."""
    found: dict[str, list[str]] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            found[pattern.name] = list(pattern.pattern.converters)
    return found


def address(world: World, name: str, places: list[str]) -> str:
    """The address in this world. A place that the world does not know is a KeyError: say here what fills it."""
    known: dict[str, Any] = {
        "body_id": world.body.id,
        "membership_id": world.newcomer.id,
        "page": "check",
        "uuid": world.made.vote.uuid,
        "kind": "pdf" if name.startswith("report") else "choice",
        "question": 1,
        "number": 1,
        "name": "plain-majority-of-votes",
        "passkey": UUID(int=7),
    }
    return reverse(name, kwargs={place: known[place] for place in places})
