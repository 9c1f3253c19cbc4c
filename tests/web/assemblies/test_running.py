"""What the opening freezes, what the closing forgets, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from web.assemblies_making import make_assembly, make_presence

from veche.web.assemblies import hooks
from veche.web.assemblies.access import hall
from veche.web.assemblies.actions import officers, running
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Assembly, Duty, Poll, Presence, Token, Turn, Way
from veche.web.bodies.actions import leaving
from veche.web.bodies.models import Body, Membership

from .test_counting import viewer_of

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]


def test_the_roll_is_frozen_at_the_opening(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    chair = make_member(body)
    assembly = make_assembly(body, "called", officers={"chair": chair}, begins=timezone.now())
    make_member(body)
    running.open_(viewer_of(assembly, chair))
    make_member(body)
    assembly.refresh_from_db()
    assert (assembly.roll_size, hall.quorum(assembly).roll, hall.roll_now(assembly)) == (3, 3, 4)


def test_it_waits_for_votes_and_then_forgets(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    chair = make_member(body)
    assembly = make_assembly(body, officers={"chair": chair})
    presence, _ = make_presence(assembly)
    Token.objects.create(found_by=b"1" * 32, assembly=assembly)
    assert assembly.item is not None
    turn = Turn.objects.create(
        assembly=assembly, item=assembly.item, presence=presence, name="Canary", number=1, state="done"
    )
    poll = Poll.objects.create(
        assembly=assembly,
        number=1,
        question="?",
        answers=["yes", "no", "abstain"],
        way=Way.HANDS,
        rule="plain-majority-of-votes",
    )
    viewer = viewer_of(assembly, chair)
    with pytest.raises(Refused) as refused:
        running.close(viewer)
    assert refused.value.code == "polls_open"
    assert Presence.objects.count() == 1
    poll.state = Poll.State.DECIDED
    poll.save()
    closed: list[Any] = []
    hooks.assembly_closed.connect(hear := lambda assembly, **_: closed.append(assembly.pk))
    for _ in range(2):
        running.close(viewer)
    hooks.assembly_closed.disconnect(hear)
    turn.refresh_from_db()
    assert (turn.name, turn.presence) == ("", None)
    assert (Presence.objects.count(), Token.objects.count()) == (0, 0)
    assert closed == [assembly.pk]
    assert [one.places for one in hall.happenings(assembly)] == [{"present": 1}]


def test_a_quorum_is_not_always_asked_for(make_body: MakeBody) -> None:
    assembly = make_assembly(make_body(), changed={"quorum_rule": ""})
    make_presence(assembly)
    quorum = hall.quorum(assembly)
    assert (quorum.present, quorum.needed, quorum.reached, quorum.sentence) == (1, None, None, None)


def test_what_no_screen_shows(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    chair = make_member(body)
    assembly = make_assembly(body, officers={"chair": chair})
    with pytest.raises(ValueError, match="everything"):
        running.show(viewer_of(assembly, chair), "everything")
    running.show(viewer_of(assembly, chair), "quorum")
    assert Assembly.objects.get().screen == "quorum"


def test_an_assembly_whose_chair_cannot_go_on(make_body: MakeBody, make_member: MakeMember) -> None:
    """Whoever calls assemblies takes the chair's duty, and leads; another member does not. A chair who leaves the body leaves it to them, too."""
    body = make_body()
    chair, other, steward = make_member(body), make_member(body), make_member(body, "steward")
    assembly = make_assembly(body, officers={"chair": chair, "secretary": other})
    (officer, _) = hall.officers_of(assembly)
    for who in (chair, other):
        with pytest.raises(Refused):
            officers.dismiss(viewer_of(assembly, who), officer.pk)
    assert not viewer_of(assembly, steward).leads
    officers.dismiss(viewer_of(assembly, steward), officer.pk)
    assert viewer_of(assembly, steward).leads
    officers.appoint(viewer_of(assembly, steward), other, Duty.CHAIR)
    leaving.leave(other)
    assert viewer_of(assembly, steward).leads
    officers.appoint(viewer_of(assembly, steward), chair, Duty.CHAIR)
    running.pause(viewer_of(assembly, chair))
    told = [one.what for one in hall.happenings(assembly)]
    assert told == ["officer_taken", "officer_given", "officer_given", "paused"]


def test_a_copy_brings_its_number_with_it(make_body: MakeBody, make_member: MakeMember) -> None:
    """On a laptop the members are not there to be counted."""
    body = make_body()
    chair = make_member(body)
    assembly = make_assembly(body, "called", officers={"chair": chair}, begins=timezone.now(), roll_size=40)
    running.open_(viewer_of(assembly, chair))
    assert hall.quorum(Assembly.objects.get()).roll == 40
