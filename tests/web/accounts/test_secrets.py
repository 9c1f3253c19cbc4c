"""What was typed at the door is found nowhere afterwards: not in logs, not in what an exception says, not in addresses, not in the database."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from veche.web.accounts import passphrases
from veche.web.accounts.sessions import COOKIE
from veche.web.house.forms import TYPED
from veche.web.house.language import Voice
from veche.web.house.samples import SampleForm
from veche.words import Language

from .door import codes, drawn, hidden, sign_in, sign_up

pytestmark = pytest.mark.django_db
SPEAKS = {"Accept-Language": "be"}
"""No word of Belarusian stands by chance in an address, a log or the name of a field."""


@pytest.fixture
def client() -> Client:
    return Client(headers=SPEAKS)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as the server's own handler leaves it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written
    for logger in loggers:
        logger.removeHandler(handler)


def secrets_of(client: Client) -> list[str]:
    """Go through all of the door; everything secret that came by."""
    words, page = sign_up(client)
    made = codes(page)
    seen = [*words, *made, client.cookies[COOKIE].value]
    sign_in(Client(), [*words[:6], "wrongone"])
    shown = Client(headers=SPEAKS).post("/recovery/", {"code": made[0]})
    back = {"code": hidden(shown, "code"), "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
    browser = Client()
    browser.post("/recovery/words/", back)
    return [*seen, *drawn(shown), back["code"], "wrongone", browser.cookies[COOKIE].value]


def test_the_database_holds_nothing_that_opens_a_door(client: Client) -> None:
    seen = secrets_of(client)
    dump = io.StringIO()
    call_command("dumpdata", "accounts", stdout=dump)
    assert '"accounts.account"' in dump.getvalue()
    assert not [secret for secret in seen if secret in dump.getvalue()]


def test_the_log_holds_nothing_of_what_was_typed(
    client: Client, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = secrets_of(client)
    words = " ".join(seen[:7])

    def broken(_: object) -> None:
        raise RuntimeError(words)

    monkeypatch.setattr(passphrases, "open_account", broken)
    breaks = Client(raise_request_exception=False)
    assert breaks.post("/sign-in/", {"typed": words}).status_code == 500
    assert "RuntimeError" in log.getvalue()
    assert Path(__file__).name in log.getvalue()
    assert not [secret for secret in seen if secret in log.getvalue()]


def test_no_address_holds_a_secret(client: Client) -> None:
    words, page = sign_up(client)
    answers = [
        sign_in(client, words),
        Client().post("/recovery/", {"code": codes(page)[0]}),
        client.post("/leave/"),
    ]
    addresses = " ".join(
        answer.headers.get("Location", "") + answer.headers.get("Refresh", "") for answer in answers
    )
    bodies = " ".join(answer.content.decode() for answer in answers)
    assert not [word for word in words if word in addresses]
    assert not [word for word in words if f'action="{word}' in bodies or f'href="{word}' in bodies]


@pytest.mark.parametrize(
    "page", ["/sign-in/", "/recovery/", "/account/words/", "/account/codes/", "/account/delete/", "/account/passkeys/new/"]
)  # fmt: skip
def test_no_browser_writes_down_what_is_typed(client: Client, page: str) -> None:
    """Chromium keeps what was typed in any text field but those that say "off", in the clear, and Leave now does not reach it."""
    if page.startswith("/account/"):
        sign_up(client)
    fields = re.findall(r"<input type=\"text\"[^>]*>", client.get(page).content.decode())
    assert fields
    assert not [field for field in fields if 'autocomplete="off"' not in field]


def test_no_form_of_the_house_leaves_what_was_typed_in_the_browser() -> None:
    fields = [field.widget for field in SampleForm(voice=Voice(Language.EN)).fields.values()]
    kept = [one for one in fields if isinstance(one, TYPED) and one.attrs.get("autocomplete") != "off"]
    assert len([one for one in fields if isinstance(one, TYPED)]) == 2
    assert not kept
