"""People and bodies for the tests of the web: `make_account()`, `make_body()`, `make_member(body, *offices)`, `client_of(membership)`."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.test import Client

from veche.web.accounts import actions as accounts
from veche.web.accounts.models import Account
from veche.web.accounts.sessions import COOKIE
from veche.web.bodies import actions
from veche.web.bodies.models import Body, Membership, Mode, Role, Standing

NAMES = ("Nadzeya", "Oksana", "Piotr", "Ruslan", "Ana", "Bo", "Chipo", "Dana")


@pytest.fixture
def make_account(db: None) -> Callable[[], Account]:
    """A fresh account that nobody can sign in to but through `client_of`."""
    return lambda: Account.objects.create(found_by=secrets.token_bytes(32), passphrase="")


@pytest.fixture
def make_body(make_account: Callable[[], Account]) -> Callable[..., Body]:
    """A body with one member, its founder, who is steward and returning officer."""

    def make(
        name: str = "Foundry", kind: str = "branch", mode: str = Mode.NAMES, founder: Account | None = None
    ) -> Body:
        return actions.found(founder or make_account(), name, kind, "Founder", mode).body

    return make


@pytest.fixture
def make_member(make_account: Callable[[], Account]) -> Callable[..., Membership]:
    """A full member with these offices, whom nobody invited."""
    names = iter(f"{name} {number}".removesuffix(" 0") for number in range(1000) for name in NAMES)

    def make(body: Body, *offices: str, name: str = "", account: Account | None = None) -> Membership:
        member = Membership.objects.create(
            body=body, account=account or make_account(), name=name or next(names), standing=Standing.MEMBER
        )
        for office in offices:
            Role.objects.create(membership=member, office=office)
        return member

    return make


@pytest.fixture
def client_of() -> Callable[[Membership | Account], Client]:
    """A browser in which the member (or the account) is signed in."""

    def make(who: Membership | Account) -> Client:
        account = who.account if isinstance(who, Membership) else who
        client = Client()
        request = HttpRequest()
        accounts.sign_in(request, account)
        client.cookies[COOKIE] = request.new_session  # type: ignore[attr-defined]
        return client

    return make
