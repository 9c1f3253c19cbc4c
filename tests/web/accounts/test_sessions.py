"""Sessions: a cookie that opens one, times that end it, and a database that lets nobody in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from veche.web.accounts import actions, clock
from veche.web.accounts.models import Account, Session
from veche.web.accounts.sessions import COOKIE

from .door import sign_in, sign_up

pytestmark = pytest.mark.django_db


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_session_is_a_cookie_for_this_server_alone(client: Client) -> None:
    sign_up(client)
    cookie = client.cookies[COOKIE]
    assert len(cookie.value) == 43  # 256 bits
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    assert inside(client)


def test_a_link_in_a_message_spoils_no_form_that_is_open(client: Client) -> None:
    """Browsers send a strict cookie to nobody who follows a link from elsewhere: a new one would take the place of the old."""
    cookie = client.get("/sign-in/").cookies["form"]
    assert (cookie["samesite"], cookie["httponly"], cookie["max-age"]) == ("Lax", True, "")
    client.get("/join/")
    assert client.cookies["form"].value == cookie.value


@pytest.fixture
def https(settings: Any) -> Client:
    """A browser behind a proxy that ends TLS."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return Client(headers={"X-Forwarded-Proto": "https", "Referer": "https://testserver/"})


def test_over_https_the_cookie_is_this_hosts_and_goes_over_https_alone(https: Client) -> None:
    words, _ = sign_up(https)
    cookie = https.cookies[f"__Host-{COOKIE}"]
    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)
    assert inside(https)
    https.post("/sign-out/")
    assert (cookie := https.cookies[f"__Host-{COOKIE}"]).value == ""
    assert cookie["secure"]
    assert not inside(https)
    sign_in(https, words)
    assert inside(https)


def test_a_neighbour_cannot_sign_somebody_in_to_an_account_of_theirs(https: Client) -> None:
    """A cookie for the whole domain comes from any host in it, and from whoever answers for one without TLS."""
    theirs = Client()
    sign_up(theirs)
    https.cookies[COOKIE] = theirs.cookies[COOKIE].value
    assert not inside(https)


def test_a_copy_of_the_database_opens_no_session() -> None:
    client = Client(headers={"Accept-Language": "be"})  # words that stand in no hash by chance
    words, _ = sign_up(client)
    token = client.cookies[COOKIE].value
    session = Session.objects.get()
    account = Account.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_session")
        row = repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()])
        cursor.execute("SELECT * FROM accounts_account")
        row += repr([bytes(one) if isinstance(one, memoryview) else one for one in cursor.fetchone()])
    assert token not in row
    assert not [word for word in words if word in row]
    for known in (
        bytes(session.found_by).hex(),
        str(session.pk),
        str(account.pk),
        bytes(account.found_by).hex(),
    ):
        stranger = Client()
        stranger.cookies[COOKIE] = known
        assert not inside(stranger)


def test_the_database_tells_no_moment(client: Client) -> None:
    sign_up(client)
    session = Session.objects.get()
    assert (session.ends.minute, session.ends.second, session.ends.microsecond) == (0, 0, 0)
    assert (session.idle_ends.minute % 5, session.idle_ends.second, session.idle_ends.microsecond) == (
        0,
        0,
        0,
    )


@given(st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC)))
def test_times_are_rounded_within_what_is_promised(moment: datetime) -> None:
    with pytest.MonkeyPatch.context() as patch:
        at(patch, moment)
        assert timedelta(minutes=30) <= clock.idle_ends() - moment <= timedelta(minutes=35)
        assert timedelta(hours=11) <= clock.session_ends() - moment <= timedelta(hours=12)
        assert timedelta(minutes=5) <= clock.challenge_ends() - moment <= timedelta(minutes=6)
        assert timedelta() < clock.hour_ends() - moment <= timedelta(hours=1)


def test_a_session_that_is_not_used_ends(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    sign_up(client)
    at(monkeypatch, start + timedelta(minutes=29))
    assert inside(client)
    at(monkeypatch, start + timedelta(minutes=58))
    assert inside(client)
    at(monkeypatch, start + timedelta(minutes=58 + 36))
    assert not inside(client)
    assert COOKIE not in client.cookies or client.cookies[COOKIE].value == ""


def test_a_session_ends_however_much_it_is_used(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    sign_up(client)
    for minutes in range(25, 11 * 60, 25):
        at(monkeypatch, start + timedelta(minutes=minutes))
        assert inside(client)
    for minutes in range(11 * 60, 12 * 60 + 1, 25):
        at(monkeypatch, start + timedelta(minutes=minutes))
        client.get("/account/")
    at(monkeypatch, start + timedelta(hours=12))
    assert not inside(client)


def test_what_ended_is_deleted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    sign_up(client)
    actions.give_challenge("sign-in")
    at(monkeypatch, start + timedelta(hours=2))
    actions.forget_what_ended()
    assert Session.objects.count() == 0
    assert actions.Challenge.objects.count() == 0
    assert actions.Bucket.objects.count() == 0


def test_signing_in_gives_another_cookie(client: Client) -> None:
    words, _ = sign_up(client)
    first = client.cookies[COOKIE].value
    client.post("/sign-out/")
    assert client.cookies[COOKIE].value == ""
    sign_in(client, words)
    second = client.cookies[COOKIE].value
    assert second not in ("", first)
    stranger = Client()
    stranger.cookies[COOKIE] = first
    assert not inside(stranger)


def test_signing_in_makes_the_forms_of_before_somebody_elses() -> None:
    words, _ = sign_up(Client())
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    before = client.cookies["form"].value
    form = {"typed": " ".join(words), "csrfmiddlewaretoken": before}
    assert client.post("/sign-in/", form).status_code == 302
    assert client.cookies["form"].value != before
    assert client.post("/account/sessions/end/", {"csrfmiddlewaretoken": before}).status_code == 403


def test_a_cookie_that_somebody_planted_is_not_taken_over(client: Client) -> None:
    words, _ = sign_up(client)
    victim = Client()
    victim.cookies[COOKIE] = "planted" * 6
    sign_in(victim, words)
    assert victim.cookies[COOKIE].value != "planted" * 6
    assert inside(victim)


def test_other_browsers_are_signed_out_and_this_one_stays(client: Client) -> None:
    words, _ = sign_up(client)
    other = Client()
    sign_in(other, words)
    client.post("/account/sessions/end/")
    assert inside(client)
    assert not inside(other)


@pytest.mark.parametrize("value", ["", "x", "é", "x" * 5000, "\"';--", "a" * 43])
def test_any_cookie_at_all_is_answered(value: str) -> None:
    client = Client()
    client.cookies[COOKIE] = value
    assert client.get("/sign-in/").status_code == 200
    assert not inside(client)


def test_a_session_is_written_once_in_five_minutes(
    client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.hour_ends() + timedelta(minutes=1)
    at(monkeypatch, start)
    sign_up(client)
    at(monkeypatch, start + timedelta(minutes=1))
    with django_assert_num_queries(1):
        client.get("/sign-up/?next=/join/")


def test_the_session_is_no_part_of_what_a_request_prints(client: Client) -> None:
    sign_up(client)
    request = HttpRequest()
    actions.sign_in(request, Account.objects.get())
    assert request.new_session not in repr(request)  # type: ignore[attr-defined]
