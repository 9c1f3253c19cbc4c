"""Limits that stop programs, let a hall in, and lock nobody out."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from veche.web.accounts import limits
from veche.web.accounts.limits import TooMany, allow
from veche.web.accounts.models import Account, Bucket
from veche.web.accounts.views import signing_up

from .door import JOIN, drawn, hidden, sign_in, sign_up


@pytest.mark.django_db
def test_a_bucket_is_full_when_it_is_full_and_empty_after_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now()
    for _ in range(5):
        allow("door", b"key", 5)
    with pytest.raises(TooMany):
        allow("door", b"key", 5)
    allow("door", b"other", 5)
    allow("window", b"key", 5)
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(hours=1))
    allow("door", b"key", 5)
    assert Bucket.objects.count() == 1


@pytest.mark.django_db
def test_a_bucket_tells_neither_who_nor_what_nor_when(client: Client) -> None:
    words, _ = sign_up(client)
    sign_in(Client(), words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_bucket")
        rows = repr(
            [[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor.fetchall()]
        )
    assert "127.0.0.1" not in rows
    assert not [word for word in words if word in rows]
    assert all((row.ends.minute, row.ends.second) == (0, 0) for row in Bucket.objects.all())


@pytest.mark.django_db
def test_a_hall_behind_one_address_gets_in() -> None:
    """Many more people than one may try, all from the same address, at once."""
    for _ in range(3 * limits.PER_HOUR):
        words, _ = sign_up(Client())
        assert sign_in(Client(), words).status_code == 302


@pytest.mark.django_db
def test_who_knows_three_words_of_a_member_cannot_lock_them_out() -> None:
    words, _ = sign_up(Client())
    for number in range(2 * limits.PER_HOUR):
        guess = [
            *words[:3],
            f"guess{'abcdefghijklmnopqrstuvwxyz'[number % 26]}{'xy'[number // 26]}",
            "a",
            "b",
            "c",
        ]
        assert sign_in(Client(), guess).status_code == 200
    assert sign_in(Client(), words).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "be"])
def test_who_guesses_at_one_passphrase_is_stopped_with_a_page_that_says_so(language: str) -> None:
    words = [
        "zebra",
        "walrus",
        "violin",
        "wombat",
        "toucan",
        "teapot",
        "sparrow",
    ]  # none of them on the page by chance
    browser = Client(headers={"Accept-Language": language})
    for _ in range(limits.PER_HOUR):
        assert sign_in(browser, [*words[:4], "a", "b", "c"]).status_code == 200
    page = sign_in(browser, words)
    assert page.status_code == 429
    assert f'lang="{language}"' in page.content.decode()
    assert not [word for word in words if f" {word} " in page.content.decode()]


@pytest.mark.django_db
def test_one_form_sent_again_and_again_keeps_nobody_else_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_up, "PER_HOUR", 2)
    client = Client()
    shown = client.post("/sign-up/", {"next": JOIN})
    form = {"next": JOIN, "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
    for _ in range(5):
        assert client.post("/sign-up/words/", form).status_code == 200
    assert sign_up(Client())[1].status_code == 200
    assert Account.objects.count() == 2
    shown = client.post("/sign-out/") and client.post("/sign-up/", {"next": JOIN})
    form = {"next": JOIN, "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
    assert client.post("/sign-up/words/", form).status_code == 429
    assert Account.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted() -> None:
    refused: list[int] = []
    gate = threading.Barrier(8)

    def knock() -> None:
        gate.wait()
        for _ in range(5):
            try:
                allow("door", b"key", 30)
            except TooMany:
                refused.append(1)
        connections.close_all()

    people = [threading.Thread(target=knock) for _ in range(8)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(refused) == 10
    assert Bucket.objects.get().tries == 40


def test_what_is_costly_is_done_by_few_at_once_and_nobody_waits_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LONGEST_WAIT", 0.05)
    with limits.turn(), limits.turn(), pytest.raises(TooMany), limits.turn():
        pytest.fail("three at once")
    with limits.turn():
        pass
