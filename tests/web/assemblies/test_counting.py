"""Nobody is counted twice and nobody is lost, in whatever order people come and go."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.http import Http404, HttpRequest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.assemblies_making import make_assembly

from veche.web.assemblies.access import hall
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions import distance, door, going
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Assembly, Presence
from veche.web.bodies.models import Body, Membership

MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["slip", "again", "out", "back", "plus", "plus twice", "minus", "afar", "afar out", "only here"]
        ),
        st.integers(0, 4),
    ),
    max_size=25,
)


class Model:
    """What a careful person at the door would have written on paper."""

    def __init__(self) -> None:
        self.phones: dict[int, bool] = {}
        self.by_hand = 0
        self.afar: dict[int, bool] = {}

    @property
    def hall(self) -> int:
        return sum(self.phones.values()) + self.by_hand


class Door:
    """The same through the actions; each step asked for twice where a phone could send it twice."""

    def __init__(self, assembly: Assembly, members: list[Membership]) -> None:
        self.assembly, self.members = assembly, members
        self.viewer = viewer_of(assembly, members[0])
        self.codes = door.make_tokens(self.viewer, 5, secrets.token_bytes(16))
        self.phones: dict[int, Presence] = {}
        self.model = Model()

    def step(self, what: str, who: int) -> None:
        getattr(self, "_" + what.replace(" ", "_"))(who)

    def _slip(self, who: int) -> None:
        if who in self.phones:
            with pytest.raises(Http404):
                door.come_in(self.codes[who])
        else:
            self.phones[who], _ = door.come_in(self.codes[who])
            self.model.phones[who] = True

    def _again(self, who: int) -> None:
        if who in self.phones:
            self._slip(who)

    def _out(self, who: int) -> None:
        self._go(who, False)

    def _back(self, who: int) -> None:
        self._go(who, True)

    def _go(self, who: int, here: bool) -> None:
        if who in self.phones:
            for _ in range(2):
                going.go(self.phones[who], here=here)
            self.model.phones[who] = here

    def _plus(self, who: int) -> None:
        door.count_in(self.viewer, secrets.token_bytes(16))
        self.model.by_hand += 1

    def _plus_twice(self, who: int) -> None:
        once = secrets.token_bytes(16)
        for _ in range(2):
            door.count_in(self.viewer, once)
        self.model.by_hand += 1

    def _minus(self, who: int) -> None:
        once = secrets.token_bytes(16)
        if not self.model.by_hand:
            with pytest.raises(Refused):
                door.count_out(self.viewer, once)
            return
        for _ in range(2):
            door.count_out(self.viewer, once)
        self.model.by_hand -= 1

    def _afar(self, who: int) -> None:
        for _ in range(2):
            distance.come_from_afar(viewer_of(self.assembly, self.members[who]))
        self.model.afar[who] = True

    def _afar_out(self, who: int) -> None:
        presence = viewer_of(self.assembly, self.members[who]).presence
        if presence is not None:
            going.go(presence, here=False)
            self.model.afar[who] = False

    def _only_here(self, who: int) -> None:
        distance.only_here(viewer_of(self.assembly, self.members[who]))
        self.model.afar.pop(who, None)


def viewer_of(assembly: Assembly, member: Membership) -> Viewer:
    request = HttpRequest()
    request.account = member.account  # type: ignore[attr-defined]
    return hall.viewer(request, assembly.pk)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_count_is_the_sum_of_comings_and_goings(
    make_body: MakeBody, make_member: MakeMember, steps: list[tuple[str, int]]
) -> None:
    body = make_body()
    members = [make_member(body) for _ in range(5)]
    assembly = make_assembly(body, how="both", officers={"door": members[0]})
    at_the_door = Door(assembly, members)
    for what, who in steps:
        at_the_door.step(what, who)
        there, model = hall.attendance(assembly), at_the_door.model
        assert (there.hall, there.distance) == (model.hall, sum(model.afar.values()))
    _the_quorum_was_written_down(assembly)


def _the_quorum_was_written_down(assembly: Assembly) -> None:
    """Reached and lost take turns, and the last of them is how it is now."""
    told = [one.what for one in hall.happenings(assembly) if one.what.startswith("quorum_")]
    assert all(one != other for one, other in pairwise(told))
    reached = hall.quorum(assembly).reached
    assert (told[-1] == "quorum_reached") == reached if told else reached is False


@pytest.mark.django_db
def test_codes_of_one_form_are_the_same(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly, other = make_assembly(body, officers={"door": ana}), make_assembly(body, officers={"door": ana})
    once, viewer = secrets.token_bytes(16), viewer_of(assembly, ana)
    codes = door.make_tokens(viewer, 3, once)
    assert door.make_tokens(viewer, 3, once) == codes
    assert not set(codes) & set(door.make_tokens(viewer_of(other, ana), 3, once))
    presence, _ = door.come_in(codes[0])
    assert presence.assembly_id == assembly.pk
    door.make_tokens(viewer, 3, once)
    with pytest.raises(Http404):
        door.come_in(codes[0])
    assert [one.places for one in hall.happenings(assembly) if one.what == "slips_made"] == [{"number": 3}]


@pytest.mark.django_db
def test_a_slip_lets_nobody_in_when_it_is_over(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"door": ana})
    (code, other) = door.make_tokens(viewer_of(assembly, ana), 2, secrets.token_bytes(16))
    Assembly.objects.update(stage="closed")
    with pytest.raises(Http404):
        door.come_in(code)
    Assembly.objects.update(stage="open", away=uuid4())
    with pytest.raises(Refused):
        door.come_in(other)


@pytest.mark.django_db
def test_nobody_is_counted_days_before(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, "called", how="both", officers={"door": ana})
    viewer = viewer_of(assembly, ana)
    (code,) = door.make_tokens(viewer, 1, secrets.token_bytes(16))  # slips are printed before
    for act in (
        lambda: door.come_in(code),
        lambda: door.count_in(viewer, secrets.token_bytes(16)),
        lambda: distance.come_from_afar(viewer),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "door_shut"
    assembly.begins = timezone.now() + timedelta(hours=11)
    assembly.save()
    door.come_in(code)
    assert hall.attendance(assembly).hall == 1
