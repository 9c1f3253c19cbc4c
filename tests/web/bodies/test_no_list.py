"""No role can list the members: neither a function of access, nor a page, nor all of them together."""

from __future__ import annotations

import inspect
import re
import secrets
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.test import Client

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.models import Body, Membership, Mode, Office
from veche.web.bodies.register import new_private_key, public_of
from veche.web.bodies.urls import urlpatterns

from .helping import founder_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]

OFFICES = [(), *((office,) for office in Office), tuple(Office)]
WITHOUT_PEOPLE = {
    "today",
    "last_day",
    "hold_until",
    "invitation",
    "shown_by",
    "Neighbours",
    "RegisterState",
}
"""Nothing that a member could ask without holding somebody's code."""


@pytest.fixture
def hall(make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount) -> Body:
    """Twenty hidden members, one who waits, a register with entries."""
    body = make_body(mode=Mode.REGISTER)
    founder = founder_of(body)
    for number in range(20):
        make_member(body, name=f"Hidden{number}")
    actions.change_settings(founder, "Foundry", 5, "always", True)
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    actions.join(make_account(), code, "HiddenWaiting")
    actions.give_role(founder, founder, Office.SECRETARY)
    actions.set_register_key(founder, public_of(new_private_key()))
    actions.take_role(founder, founder, Office.SECRETARY)
    return Body.objects.get(pk=body.pk)


def names_in(value: Any) -> set[str]:
    """Every name of a member that an answer leads to, through the objects that it holds."""
    if isinstance(value, Membership):
        return {value.name}
    if isinstance(value, list):
        return {name for one in value for name in names_in(one)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name for field in fields(value) for name in names_in(getattr(value, field.name))}
    if isinstance(value, Model):
        return {
            name
            for field in value._meta.concrete_fields
            if field.is_relation
            for name in names_in(getattr(value, field.name))
        }
    return set()


def public_functions() -> dict[str, Callable[..., Any]]:
    """Everything that access offers of its own."""
    own = inspect.getmembers(access, lambda one: getattr(one, "__module__", "") == access.__name__)
    return {name: function for name, function in own if not name.startswith("_")}


def ask(function: Callable[..., Any], me: Membership) -> Any:
    """Call it as this member could; for what takes another's id, with every id that there is."""
    given: dict[str, Any] = {
        "membership": me,
        "newcomer": me,
        "account": me.account,
        "body": me.body,
        "body_id": me.body_id,
    }
    names = list(inspect.signature(function).parameters)
    if names[-1] == "membership_id":
        found = []
        for one in Membership.objects.all():
            try:
                found.append(function(me, one.id))
            except Http404:
                continue
        return found
    if names == ["membership", "offices"]:
        return function(me, *Office)
    return function(*(given[name] for name in names))


@pytest.mark.parametrize("offices", OFFICES, ids=lambda offices: "+".join(offices) or "none")
def test_access_shows_ones_own_those_one_invited_and_officers(
    hall: Body, make_member: MakeMember, offices: tuple[str, ...]
) -> None:
    me = make_member(hall, *offices, name="Me")
    seen: set[str] = set()
    asked = set()
    for name, function in public_functions().items():
        if name in WITHOUT_PEOPLE:
            continue
        asked.add(name)
        try:
            seen |= names_in(ask(function, me))
        except (Http404, PermissionDenied):
            continue
    assert seen == {"Me", "Founder"}
    assert {"invited", "office_holders", "member_for_post", "sealed_register"} <= asked


def test_every_reader_says_what_it_returns_at_most() -> None:
    """Only access reads, so a new function there is a new way in: its line stands in the table at the top."""
    told = set(re.findall(r"\w+", access.__doc__ or ""))
    functions = {name for name, function in public_functions().items() if inspect.isfunction(function)}
    assert len(functions) > 20
    assert functions <= told


@pytest.mark.parametrize("offices", OFFICES, ids=lambda offices: "+".join(offices) or "none")
def test_no_page_names_anybody_else(
    hall: Body, make_member: MakeMember, client_of: ClientOf, offices: tuple[str, ...]
) -> None:
    me = make_member(hall, *offices, name="Me")
    client = client_of(me)
    ids = [str(one.id) for one in Membership.objects.all() if one.name.startswith("Hidden")]
    for pattern in urlpatterns:
        route = "/" + str(pattern.pattern).replace("<uuid:body_id>", str(hall.id))
        for path in (
            [route.replace("<uuid:membership_id>", one) for one in ids]
            if "membership_id" in route
            else [route]
        ):
            if path.endswith("/leave/"):
                continue
            for response in (
                client.get(path),
                client.post(path, {"member": ids[0], "do": "ask", "office": "trustee", "sure": "1"}),
            ):
                assert response.status_code < 500, path
                assert b"Hidden" not in response.content, path
                assert not any(one.encode() in response.content for one in ids), path


def test_the_body_is_nothing_to_a_stranger(
    hall: Body, make_member: MakeMember, make_body: MakeBody, client_of: ClientOf
) -> None:
    """Whoever does not belong gets the same answer as for a body that is not there."""
    stranger = client_of(make_member(make_body("Elsewhere"), *Office))
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        if "body_id" not in route:
            continue
        answers = []
        for body in (hall.id, "00000000-0000-4000-8000-000000000000"):
            path = "/" + route.replace("<uuid:body_id>", str(body)).replace(
                "<uuid:membership_id>", str(hall.id)
            )
            for send in (stranger.get, stranger.post):
                response = send(path)
                answers.append((response.status_code, len(response.content)))
        assert answers[:2] == answers[2:], route
        assert {status for status, _ in answers} <= {404, 405}
