"""An assembly of delegates: they come as themselves, an alternate stands in, no seat is counted twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web.assemblies_making import make_assembly
from web.delegates_making import make_delegate, make_seat

from veche.web.assemblies.access import hall
from veche.web.assemblies.models import Assembly, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy, Seat

from .asking import at, page, send

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, ClientOf = Callable[..., Body], Callable[..., Membership], Callable[..., Client]


@pytest.fixture
def congress(make_body: MakeBody, make_member: MakeMember) -> tuple[Assembly, Delegacy, Delegacy, Membership]:
    """An assembly of a union with three seats; a delegate and an alternate of the first; who keeps the door."""
    union, branch = make_body("Union"), make_body("Branch")
    seat = make_seat(union, branch)
    make_seat(union, branch)
    make_seat(union, branch)
    delegate, alternate = (
        make_delegate(seat, make_member(branch, name="Ana")),
        make_delegate(seat, make_member(branch, name="Bo"), rank=1),
    )
    door = make_member(union)
    assembly = make_assembly(union, of_delegates=True, how="both", orders="congress", officers={"door": door})
    return assembly, delegate, alternate, door


Congress = tuple[Assembly, Delegacy, Delegacy, Membership]


def whats(assembly: Assembly) -> list[str]:
    return [one.what for one in hall.happenings(assembly)]


def test_seats_are_the_base(congress: Congress) -> None:
    quorum = hall.quorum(congress[0])
    assert (quorum.roll, quorum.needed) == (3, 2)


def test_a_delegate_comes_and_goes(congress: Congress, client_of: ClientOf) -> None:
    assembly, ana, _, _ = congress
    delegate = client_of(ana.membership)
    for _ in range(2):
        send(delegate, at(assembly, "attend/"), do="hall", seat=ana.pk)
    assert (hall.attendance(assembly).hall, hall.attendance(assembly).distance) == (1, 0)
    send(delegate, at(assembly, "attend/"), do="distance", seat=ana.pk)
    assert (hall.attendance(assembly).hall, hall.attendance(assembly).distance) == (0, 1)
    send(delegate, at(assembly, "attend/"), do="out")
    assert hall.attendance(assembly).here == 0
    assert "You are a delegate here" in page(delegate, at(assembly))


def test_an_alternate_stands_in_until_the_delegate_comes(congress: Congress, client_of: ClientOf) -> None:
    assembly, ana, bo, _ = congress
    delegate, alternate = client_of(ana.membership), client_of(bo.membership)
    send(delegate, at(assembly, "attend/"), do="hall", seat=ana.pk)
    assert "Ana" in send(alternate, at(assembly, "attend/"), 409, do="hall", seat=ana.pk).content.decode()
    send(delegate, at(assembly, "attend/"), do="out")
    for _ in range(2):
        send(alternate, at(assembly, "attend/"), do="hall", seat=ana.pk)
    assert hall.attendance(assembly).here == 1
    send(delegate, at(assembly, "attend/"), do="hall", seat=ana.pk)
    assert hall.attendance(assembly).here == 1
    assert whats(assembly).count("stands_in") == 1
    assert whats(assembly)[-1] == "delegate_back"
    send(alternate, at(assembly, "attend/"), 409, do="hall", seat=ana.pk)


def test_the_door_lets_in_a_delegate_without_a_phone(congress: Congress, client_of: ClientOf) -> None:
    assembly, ana, _, keeper = congress
    door = client_of(keeper)
    assert "Ana" in page(door, at(assembly, "door/"))
    for do, here in (("seat_in", 1), ("seat_in", 1), ("seat_out", 0), ("seat_out", 0)):
        send(door, at(assembly, "door/"), do=do, seat=ana.pk)
        assert hall.attendance(assembly).here == here
    send(door, at(assembly, "door/"), 404, do="seat_in", seat="nobody")


def test_no_slips_for_delegates(congress: Congress, client_of: ClientOf) -> None:
    from veche.web.bodies.once import new_once

    assembly, *_, keeper = congress
    door = client_of(keeper)
    send(door, at(assembly, "door/slips/"), 409, number=1, language="en", once=new_once())
    send(door, at(assembly, "door/"), 409, do="in", once=new_once())


def test_somebody_elses_seat_is_not_mine(
    congress: Congress, client_of: ClientOf, make_member: MakeMember
) -> None:
    assembly, ana, bo, keeper = congress
    send(client_of(keeper), at(assembly, "attend/"), 404, do="hall", seat=ana.pk)
    send(client_of(bo.membership), at(assembly, "attend/"), 404, do="hall", seat=bo.pk)
    assert Presence.objects.count() == 0


def test_delegates_stay_when_it_is_closed(congress: Congress, client_of: ClientOf) -> None:
    from veche.web.assemblies.actions import running

    from .test_counting import viewer_of

    assembly, ana, _, keeper = congress
    send(client_of(ana.membership), at(assembly, "attend/"), do="hall", seat=ana.pk)
    founder = Membership.objects.exclude(pk=keeper.pk).get(body=assembly.body)
    running.close(viewer_of(assembly, founder))
    assert [one.delegacy for one in Presence.objects.all()] == [ana]
    page(client_of(ana.membership), at(assembly))


def test_an_alternate_sits_in_any_seat_of_the_body_but_in_one(
    congress: Congress, client_of: ClientOf, make_member: MakeMember, make_body: MakeBody
) -> None:
    """All alternates of a body wait behind one of its seats, and stand in for whoever of its delegates is absent."""
    assembly, ana, bo, _ = congress
    branch = ana.seat.lower
    second = make_delegate(Seat.objects.get(lower=branch, number=2), make_member(branch, name="Chipo"))
    other = make_delegate(
        make_seat(assembly.body, make_body("Mine")), make_member(make_body("Far"), name="Dana")
    )
    alternate = client_of(bo.membership)
    shown = page(alternate, at(assembly))
    assert "Chipo" in shown
    assert "Dana" not in shown
    send(alternate, at(assembly, "attend/"), 404, do="hall", seat=other.pk)
    send(alternate, at(assembly, "attend/"), do="hall", seat=second.pk)
    send(alternate, at(assembly, "attend/"), 409, do="hall", seat=ana.pk)
    assert [(one.delegacy, one.sits) for one in Presence.objects.all()] == [(second, "Bo")]
    assert [one.places["delegate"] for one in hall.happenings(assembly)] == ["Chipo"]
    send(alternate, at(assembly, "attend/"), do="out")
    send(alternate, at(assembly, "attend/"), do="back")
    assert hall.attendance(assembly).here == 1
    send(client_of(second.membership), at(assembly, "attend/"), do="hall", seat=second.pk)
    assert [one.sits for one in Presence.objects.filter(here=True)] == ["Chipo"]
    send(alternate, at(assembly, "attend/"), do="hall", seat=ana.pk)
    assert hall.attendance(assembly).here == 2
