"""Three bodies with people in every role, each with a name like no other, a vote, and the affairs of the first: what the walk walks through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
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
from veche.web.bodies.models import Body, Membership, Standing

from .affairs import SAID, Affairs, make_affairs
from .people import FIRST, IN_AFFAIRS, account, canary, first_body, member, other_people, upper_people

PHONES = ("presence", "screen")
"""Let in by a code at the door: no account."""
ROLES = (
    "visitor",
    "stranger",
    "waiting",
    *FIRST[1:],
    "other_member",
    "other_officers",
    *PHONES,
    "delegate",
    "upper_member",
    "chair",
    "teller",
    "door",
)
"""Who walks. `other_officers` holds every office, in another body; the last three are officers of the assembly, without an office of the body."""
POSTS = ("founder", "returning_officer", "registrar", "trustee")
"""Who has a post in the vote: their names are public."""
PUBLIC = {
    **dict.fromkeys(("petition", "petition_statement", "petition_file", "roll"), ("delegate",)),
    **dict.fromkeys(("public_minutes", "public_minutes_pdf", "public_minutes_html"), ("chair", "secretary")),
}
"""Whose names stand at an address for whoever has it: whom a recall is about, and who led an assembly whose minutes were published."""


@dataclass
class World:
    body: Body
    people: dict[str, Membership]
    """By role, of all bodies."""
    newcomer: Membership
    stranger: Account
    made: Made
    affairs: Affairs

    def client(self, role: str) -> Client:
        """The browser of a role, which gives away whatever could be logged."""
        client = Client(
            headers={"user-agent": "CanaryBrowser/1", "x-forwarded-for": "203.0.113.77"},
            REMOTE_ADDR="198.51.100.77",
        )
        if role in PHONES:
            client.cookies = self.affairs.phones[role].cookies.copy()
        account = self.account(role)
        if account is not None:
            request = HttpRequest()
            accounts.sign_in(request, account)
            client.cookies[COOKIE] = request.new_session  # type: ignore[attr-defined]
        return client

    def account(self, role: str) -> Account | None:
        if role in ("visitor", *PHONES):
            return None
        if role == "stranger":
            return self.stranger
        return (self.newcomer if role == "waiting" else self.people[role]).account

    @cached_property
    def names(self) -> set[str]:
        """The names of everybody, and what was typed in the hall."""
        return {one.name for one in Membership.objects.all()} | self.said()

    def may_see(self, role: str, name: str = "") -> set[str]:
        """Names that a role may read at an address: whoever has a post in the vote; in one's own body who holds an office, and one's own guests.

        Of an assembly who called it, its officers, and what is said in it by name; of the body above, delegates.
        """
        seen = {self.people[post].name for post in POSTS} | self.named(*PUBLIC.get(name, ()))
        if role in FIRST + IN_AFFAIRS:
            seen |= (
                self.named(*FIRST, *IN_AFFAIRS) - self.named("member")
                | {self.people[role].name}
                | self.said()
            )
        if role in PHONES:
            seen |= (
                self.named("steward", "secretary", "chair", "teller", "second_teller", "door") | self.said()
            )
        if role == "steward":
            seen |= {canary("A", "guest one"), canary("A", "guest two"), self.newcomer.name}
        if role == "waiting":
            seen |= {self.newcomer.name, self.people["steward"].name}
        if role.startswith("other"):
            seen |= {self.people[role].name, self.people["other_officers"].name}
            seen |= self.named("delegate") if name == "chain" else set()
        if role in ("upper_member", "delegate"):
            seen |= self.named(role, "upper_founder", "delegate", "alternate")
        return seen

    def said(self) -> set[str]:
        return {canary("A", said) for said in SAID}

    def named(self, *roles: str) -> set[str]:
        return {self.people[role].name for role in roles}


def make_world(stage: Stage = Stage.OPEN) -> World:
    """`stage`: where the vote of the first body stands."""
    body, people, quiet = first_body()
    newcomer = member(body, canary("A", "newcomer"), Standing.WAITING, people["steward"])
    people |= other_people() | upper_people()
    officers = {"returning_officer": people["returning_officer"], "registrar": people["registrar"]}
    officers |= {"trustee": people["trustee"], "trustee 2": people["founder"]}
    made = make_vote(body, stage, voters=3, trustees=2, officers=officers)
    affairs = make_affairs(body, people["other_member"].body, people, quiet, made.vote)
    return World(body, people, newcomer, account(), made, affairs)


def addresses(resolver: URLResolver | None = None, before: str = "") -> dict[str, list[str]]:
    """Every address of the web by its name, with the names of its places. An address without a name is an error."""
    found: dict[str, list[str]] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            under = addresses(pattern)
            assert not found.keys() & under.keys(), "two addresses have one name"
            found |= under
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"an address without a name: {pattern.pattern}"
            assert pattern.name not in found, f"two addresses have one name: {pattern.name}"
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
        **world.affairs.places,
        **world.affairs.special.get(name, {}),
    }
    return reverse(name, kwargs={place: known[place] for place in places})
