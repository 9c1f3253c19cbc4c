"""How a member gets a code through their own page: asked for, sealed, handed over once."""

from __future__ import annotations

import json

import pytest
from web.ballots_officers.conftest import Union
from web.ballots_officers.test_life import credentials_for, drawn_up, go, keys_for, opened, raw
from web.ballots_officers.test_officers import at

from veche.web.ballots.models import Stage

pytestmark = pytest.mark.django_db
KEY, SEALED = "A" * 43 + "=", "B" * 120


def test_a_member_asks_and_is_handed_one_sealed_code_and_no_other(union: Union) -> None:
    made = at(union, Stage.READY, voters=6)
    worker, registrar = union.clients["worker"], union.clients["registrar"]
    here = f"/votes/{made.vote.uuid}"

    def post(client, place: str, data: object, status: int) -> None:  # type: ignore[no-untyped-def]
        response = client.post(f"{here}/{place}/", json.dumps(data), content_type="application/json")
        assert response.status_code == status, (place, data, response.content)

    assert worker.get(f"{here}/credential/sealed/").json() == {"sealed": None}
    for wrong in ({"key": "short"}, {"key": 5}, {}, [], "text"):
        post(worker, "credential/request", wrong, 400)
    deep = worker.post(f"{here}/credential/request/", b"[" * 1000, content_type="application/json")
    assert deep.status_code == 400
    post(worker, "credential/request", {"key": "C" * 43}, 204)
    post(worker, "credential/request", {"key": KEY}, 204)
    (asked,) = registrar.get(f"{here}/registrar/state/").json()["requests"]
    assert asked["key"] == KEY
    assert set(asked) == {"id", "key"}
    for wrong_id in ("", "x", "00000000-0000-4000-8000-000000000000"):
        post(registrar, "registrar/sealed", {"id": wrong_id, "sealed": SEALED}, 404)
    post(registrar, "registrar/sealed", {"id": asked["id"], "sealed": "<script>"}, 400)
    post(worker, "registrar/sealed", {"id": asked["id"], "sealed": SEALED}, 403)
    post(registrar, "registrar/sealed", {"id": asked["id"], "sealed": SEALED}, 204)
    post(registrar, "registrar/sealed", {"id": asked["id"], "sealed": SEALED}, 204)
    post(registrar, "registrar/sealed", {"id": asked["id"], "sealed": "D" * 120}, 409)
    post(worker, "credential/request", {"key": "E" * 43}, 409)
    assert worker.get(f"{here}/credential/sealed/").json() == {"sealed": SEALED}
    assert union.clients["ana"].get(f"{here}/credential/sealed/").json() == {"sealed": None}
    assert registrar.get(f"{here}/registrar/state/").json()["requests"] == []


def test_a_sealed_code_is_handed_over_while_the_vote_is_open_and_not_before_there_is_a_list(
    union: Union,
) -> None:
    vote, registrar = drawn_up(union, "strike"), union.clients["registrar"]
    here = f"/votes/{vote.uuid}"
    raw(union.clients["worker"], f"{here}/credential/request/", json.dumps({"key": KEY}).encode())
    (asked,) = registrar.get(f"{here}/registrar/state/").json()["requests"]
    given = json.dumps({"id": asked["id"], "sealed": SEALED}).encode()
    raw(registrar, f"{here}/registrar/sealed/", given, 404)
    credentials_for(union, vote)
    keys_for(union, vote)
    opened(union, vote)
    raw(registrar, f"{here}/registrar/sealed/", given)


def test_who_is_not_on_the_roll_is_told_and_cannot_ask(union: Union, make_member, client_of) -> None:  # type: ignore[no-untyped-def]
    made = at(union, Stage.READY, voters=6)
    late = client_of(make_member(union.body))
    page = late.get(f"/votes/{made.vote.uuid}/credential/", headers={"Accept-Language": "en"})
    assert "not on the roll" in page.content.decode()
    assert late.get(f"/votes/{made.vote.uuid}/credential/sealed/").status_code == 404


def test_who_asked_before_the_codes_were_thrown_away_asks_anew(union: Union) -> None:
    """A code that was sealed to them is not on the next list: it must not stand on their page as if it were."""
    vote = at(union, Stage.READY, voters=6).vote
    worker, registrar, here = union.clients["worker"], union.clients["registrar"], f"/votes/{vote.uuid}"
    raw(worker, f"{here}/credential/request/", json.dumps({"key": KEY}).encode())
    (asked,) = registrar.get(f"{here}/registrar/state/").json()["requests"]
    raw(registrar, f"{here}/registrar/sealed/", json.dumps({"id": asked["id"], "sealed": SEALED}).encode())
    go(registrar, f"{here}/registrar/again/", {"sure": "on"})
    assert worker.get(f"{here}/credential/sealed/").json() == {"sealed": None}
    assert registrar.get(f"{here}/registrar/state/").json()["requests"] == []
