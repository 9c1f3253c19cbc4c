"""Who comes to see an assembly at all, and what is counted in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest
from django.test import Client
from web.assemblies_making import make_assembly, make_item, make_presence

from veche.web.assemblies import live
from veche.web.assemblies.access import hall
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.actions.pulse import beat
from veche.web.assemblies.models import Assembly, Happening
from veche.web.bodies.models import Body, Membership

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]


def asked_by(client: Client | None = None, member: Membership | None = None) -> HttpRequest:
    request = HttpRequest()
    request.account = None if member is None else member.account  # type: ignore[attr-defined]
    for name, morsel in (client.cookies if client is not None else {}).items():
        request.COOKIES[name] = morsel.value
    return request


def test_a_member_a_phone_and_nobody_else(make_body: MakeBody, make_member: MakeMember) -> None:
    body, other = make_body(), make_body("Other")
    assembly, elsewhere = make_assembly(body), make_assembly(body)
    presence, phone = make_presence(assembly)
    assert hall.viewer(asked_by(phone), assembly.pk).presence == presence
    assert hall.viewer(asked_by(member=make_member(body)), assembly.pk).presence is None
    for stranger in (asked_by(), asked_by(member=make_member(other)), asked_by(Client())):
        with pytest.raises(Http404):
            hall.viewer(stranger, assembly.pk)
    with pytest.raises(Http404):
        hall.viewer(asked_by(phone), elsewhere.pk)


def test_a_member_at_a_distance_is_found_by_their_account(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body)
    assembly = make_assembly(body)
    presence, _ = make_presence(assembly, "distance", membership=ana)
    assert hall.viewer(asked_by(member=ana), assembly.pk).presence == presence
    assert hall.viewer(asked_by(member=bo), assembly.pk).presence is None


def test_duties(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body, "steward")
    assembly = make_assembly(body, officers={"chair": ana, "teller": [ana, bo]})
    chair, steward = (hall.viewer(asked_by(member=one), assembly.pk) for one in (ana, bo))
    assert chair.duties == {"chair", "teller"}
    assert (chair.leads, steward.leads, steward.calls) == (True, False, True)
    assert hall.viewer(asked_by(member=bo), make_assembly(body).pk).leads  # where nobody is chair


def test_attendance_and_quorum(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    for _ in range(9):
        make_member(body)
    assembly = make_assembly(body)
    for where in ("hall", "hall", "distance"):
        make_presence(assembly, where)
    make_presence(assembly, here=False)
    make_presence(assembly, screen=True)
    there, quorum = hall.attendance(assembly), hall.quorum(assembly)
    assert (there.hall, there.distance, there.here, there.roll) == (2, 1, 3, 10)
    assert (quorum.needed, quorum.missing, quorum.reached) == (6, 3, False)


def test_the_agenda_is_numbered(make_body: MakeBody) -> None:
    assembly = make_assembly(make_body())
    wages = assembly.item
    make_item(assembly, "Hours", wages)
    below = make_item(assembly, "Nights", wages)
    make_item(assembly, "Weekends", below)
    make_item(assembly, "Holidays")
    told = [(one.number, one.item.title, one.depth) for one in hall.in_order(hall.agenda(assembly))]
    assert told == [
        ("1", "Wages", 1),
        ("1.1", "Hours", 2),
        ("1.2", "Nights", 2),
        ("1.2.1", "Weekends", 3),
        ("2", "Holidays", 1),
    ]


def test_happenings_are_numbered_and_beat(make_body: MakeBody) -> None:
    assembly = make_assembly(make_body())
    for _ in range(3):
        note(assembly.pk, "opened", present=3)
    beat(assembly.pk)
    assert [one.number for one in hall.happenings(assembly)] == [1, 2, 3]
    assert Happening.objects.filter(at__second=0).count() == 3
    assert hall.pulses([assembly.pk]) == {assembly.pk: 4}


def test_a_fragment(make_body: MakeBody, make_member: MakeMember) -> None:
    assembly: Assembly = make_assembly(make_body())
    for kind in live.KINDS:
        assert "Wages" in live.part(assembly.pk, kind, "be")
    with pytest.raises(KeyError):
        live.part(assembly.pk, "wall", "be")


def test_who_may_watch_what(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"chair": ana})
    _, phone = make_presence(assembly)
    _, wall = make_presence(assembly, screen=True)
    assert live.watcher(asked_by(phone), assembly.pk, "phone").key.startswith("presence ")
    assert live.watcher(asked_by(wall), assembly.pk, "screen").key.startswith("presence ")
    assert live.watcher(asked_by(member=ana), assembly.pk, "desk").key == f"account {ana.account_id}"
    for client, kind in (
        (phone, "desk"),
        (phone, "screen"),
        (wall, "desk"),
        (phone, "wall"),
        (Client(), "phone"),
    ):
        with pytest.raises(Http404):
            live.watcher(asked_by(client), assembly.pk, kind)
