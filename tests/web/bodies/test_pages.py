"""Founding, the body's own page, settings: in every language, keeping what was typed, safe to send twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.models import Body, Kind, Membership, Mode, Office
from veche.web.bodies.once import AGE, Stale, new_once, read_once
from veche.web.bodies.register import new_private_key, public_of
from veche.web.bodies.urls import urlpatterns
from veche.words import Language

from .helping import founder_of, text_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]

ANSWERS = {"kind": "branch", "name": "Foundry", "member_name": "Ana", "mode": "names"}


def test_founding_twice_with_one_form_founds_one_body(make_account: MakeAccount, client_of: ClientOf) -> None:
    account = make_account()
    client = client_of(account)
    once = re.search(r'name="once" value="([^"]+)"', text_of(client.get("/bodies/new/")))
    assert once is not None
    places = [client.post("/bodies/new/", ANSWERS | {"once": once[1]}).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    (mine,) = access.memberships_of(account)
    assert (mine.body.name, mine.name, mine.body.kind) == ("Foundry", "Ana", "branch")
    page = text_of(client.get(places[0]))
    assert "1 member" in page
    assert "You are alone here so far" in page
    stranger = client_of(make_account())
    assert stranger.post("/bodies/new/", ANSWERS | {"once": once[1]}).status_code == 404


def test_a_script_founds_and_invites_only_so_much(
    make_account: MakeAccount, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veche.web.bodies.views.body.PER_HOUR", 2)
    monkeypatch.setattr("veche.web.bodies.views.inviting.PER_HOUR", 2)
    account = make_account()
    client = client_of(account)
    found = [client.post("/bodies/new/", ANSWERS | {"once": new_once()}).status_code for _ in range(3)]
    assert found == [302, 302, 429]
    path = f"/bodies/{access.memberships_of(account)[0].body_id}/invite/"
    answers = {"number": 1, "days": 7, "language": "en"}
    assert [client.post(path, answers | {"once": new_once()}).status_code for _ in range(3)] == [
        200,
        200,
        429,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "party"},
        {"name": " \u200b "},
        {"member_name": ""},
        {"mode": "x"},
        {"name": "x" * 81},
        {"once": "forged"},
    ],
)
def test_a_wrong_form_founds_nothing_and_keeps_what_was_typed(
    make_account: MakeAccount, client_of: ClientOf, wrong: dict[str, str]
) -> None:
    account = make_account()
    answers = ANSWERS | {"once": new_once(), "member_name": "Ana <3"} | wrong
    page = text_of(client_of(account).post("/bodies/new/", answers))
    assert 'role="alert"' in page
    assert wrong.get("member_name") == "" or 'value="Ana &lt;3"' in page
    assert access.memberships_of(account) == []


def test_a_form_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    once, now = new_once(), time.time()
    assert len(read_once(once)) == 16
    monkeypatch.setattr("time.time", lambda: now + AGE + 60)
    for bad in (once, once + "x", "", "a:b:c"):
        with pytest.raises(Stale):
            read_once(bad)


def test_settings(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    founder = founder_of(make_body())
    client, path = client_of(founder), f"/bodies/{founder.body_id}/settings/"
    assert client_of(make_member(founder.body, Office.TRUSTEE)).get(path).status_code == 403
    page = text_of(client.post(path, {"name": "New", "vouchers": 6, "turnout": "never", "all_invite": "x"}))
    assert page.count('role="alert"') == 3
    assert 'value="New"' in page
    answers = {"name": "New", "vouchers": 3, "turnout": "daily", "all_invite": "everybody"}
    for _ in range(2):
        assert client.post(path, answers).status_code == 302
    body = Body.objects.get()
    assert (body.name, body.vouchers, body.turnout, body.all_invite) == ("New", 3, "daily", True)
    assert [(one.deed, one.by) for one in access.records(founder)] == [("settings", "Founder")]
    assert "Founder changed the settings." in text_of(client.get(f"/bodies/{founder.body_id}/offices/"))


def test_a_visitor_signs_in_first(make_body: MakeBody) -> None:
    body = make_body()
    for pattern in urlpatterns:
        route = "/" + str(pattern.pattern).replace("<uuid:body_id>", str(body.id))
        if route == "/join/":
            continue
        response = Client().get(route.replace("<uuid:membership_id>", str(body.id)))
        assert response.status_code == 405 or response.headers["Location"].startswith("/sign-in/?next="), (
            route
        )


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf, language: Language
) -> None:
    """Whatever is shown with one office or another, before and after a form: no text is missing, none is left empty."""
    founder = founder_of(make_body(mode=Mode.REGISTER))
    body = founder.body
    make_member(body, *Office)
    actions.give_role(founder, founder, Office.SECRETARY)
    actions.set_register_key(founder, public_of(new_private_key()))
    actions.ask_for_register(founder)
    client = client_of(founder)
    client.cookies["language"] = language
    for pattern in urlpatterns:
        route = "/" + str(pattern.pattern).replace("<uuid:body_id>", str(body.id))
        for send in (client.get, client.post):
            if "membership_id" in route or (send == client.post and "leave" in route):
                continue
            response = send(route)
            assert response.status_code in (200, 302, 404, 405), route
            if response.status_code == 200:
                page = text_of(response)
                assert f'lang="{language}"' in page
                assert page.count("<h1") == 1, route
                assert not re.search(r"<(h1|h2|button|label|p|dt)[^>]*>\s*</\1>", page), route
    for kind in Kind:
        Body.objects.filter(pk=body.pk).update(kind=kind)
        assert client.get(f"/bodies/{body.id}/").status_code == 200
