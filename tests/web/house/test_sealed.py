"""Fields that can be read only with the server's key. A passkey's label stands for all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import FieldError
from django.db import connection, transaction
from web.votes import make_vote

from veche.web.accounts.models import Account, Passkey
from veche.web.ballots.models import Stage, Vote
from veche.web.house.sealed import NONCE, found_by

NAME = "Надзея’s telephone"
pytestmark = pytest.mark.django_db


def kept(label: Any = NAME) -> Passkey:
    account, _ = Account.objects.get_or_create(found_by=b"1" * 32)
    number = bytes([Passkey.objects.count()])
    return Passkey.objects.create(account=account, credential=number, public_key=b"1", host="h", label=label)


def columns() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT label FROM accounts_passkey")
        return [bytes(value) for (value,) in cursor.fetchall()]


@pytest.mark.parametrize("label", [NAME, "", "a" * 5000])
def test_what_is_sealed_is_read_again_and_does_not_show(label: str) -> None:
    kept(label)
    assert Passkey.objects.get().label == label
    assert Passkey.objects.values_list("label", flat=True).get() == label
    (column,) = columns()
    assert len(column) == NONCE + len(label.encode()) + 16
    assert not label or label.encode() not in column


def test_the_same_text_is_sealed_differently_each_time() -> None:
    kept(), kept()
    one, other = columns()
    assert one[:NONCE] != other[:NONCE]
    assert one[NONCE:] != other[NONCE:]


def test_without_the_key_or_with_a_bit_changed_nothing_is_read(settings: Any) -> None:
    kept()
    keys = settings.KEYS
    settings.KEYS = replace(keys, sealing=bytes(32))
    with pytest.raises(InvalidTag):
        Passkey.objects.get()
    settings.KEYS = keys
    (column,) = columns()
    for place in (0, NONCE, len(column) - 1):
        changed = bytearray(column)
        changed[place] ^= 1
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_passkey SET label = %s", [bytes(changed)])
        with pytest.raises(InvalidTag):
            Passkey.objects.get()


def test_a_value_cannot_be_moved_to_another_column() -> None:
    label, other = Passkey._meta.get_field("label"), Passkey._meta.get_field("label").clone()
    other.set_attributes_from_name("note")
    other.model = Passkey
    kept()
    (sealed,) = columns()
    assert label.from_db_value(sealed, None, connection) == NAME  # type: ignore[attr-defined]
    with pytest.raises(InvalidTag):
        other.from_db_value(sealed, None, connection)


@pytest.mark.parametrize("label", [b"unsealed", 7, bytearray(b"1"), memoryview(b"1")])
def test_nothing_is_kept_unsealed(label: Any) -> None:
    with pytest.raises(TypeError, match="takes text"), transaction.atomic():
        kept(label)
    assert columns() == []


def test_nobody_searches_for_what_is_sealed() -> None:
    kept()
    with pytest.raises(FieldError):
        Passkey.objects.filter(label=NAME).exists()
    assert Passkey.objects.filter(label__isnull=False).count() == 1


def test_what_is_found_by_a_hash_is_found_for_its_end_and_by_the_same_key_alone(settings: Any) -> None:
    found = found_by("recovery", "code")
    assert found == found_by("recovery", b"code")
    assert found not in (found_by("session", "code"), found_by("recovery", "codes"))
    settings.KEYS = replace(settings.KEYS, finding=bytes(32))
    assert found != found_by("recovery", "code")


def test_messages_and_questions_are_sealed_too() -> None:
    """A trustee's name stands in the message of the key, a candidate's in the questions."""
    vote = make_vote(stage=Stage.READY).vote
    with connection.cursor() as cursor:
        cursor.execute("SELECT questions, trustees FROM ballots_vote")
        ((questions, trustees),) = cursor.fetchall()
    found = Vote.objects.get(pk=vote.uuid)
    assert found.questions[0]["question"].encode() not in bytes(questions)
    assert found.trustees is not None
    assert b"public_key" in bytes(found.trustees)
    assert b"public_key" not in bytes(trustees)
