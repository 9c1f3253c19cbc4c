"""Passkeys: what a device must sign, once and soon, for this host, and what is refused."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from webauthn.helpers import encode_cbor, parse_cbor

from veche.web.accounts import actions, passkeys
from veche.web.accounts.models import Account, Challenge, Passkey

from .device import Device, base64url
from .door import sign_up

pytestmark = pytest.mark.django_db


def wish(client: Client, words: list[str], label: str = "Old telephone") -> Any:
    typed = {"label": label, "typed": " ".join(words)}
    return json.loads(client.post("/account/passkeys/options/", typed).content)


def keep(client: Client, device: Device, options: Any) -> HttpResponse:
    return client.post("/account/passkeys/new/", {"label": "Old telephone", "answer": device.make(options)})


def sign_in(client: Client, device: Device, next_page: str = "/account/") -> HttpResponse:
    options = json.loads(client.post("/sign-in/passkey/options/").content)
    return client.post("/sign-in/passkey/", {"answer": device.sign(options), "next": next_page})


@pytest.fixture
def settings_of_django(settings: Any) -> Any:
    """Under another name: Hypothesis has settings too."""
    return settings


@pytest.fixture
def device(client: Client) -> Device:
    """A device with a key of the account that is signed in in `client`."""
    words, _ = sign_up(client)
    made = Device()
    assert keep(client, made, wish(client, words)).status_code == 302
    return made


def test_a_key_signs_in_without_any_name(device: Device) -> None:
    browser = Client()
    response = sign_in(browser, device)
    assert response.headers["Location"] == "/account/"
    assert "Old telephone" in browser.get("/account/").content.decode()
    assert sign_in(Client(), device).status_code == 302


def test_a_device_is_told_neither_name_nor_number(client: Client) -> None:
    words, _ = sign_up(client)
    options = wish(client, words)
    assert options["rp"] == {"name": "Notes", "id": "testserver"}
    assert options["user"]["name"] == "Old telephone"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"


def test_an_open_session_alone_adds_no_key(client: Client) -> None:
    """Whoever finds an open telephone on a table gets no lasting key."""
    sign_up(client)
    response = client.post(
        "/account/passkeys/options/", {"label": "x", "typed": "one two three four five six seven"}
    )
    assert response.status_code == 400
    assert "typed" in json.loads(response.content)
    assert Challenge.objects.count() == 0
    signing = json.loads(client.post("/sign-in/passkey/options/").content)
    assert keep(client, Device(), signing).status_code == 403
    assert Passkey.objects.count() == 0


def test_a_challenge_of_one_account_is_no_use_to_another(client: Client) -> None:
    words, _ = sign_up(client)
    options = wish(client, words)
    other = Client()
    sign_up(other)
    assert keep(other, Device(), options).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"host": "elsewhere"}, {"origin": "https://testserver"}, {"origin": "http://testserver.elsewhere"}, {"flags": 0x01}],
)  # fmt: skip
def test_a_key_of_another_host_or_without_a_lock_is_refused(client: Client, wrong: dict[str, Any]) -> None:
    words, _ = sign_up(client)
    assert keep(client, Device(**wrong), wish(client, words)).status_code == 403
    assert Passkey.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"host": "elsewhere"}, {"origin": "http://elsewhere"}, {"flags": 0x01}, {"count": -1}]
)
def test_an_answer_for_another_host_or_without_a_lock_signs_nobody_in(
    device: Device, wrong: dict[str, Any]
) -> None:
    assert sign_in(Client(), device).status_code == 302
    for name, value in wrong.items():
        setattr(device, name, value)
    assert sign_in(Client(), device).status_code == 403


def test_an_answer_is_good_once(device: Device) -> None:
    browser = Client()
    options = json.loads(browser.post("/sign-in/passkey/options/").content)
    answer = device.sign(options)
    assert browser.post("/sign-in/passkey/", {"answer": answer}).status_code == 302
    assert Client().post("/sign-in/passkey/", {"answer": answer}).status_code == 403
    assert Client().post("/sign-in/passkey/", {"answer": device.sign(options)}).status_code == 403


def test_an_answer_comes_soon_or_not_at_all(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client()
    options = json.loads(browser.post("/sign-in/passkey/options/").content)
    later = timezone.now() + timedelta(minutes=7)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert browser.post("/sign-in/passkey/", {"answer": device.sign(options)}).status_code == 403


def test_another_key_with_the_same_number_signs_nobody_in(device: Device) -> None:
    assert sign_in(Client(), Device(number=device.number)).status_code == 403


def test_the_same_key_is_kept_once(client: Client) -> None:
    words, _ = sign_up(client)
    device = Device()
    assert keep(client, device, wish(client, words)).status_code == 302
    options = wish(client, words)
    assert len(options["excludeCredentials"]) == 1
    assert keep(client, device, options).status_code == 403


def test_an_account_has_room_for_so_many_keys(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.web.accounts.forms.MOST_KEYS", 1)
    words, _ = sign_up(client)
    assert keep(client, Device(), wish(client, words)).status_code == 302
    assert "Remove one first" in wish(client, words)["label"]
    assert Challenge.objects.count() == 0


def test_a_key_that_was_removed_opens_nothing(client: Client, device: Device) -> None:
    """And whoever holds the device is signed out: it may be in other hands."""
    lost = Client()
    sign_in(lost, device)
    page = f"/account/passkeys/{Passkey.objects.get().pk}/remove/"
    assert "Old telephone" in client.get(page).content.decode()
    client.post(page)
    assert lost.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert Passkey.objects.count() == 0
    assert sign_in(Client(), device).status_code == 403
    assert client.get(page).status_code == 404


def test_nobody_sees_or_removes_the_key_of_another(device: Device) -> None:
    stranger = Client()
    sign_up(stranger)
    page = f"/account/passkeys/{Passkey.objects.get().pk}/remove/"
    assert stranger.get(page).status_code == stranger.post(page).status_code == 404
    assert stranger.get(f"/account/passkeys/{uuid4()}/remove/").status_code == 404
    kept = Passkey.objects.get()
    actions.remove_passkey(Account.objects.exclude(pk=kept.account_id).get(), kept.pk)
    assert Passkey.objects.count() == 1


def test_over_https_a_key_signs_for_https_alone(settings_of_django: Any) -> None:
    settings_of_django.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    headers = {"X-Forwarded-Proto": "https", "Host": "testserver", "Referer": "https://testserver/"}
    client = Client(headers=headers)
    words, _ = sign_up(client)
    key = Device(origin="https://testserver")
    assert keep(client, key, wish(client, words)).status_code == 302
    assert sign_in(client, key).status_code == 302
    key.origin = "http://testserver"
    assert sign_in(client, key).status_code == 403


def test_a_key_of_another_name_of_this_server_is_not_known_here(device: Device) -> None:
    """Whatever its device says of where it is: the onion address and the other one keep their keys apart."""
    browser = Client(headers={"Host": "localhost"})
    device.origin = "http://localhost"
    for device.host in ("testserver", "localhost"):
        assert sign_in(browser, device).status_code == 403
    device.origin, device.host = "http://testserver", "testserver"
    assert sign_in(Client(), device).status_code == 302


ANSWERS = [
    answer
    for one in [Device()]
    for answer in (one.make({"challenge": "AAAA"}), one.sign({"challenge": "AAAA"}))
]
NAMES = [
    "id",
    "rawId",
    "type",
    "response",
    "clientDataJSON",
    "signature",
    "attestationObject",
    "authenticatorData",
]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner),
)


def both_ways(client: Client, answer: str) -> None:
    assert client.post("/sign-in/passkey/", {"answer": answer}).status_code == 403
    assert client.post("/account/passkeys/new/", {"label": "x", "answer": answer}).status_code == 403


@pytest.fixture
def inside(client: Client) -> Client:
    sign_up(client)
    return client


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.sampled_from([0, 1]), st.integers(0, 400), st.integers(0, 9), st.text(max_size=9), anything)
def test_an_answer_of_any_kind_is_refused_and_breaks_nothing(
    inside: Client, which: int, place: int, length: int, more: str, nested: Any
) -> None:
    """Good answers with something in them changed, and anything at all."""
    answer = ANSWERS[which]
    both_ways(inside, answer[:place] + more + answer[place + length :])
    both_ways(inside, json.dumps(nested))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), anything | st.binary(max_size=60))
def test_a_part_of_any_kind_breaks_nothing(client: Client, device: Device, name: str, part: Any) -> None:
    """A right answer in which one part is something else: as deep as an answer with a good challenge comes."""
    given = {"challenge": base64url(bytes(32))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "take_challenge", lambda end, challenge: None)
        for answer in (json.loads(device.make(given)), json.loads(device.sign(given))):
            inner = answer if name in answer else answer["response"]
            inner[name] = base64url(part) if isinstance(part, bytes) else part
            for page, browser in (("/sign-in/passkey/", Client()), ("/account/passkeys/new/", client)):
                assert browser.post(page, {"answer": json.dumps(answer)}).status_code in (302, 403)


@pytest.mark.parametrize(
    "key",
    [{}, {1: 2}, {1: 2, 3: -7, -1: 9, -2: bytes(32), -3: bytes(32)}, {1: 1, 3: -8, -1: 6, -2: b""}, [], 7],
)
def test_a_key_that_is_none_is_not_kept(client: Client, key: Any) -> None:
    words, _ = sign_up(client)
    options = wish(client, words)
    device = Device()
    answer = json.loads(device.make(options))
    data = device._data(0x40) + bytes(16) + (16).to_bytes(2, "big") + device.number + encode_cbor(key)
    made = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
    answer["response"]["attestationObject"] = base64url(made)
    response = client.post("/account/passkeys/new/", {"label": "x", "answer": json.dumps(answer)})
    assert response.status_code == 403
    assert Passkey.objects.count() == 0


def test_what_a_maker_says_of_a_key_is_not_read(client: Client) -> None:
    """No certificates come in here: a statement of any form, true or not, changes nothing."""
    words, _ = sign_up(client)
    device, options = Device(), wish(client, words)
    answer = json.loads(device.make(options))
    made = parse_cbor(base64.urlsafe_b64decode(answer["response"]["attestationObject"] + "=="))
    statement = encode_cbor({**made, "fmt": "packed", "attStmt": {"x5c": [b"nothing"], "alg": 1, "sig": b""}})
    answer["response"]["attestationObject"] = base64url(statement)
    assert (
        client.post("/account/passkeys/new/", {"label": "x", "answer": json.dumps(answer)}).status_code == 302
    )
    assert sign_in(Client(), device).status_code == 302


@pytest.mark.parametrize("start", ["[", '{"response":'])
def test_an_answer_of_any_length_is_refused(inside: Client, start: str) -> None:
    both_ways(inside, start * (passkeys.LONGEST_ANSWER * 2))
