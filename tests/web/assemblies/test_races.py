"""Two at the same moment: threads before a real database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils import timezone
from web.assemblies_making import make_assembly, make_item

from veche.web.assemblies.access import hall
from veche.web.assemblies.actions import agenda, distance, door, officers, running
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Assembly, Presence
from veche.web.bodies.models import Body, Membership

from .test_counting import viewer_of

pytestmark = pytest.mark.django_db(transaction=True)
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except (Http404, Refused, PermissionDenied) as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_phones_one_slip(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"door": ana})
    for code in door.make_tokens(viewer_of(assembly, ana), 4, secrets.token_bytes(16)):
        found = at_once(*[lambda: door.come_in(code)] * 3)  # noqa: B023
        assert sorted(type(one).__name__ for one in found) == ["Http404", "Http404", "tuple"]
    assert hall.attendance(assembly).hall == 4


def test_two_doors_count_at_once(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body)
    assembly = make_assembly(body, officers={"door": [ana, bo]})
    left, right = viewer_of(assembly, ana), viewer_of(assembly, bo)
    acts = [lambda by=by: door.count_in(by, secrets.token_bytes(16)) for by in (left, right) * 2]
    at_once(*acts)
    once = secrets.token_bytes(16)
    at_once(
        lambda: door.count_out(left, once),
        lambda: door.count_out(left, once),
        lambda: door.count_out(right, secrets.token_bytes(16)),
    )
    assert hall.attendance(assembly).hall == 2


def test_one_member_comes_in_twice_from_afar(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, how="distance")
    viewer = viewer_of(assembly, ana)
    at_once(*[lambda: distance.come_from_afar(viewer)] * 4)
    assert Presence.objects.count() == 1


def test_opening_and_closing_twice(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, "called", officers={"chair": ana}, begins=timezone.now())
    viewer = viewer_of(assembly, ana)
    at_once(*[lambda: running.open_(viewer)] * 3)
    at_once(*[lambda: running.close(viewer)] * 3)
    assert [one.what for one in hall.happenings(assembly)] == ["opened", "quorum_not_there", "closed"]


def test_somebody_comes_in_while_it_is_closed(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    for _ in range(3):
        assembly = make_assembly(body, officers={"chair": ana})
        viewer = viewer_of(assembly, ana)
        (code,) = door.make_tokens(viewer, 1, secrets.token_bytes(16))
        at_once(lambda: running.close(viewer), lambda: door.come_in(code))  # noqa: B023
        assert Presence.objects.filter(assembly=assembly).count() == 0


def test_two_move_a_point_at_once(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body)
    assembly = make_assembly(body, officers={"chair": ana, "secretary": bo})
    items = [make_item(assembly, str(number)) for number in range(4)]
    one, other = viewer_of(assembly, ana), viewer_of(assembly, bo)
    at_once(
        lambda: agenda.move(one, items[3].pk, "up", "5"),
        lambda: agenda.move(other, items[3].pk, "up", "5"),
        lambda: agenda.move(other, items[0].pk, "up", "2"),
    )
    points = [(one.number, one.item.place) for one in hall.agenda(assembly)]
    assert points == [(str(place), place) for place in range(1, 6)]
    assert hall.agenda(assembly)[3].item.pk == items[3].pk


def test_two_chairs_at_once(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana, bo, chipo = make_member(body, "steward"), make_member(body), make_member(body)
    assembly = make_assembly(body, "called")
    viewer = viewer_of(assembly, ana)
    found = at_once(
        lambda: officers.appoint(viewer, bo, "chair"), lambda: officers.appoint(viewer, chipo, "chair")
    )
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert [one.duty for one in hall.officers_of(assembly)] == ["chair"]
    assert Assembly.objects.get(pk=assembly.pk).pulse > 0


def test_one_chair_hands_over_to_two(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana, bo, chipo = (make_member(body) for _ in range(3))
    assembly = make_assembly(body, officers={"chair": ana})
    viewer = viewer_of(assembly, ana)
    found = at_once(lambda: officers.hand_over(viewer, bo), lambda: officers.hand_over(viewer, chipo))
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "PermissionDenied"]
    assert [one.what for one in hall.happenings(assembly)] == ["chair_handed_over"]
    with pytest.raises(PermissionDenied):
        running.pause(viewer)
