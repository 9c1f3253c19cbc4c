"""The pages of a petition: nobody is asked who they are, and what is handed in leaves no trace but itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from web.petitions_making import MadePetition, make_petition

from veche.election.petition import verify_petition
from veche.web.bodies.models import Body, Membership, Turnout
from veche.web.petitions.models import Signature
from veche.words import Language

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(make_body: Callable[..., Body]) -> MadePetition:
    return make_petition(make_body(), voters=4, needed=2, turnout=Turnout.NOTHING)


def post(made: MadePetition, message: bytes) -> tuple[int, dict[str, object]]:
    answer = Client().post(
        f"/petitions/{made.petition.pk}/sign/", message, content_type="application/octet-stream"
    )
    return answer.status_code, answer.json()


def test_a_signature_is_handed_in_without_a_session(made: MadePetition) -> None:
    assert post(made, made.signature(0)) == (200, {"turn": 1})
    assert post(made, made.signature(0)) == (200, {"turn": 1})
    assert post(made, made.signature(0, turn=2)) == (200, {"turn": 2})


def test_the_session_of_who_signs_is_not_looked_up(
    made: MadePetition, client_of: Callable[..., Client], make_member: Callable[..., Membership]
) -> None:
    client = client_of(make_member(made.petition.body))
    address = f"/petitions/{made.petition.pk}/sign/"
    with connection.execute_wrapper(no_sessions):
        answer = client.post(address, made.signature(0), content_type="application/octet-stream")
    assert answer.status_code == 200
    assert not answer.cookies


def no_sessions(execute: Callable[..., object], sql: str, *rest: object) -> object:
    assert "accounts_" not in sql, sql
    return execute(sql, *rest)


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        (b"", 400, "signature"),
        (b"{}", 400, "signature"),
        (b"\xff" * 20, 400, "signature"),
        (b"[" * 4000, 400, "signature"),
        (b"x" * 5000, 413, "too_large"),
    ],
)
def test_what_is_no_signature_is_refused_by_a_code(
    made: MadePetition, message: bytes, status: int, code: str
) -> None:
    assert post(made, message) == (status, {"refusal": code})


def test_a_strangers_signature_is_refused(made: MadePetition, make_body: Callable[..., Body]) -> None:
    other = make_petition(make_body("Other"))
    assert post(made, other.signature(0)) == (404, {"refusal": "credential"})


def test_after_the_end_it_says_so(made: MadePetition) -> None:
    made.sign(0)
    made.sign(1)
    assert post(made, made.signature(2)) == (409, {"refusal": "ended"})
    page = Client().get(f"/petitions/{made.petition.pk}/sign/")
    assert 'id="booth"' not in page.content.decode()


@pytest.mark.parametrize("language", Language)
def test_the_page_speaks_every_language_and_shows_the_text(made: MadePetition, language: Language) -> None:
    for path in ("", "sign/"):
        page = Client(headers={"accept-language": str(language)}).get(f"/petitions/{made.petition.pk}/{path}")
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
    text = Client().get(f"/petitions/{made.petition.pk}/").content.decode()
    assert "We call back our delegate." in text


def test_a_number_that_is_hidden_is_nowhere(made: MadePetition) -> None:
    made.sign(0)
    page = Client().get(f"/petitions/{made.petition.pk}/").content.decode()
    assert "How many have signed is not shown" in page
    file = Client().get(f"/petitions/{made.petition.pk}/petition.json").content
    assert verify_petition(file).signed == 0
    assert json.loads(file)["signatures"] == []


def test_when_it_has_ended_anybody_counts(made: MadePetition) -> None:
    made.sign(2)
    made.sign(0)
    file = Client().get(f"/petitions/{made.petition.pk}/petition.json").content
    report = verify_petition(file)
    assert (report.signed, report.filled) == (2, True)
    assert "2 people have signed." in Client().get(f"/petitions/{made.petition.pk}/").content.decode()


def test_the_statement_is_sent_as_it_is_signed(made: MadePetition) -> None:
    statement = Client().get(f"/petitions/{made.petition.pk}/statement/").content
    file = Client().get(f"/petitions/{made.petition.pk}/petition.json").content
    assert file.startswith(b'{"statement":' + statement)


def test_no_code_comes_into_a_row_or_a_log(made: MadePetition, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    code = made.roll.credentials[0]
    post(made, made.signature(0))
    post(made, made.signature(0).replace(b'"turn":1', b'"turn":3'))
    rows = " ".join(str(row) for row in Signature.objects.values_list())
    for secret in (code, code.replace("-", "")):
        assert secret not in rows + caplog.text
    assert made.signature(0).decode()[15:40] not in caplog.text


def test_an_address_that_is_none(made: MadePetition) -> None:
    for path in ("", "sign/", "statement/", "petition.json"):
        assert Client().get(f"/petitions/11111111111111/{path}").status_code == 404


def test_it_stands_on_the_page_of_its_roll(made: MadePetition) -> None:
    page = Client().get(f"/votes/{made.roll.roll.pk}/roll/").content.decode()
    assert f"/petitions/{made.petition.pk}/sign/" in page
    made.sign(0)
    made.sign(1)
    page = Client().get(f"/votes/{made.roll.roll.pk}/roll/").content.decode()
    assert made.petition.pk not in page
