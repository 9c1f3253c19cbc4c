"""Codes on paper, new words, and the end of an account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from veche.web.accounts import actions, recovery
from veche.web.accounts.models import Account, Passkey, RecoveryCode, Session
from veche.web.accounts.sessions import COOKIE

from .door import codes, drawn, hidden, sign_in, sign_up

pytestmark = pytest.mark.django_db


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def new_words(client: Client, code: str) -> list[str]:
    """All of the way back with a code."""
    shown = client.post("/recovery/", {"code": code})
    form = {"code": hidden(shown, "code"), "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
    client.post("/recovery/words/", form)
    return drawn(shown)


def test_codes_have_enough_to_guess_and_are_not_kept(client: Client) -> None:
    shown = codes(sign_up(client)[1])
    assert len({recovery.canonical(code) for code in shown}) == recovery.COUNT
    assert 32**recovery.LENGTH > 2**100
    assert sum(recovery.GROUPS) == recovery.LENGTH
    with connection.cursor() as cursor:
        cursor.execute("SELECT found_by FROM accounts_recoverycode")
        rows = repr([bytes(row[0]) for row in cursor.fetchall()])
    assert not [code for code in shown if code in rows or recovery.canonical(code) in rows]


@given(st.data())
def test_a_code_is_understood_however_it_is_typed(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(recovery.draw(UUID(int=1), "once")))
    typed = recovery.shown(code).replace("-", data.draw(st.sampled_from(["", " ", "–", " - ", "\n"])))
    typed = data.draw(st.sampled_from([str.lower, str.upper]))(typed)
    typed = typed.replace("0", data.draw(st.sampled_from("0OoОо"))).replace(
        "1", data.draw(st.sampled_from("1IilІі"))
    )
    assert recovery.canonical(f" {typed} ") == code


def test_a_code_gives_new_words_once_and_signs_everybody_out(client: Client) -> None:
    old, page = sign_up(client)
    code = codes(page)[3]
    browser = Client()
    words = new_words(browser, code)
    assert inside(browser)
    assert not inside(client)
    assert not sign_in(Client(), old).headers.get("Location")
    assert sign_in(Client(), words).headers["Location"] == "/home/"
    assert RecoveryCode.objects.count() == 7
    again = Client().post("/recovery/", {"code": code})
    assert "No account has this code" in again.content.decode()
    assert recovery.canonical(code) in again.content.decode().replace("-", "")  # what was typed stays


def test_who_is_interrupted_has_lost_nothing(client: Client) -> None:
    """The code is spent when the words were typed back, not before."""
    old, page = sign_up(client)
    code = codes(page)[0]
    shown = Client().post("/recovery/", {"code": code})
    proof = hidden(shown, "proof")
    back = {"code": code, "proof": proof, "typed": "a b c d e f g"}
    assert "These are not the seven words" in Client().post("/recovery/words/", back).content.decode()
    assert RecoveryCode.objects.count() == 8
    assert sign_in(Client(), old).status_code == 302
    assert len(new_words(Client(), code)) == 7


def test_words_drawn_for_one_account_are_no_use_to_another(client: Client) -> None:
    _, page = sign_up(client)
    other = Client()
    others, other_page = sign_up(other)
    shown = Client().post("/recovery/", {"code": codes(page)[0]})
    form = {"code": codes(other_page)[0], "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
    Client().post("/recovery/words/", form)
    assert RecoveryCode.objects.count() == 16
    assert sign_in(Client(), others).status_code == 302


def test_everybody_is_told_how_many_codes_they_have_themselves(client: Client) -> None:
    _, page = sign_up(client)
    sign_up(Client())
    new_words(client, codes(page)[0])
    assert "You have 7 recovery codes left." in client.get("/account/").content.decode()


def test_who_comes_back_is_told_of_keys_that_may_not_be_theirs(client: Client) -> None:
    _, page = sign_up(client)
    told = []
    for code in codes(page)[:2]:
        shown = Client().post("/recovery/", {"code": code})
        form = {
            "code": hidden(shown, "code"),
            "proof": hidden(shown, "proof"),
            "typed": " ".join(drawn(shown)),
        }
        told.append(
            "Remove those that you do not know" in Client().post("/recovery/words/", form).content.decode()
        )
        actions.add_passkey(Account.objects.get(), "testserver", code.encode(), b"2", 0, "x")
    assert told == [False, True]


def test_of_two_that_use_a_code_at_once_one_is_told_that_it_is_gone(client: Client) -> None:
    _, page = sign_up(client)
    account, code = Account.objects.get(), recovery.canonical(codes(page)[0])
    actions.recover(account, code, b"1" * 32, "x")
    with pytest.raises(actions.Spent):
        actions.recover(account, code, b"2" * 32, "y")
    assert bytes(Account.objects.get().found_by) == b"1" * 32


def test_a_clash_spends_no_code(client: Client) -> None:
    _, page = sign_up(client)
    account, code = Account.objects.get(), recovery.canonical(codes(page)[0])
    taken = actions.create_account(b"1" * 32, "x")
    with pytest.raises(actions.Taken):
        actions.recover(account, code, bytes(taken.found_by), "y")
    assert RecoveryCode.objects.count() == 8


def test_new_codes_take_the_place_of_the_old(client: Client) -> None:
    words, page = sign_up(client)
    made = codes(client.post("/account/codes/", {"typed": " ".join(words)}))
    assert len(made) == 8
    assert not set(made) & set(codes(page))
    assert RecoveryCode.objects.count() == 8
    assert "No account" in Client().post("/recovery/", {"code": codes(page)[0]}).content.decode()


def test_a_second_click_shows_the_same_codes_and_another_form_others(client: Client) -> None:
    """The page that comes up may be that of either click: its codes must be those that hold."""
    words, _ = sign_up(client)
    shown = []
    for once in [hidden(client.get("/account/codes/"), "once")] * 2 + [
        hidden(client.get("/account/codes/"), "once")
    ]:
        shown.append(codes(client.post("/account/codes/", {"typed": " ".join(words), "once": once})))
    assert shown[0] == shown[1]
    assert not set(shown[1]) & set(shown[2])
    assert len(set(shown[2])) == RecoveryCode.objects.count() == 8


def test_codes_are_of_one_account_and_one_server(settings: Any) -> None:
    one, other = uuid4(), uuid4()
    once = recovery.new_once()
    drawn_codes = [
        *recovery.draw(one, once),
        *recovery.draw(other, once),
        *recovery.draw(one, ""),
        *recovery.draw(one, ""),
    ]
    settings.KEYS = replace(settings.KEYS, finding=bytes(32))
    drawn_codes += recovery.draw(one, once)
    assert len(set(drawn_codes)) == 5 * recovery.COUNT
    assert {len(code) for code in drawn_codes} == {recovery.LENGTH}
    assert set("".join(drawn_codes)) == set(recovery.LETTERS)


def test_what_was_typed_wrongly_leaves_the_form_what_it_was(client: Client) -> None:
    sign_up(client)
    page = client.post("/account/codes/", {"typed": "a b c", "once": "x" * 22})
    assert hidden(page, "once") == "x" * 22


def test_new_words_take_the_place_of_the_old_and_end_other_sessions(client: Client) -> None:
    old, _ = sign_up(client)
    other = Client()
    sign_in(other, old)
    shown = client.post("/account/words/", {"typed": " ".join(old)})
    words = drawn(shown)
    form = {"proof": hidden(shown, "proof"), "typed": " ".join(words)}
    assert client.post("/account/words/back/", form).headers["Location"] == "/account/"
    assert inside(client)
    assert not inside(other)
    assert sign_in(Client(), words).status_code == 302
    assert sign_in(Client(), old).status_code == 200
    assert client.post("/account/words/back/", form).status_code == 200  # drawn for words that are gone


@pytest.mark.parametrize("page", ["/account/words/", "/account/codes/", "/account/delete/"])
def test_an_open_session_alone_changes_nothing(client: Client, page: str) -> None:
    sign_up(client)
    others, _ = sign_up(Client())
    before = sorted(bytes(row.found_by) for row in RecoveryCode.objects.all())
    for typed in ("", "a b c d e f g", " ".join(others)):
        response = client.post(page, {"typed": typed})
        assert 'class="error"' in response.content.decode()
    assert sorted(bytes(row.found_by) for row in RecoveryCode.objects.all()) == before
    assert Account.objects.count() == 2


def test_a_deleted_account_leaves_nothing_behind(client: Client) -> None:
    words, page = sign_up(client)
    account = Account.objects.get()
    actions.add_passkey(account, "testserver", b"1", b"2", 0, "x")
    gone: list[Account] = []

    def keep(account: Account, **_: object) -> None:
        gone.append(account)

    actions.account_goes.connect(keep)
    try:
        response = client.post("/account/delete/", {"typed": " ".join(words)})
    finally:
        actions.account_goes.disconnect(keep)
    assert response.headers["Location"] == "/"
    assert gone == [account]
    assert [model.objects.count() for model in (Account, Session, RecoveryCode, Passkey)] == [0, 0, 0, 0]
    assert client.cookies[COOKIE].value == ""
    assert sign_in(Client(), words).status_code == 200
    assert "No account" in Client().post("/recovery/", {"code": codes(page)[0]}).content.decode()


def test_whoever_cannot_let_go_keeps_the_account(client: Client) -> None:
    words, _ = sign_up(client)

    def refuse(**_: object) -> None:
        raise LookupError

    actions.account_goes.connect(refuse)
    try:
        with pytest.raises(LookupError):
            client.post("/account/delete/", {"typed": " ".join(words)})
    finally:
        actions.account_goes.disconnect(refuse)
    assert Account.objects.count() == 1
    assert inside(client)
