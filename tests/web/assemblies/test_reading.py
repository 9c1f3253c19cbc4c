"""Whoever is in the hall reads what lies before the assembly, with nothing but the phone that the door let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from web.amendments_making import make_amendment
from web.assemblies_making import make_assembly, make_item
from web.motions_making import make_motion, place_of

from veche.web.assemblies.models import Stage
from veche.web.bodies.models import Body, Membership
from veche.web.motions.actions import amending, ordering

from .asking import at, come_in, page, slips_through

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, ClientOf = Callable[..., Body], Callable[..., Membership], Callable[..., Client]


def test_a_phone_without_an_account_reads_motion_and_amendments_in_their_order(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    chair, mover, other = make_member(body, "steward"), make_member(body), make_member(body)
    motion = make_motion(body, "Warm rooms", reason="It is cold in hall two.")
    small = make_amendment(motion, place_of(mover), {1: "We demand warmer rooms."})
    gone = make_amendment(motion, place_of(other), {1: ""})
    below = make_amendment(motion, place_of(other), {1: "We demand much warmer rooms."}, to=small)
    draft = make_amendment(motion, place_of(other), {2: "A secret plan."}, submit=False)
    assembly = make_assembly(body, Stage.OPEN, {"chair": chair})
    point = make_item(assembly, "Motion 1", motion=motion)
    phone = come_in(assembly, slips_through(client_of(chair), assembly, 1)[0])
    address = at(assembly, f"agenda/{point.pk}/")
    read = page(phone, address)
    for text in ("We demand warm rooms.", "Shop 4", "It is cold in hall two.", "Submitted", "warmer"):
        assert text in read, text
    order = [read.index(f"<h3>Amendment {number}<") for number in (gone.number, below.number, small.number)]
    assert order == sorted(order)
    assert "A secret plan." not in read
    for hidden in (
        f"/motions/{motion.pk}/",
        f"/amendments/{small.pk}/",
        str(draft.pk),
        mover.name,
        other.name,
    ):
        assert hidden not in read, hidden
    assert f"/motions/{motion.pk}/" in page(client_of(mover), address)
    page(Client(), address, 302)
    ordering.put(motion.pk, small.pk, up=True)
    read = page(phone, address)
    assert read.index("<h3>Amendment 1<") < read.index("<h3>Amendment 2<")
    amending.adopt(small.pk)
    read = page(phone, address)
    assert "Accepted" in read
    assert "Fallen" in read


def test_a_thousand_phones_set_it_once(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    chair, mover = make_member(body, "steward"), make_member(body)
    motion = make_motion(body, "Warm rooms")
    make_amendment(motion, place_of(mover), {1: "We demand warmer rooms."})
    assembly = make_assembly(body, Stage.OPEN, {"chair": chair})
    point = make_item(assembly, "Motion 1", motion=motion)
    phone = come_in(assembly, slips_through(client_of(chair), assembly, 1)[0])
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as found:
            page(phone, at(assembly, f"agenda/{point.pk}/"))
        asked.append(sum('"motions_amendment"."changes"' in one["sql"] for one in found))
    assert asked == [1, 0]
    polish = phone.get(at(assembly, f"agenda/{point.pk}/"), headers={"Accept-Language": "pl"})
    assert "Poprawka 1" in polish.content.decode()
