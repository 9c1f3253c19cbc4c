"""Who may have a stream, and what a page holds for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import Client, RequestFactory
from web.assemblies_making import make_assembly, make_presence

from veche.web.assemblies.models import Assembly, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.house.language import Voice
from veche.web.serving.bridge import GOES_ON
from veche.web.serving.live import hub as hubs
from veche.web.serving.live import views
from veche.web.serving.live.stream import Stream
from veche.words import Language

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test asks in its own thread, of which the connection stays."""
    monkeypatch.setattr(views, "close_old_connections", lambda: None)


@pytest.fixture
def assembly(make_body: Callable[..., Body]) -> Assembly:
    return make_assembly(make_body())


def asked(client: Client, assembly: Assembly, kind: str = "phone", **headers: str) -> Any:
    return client.get(f"/assemblies/{assembly.pk}/live/{kind}/", headers=headers)


def stream_of(response: Any) -> Stream:
    """What the view left for the server to do."""
    found = response.wsgi_request.META[GOES_ON]
    assert isinstance(found, Stream)
    return found


def test_a_phone_that_the_door_let_in(assembly: Assembly) -> None:
    presence, phone = make_presence(assembly)
    response = asked(phone, assembly, **{"Accept-Language": "pl", "Last-Event-ID": "7"})
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.startswith(b"retry: ")
    stream = stream_of(response)
    assert (stream.where.kind, stream.where.language, stream.seen) == ("phone", Language.PL, 7)
    assert str(presence.pk) in stream.key
    assert stream.may_look()
    Presence.objects.all().delete()
    assert not stream.may_look()


def test_a_member_as_long_as_they_are_one(
    assembly: Assembly, make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> None:
    member = make_member(assembly.body)
    client = client_of(member)
    stream = stream_of(asked(client, assembly))
    assert stream.may_look()
    member.delete()
    assert not stream.may_look()


def test_to_look_on_keeps_no_session_open(
    assembly: Assembly,
    make_member: Callable[..., Membership],
    client_of: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = stream_of(asked(client_of(make_member(assembly.body)), assembly))
    monkeypatch.setattr(
        "veche.web.accounts.actions.keep_open", lambda session: pytest.fail("it was kept open")
    )
    assert stream.may_look()


def test_strangers_and_kinds_that_are_none(assembly: Assembly) -> None:
    _, phone = make_presence(assembly)
    for client, kind in ((Client(), "phone"), (phone, "desk"), (phone, "screen"), (phone, "other")):
        response = asked(client, assembly, kind)
        assert response.status_code == 404
        assert GOES_ON not in response.wsgi_request.META
    assert phone.get(f"/assemblies/{uuid4()}/live/phone/").status_code == 404
    assert phone.post(f"/assemblies/{assembly.pk}/live/phone/").status_code == 405


@pytest.mark.parametrize("language", Language)
def test_where_there_is_no_room_it_is_said(
    assembly: Assembly, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "MOST", 0)
    _, phone = make_presence(assembly)
    response = asked(phone, assembly, **{"Accept-Language": language})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.content.decode() == Voice(language)("serving:live.full")
    assert GOES_ON not in response.wsgi_request.META


@pytest.mark.parametrize(
    ("header", "query", "seen"),
    [
        ("", "", None),
        ("", "7", 7),
        ("8", "7", 8),
        ("x", "7", None),
        ("", "-1", None),
        ("", "9" * 20, None),
        ("٣", "", None),
    ],
)
def test_what_the_page_shows(header: str, query: str, seen: int | None) -> None:
    request = RequestFactory().get(
        "/", {"seen": query}, headers={"Last-Event-ID": header} if header.isascii() else {}
    )
    if not header.isascii():
        request.META["HTTP_LAST_EVENT_ID"] = header
    assert views.seen(request) == seen


@pytest.mark.parametrize("language", Language)
def test_a_page_holds_the_fragment_and_where_it_goes_on(assembly: Assembly, language: Language) -> None:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = language
    template = engines["django"].from_string('{% live assembly "phone" %}')
    page = template.render({"assembly": assembly}, request)
    assert f'data-live="/assemblies/{assembly.pk}/live/phone/?seen={assembly.pulse}"' in page
    assert "Wages" in page
    assert page.count("<script") == 1
    assert '<script type="module" src="/static/house/live.' in page
    assert Voice(language)("house:live.reload") in page
