"""Finding a motion among five hundred: by number, by words of its title, by state and block, a page at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.test import Client
from web.motions_making import make_motion, place_of, steward_of

from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership
from veche.web.motions import access, actions
from veche.web.motions.finding import PAGE, Wanted, find
from veche.web.motions.models import Motion

from .helping import text_of

pytestmark = pytest.mark.django_db
MakeBody = Callable[..., Body]
ClientOf = Callable[[Membership | Account], Client]
TITLES = ("Warm rooms", "Wages", "Warm meals at night", "Holidays")


@pytest.fixture
def many(make_body: MakeBody) -> Body:
    body = make_body()
    Motion.objects.bulk_create(
        Motion(
            body=body,
            number=number,
            title=f"{TITLES[number % 4]} {number}",
            state="submitted" if number % 5 else "rejected",
            movers=["Shop 4"],
            submitted="2026-11-24",
        )
        for number in range(1, 501)
    )
    return body


def numbers(body: Body, **asked: str) -> list[int | None]:
    found = find(access.motions_of(place_of(steward_of(body))), Wanted.of(asked))
    return [one.number for one in found.motions]


def test_by_number_words_state_and_page(many: Body) -> None:
    assert numbers(many) == list(range(1, PAGE + 1))
    assert numbers(many, page="10") == list(range(451, 501))
    assert numbers(many, page="99") == numbers(many, page="10")
    assert numbers(many, q="0042") == [42]
    assert numbers(many, q="NIGHT war", page="1")[:3] == [2, 6, 10]
    assert numbers(many, state="plain.rejected")[:3] == [5, 10, 15]
    for nonsense in ({"page": "x"}, {"page": "-1"}, {"block": "x"}, {"page": "9" * 300}):
        assert numbers(many, **nonsense) == list(range(1, PAGE + 1))
    assert numbers(many, state="x") == []


def test_by_block(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    block = actions.make_block(steward, "Wages", secrets.token_bytes(16))
    motions = [make_motion(steward.body) for _ in range(3)]
    actions.put_in_block(steward, motions[1].pk, block.pk)
    assert numbers(steward.body, block=str(block.pk)) == [2]


def test_the_page_asks_few_questions(
    many: Body, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(steward_of(many))
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        page = text_of(client.get(f"/bodies/{many.pk}/motions/?q=warm&page=2"))
    assert "250 motions" in page
    assert "?q=warm&page=3" in page
