"""From body to body: taken or turned away there, with where it came from, and what became of it told at home."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from web.motions_making import fresh, make_motion, place_of, steward_of

from veche.web.accounts.models import Account
from veche.web.bodies import actions as bodies
from veche.web.bodies.models import Body, Link, Membership, ShownCode
from veche.web.motions import access, actions
from veche.web.motions.access import forwarding
from veche.web.motions.errors import Refused
from veche.web.motions.models import Forwarding, Motion

from .helping import text_of

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]


def linked(make_body: MakeBody, *names: str) -> list[Body]:
    """Bodies, each below the next."""
    found = [make_body(name) for name in names]
    for lower, upper in pairwise(found):
        Link.objects.create(lower=lower, upper=upper, accepted=True)
    return found


def handed_on(motion: Motion, to: Body) -> Motion:
    offered = actions.forward(place_of(steward_of(motion.body)), motion.pk, to.pk)
    return actions.take(place_of(steward_of(to)), offered.pk)


def test_a_motion_climbs_a_federation(make_body: MakeBody, client_of: ClientOf) -> None:
    shop, branch, union = linked(make_body, "Shop", "Branch", "Union")
    first = make_motion(shop, state="accepted")
    second = handed_on(first, branch)
    assert (second.number, second.movers, second.author, second.state) == (1, ["Shop"], None, "submitted")
    assert access.text_of(second).paragraphs == access.text_of(first).paragraphs
    actions.set_state(second.pk, "accepted")
    third = handed_on(fresh(second.pk), union)
    assert [(one.body, one.number, one.state.name) for one in forwarding.trail(third) if one.state] == [
        ("Shop", 1, "accepted"),
        ("Branch", 1, "accepted"),
    ]
    actions.set_state(third.pk, "rejected")
    found = [(one.body, one.depth, one.state.name) for one in forwarding.went(first) if one.state]
    assert found == [("Branch", 1, "accepted"), ("Union", 2, "rejected")]
    page = text_of(client_of(steward_of(shop)).get(f"/motions/{first.pk}/"))
    assert "Branch, number 1: Accepted" in page
    assert "Union, number 1: Rejected" in page
    shop.delete()
    assert [one.body for one in forwarding.trail(fresh(third.pk))] == ["Shop", "Branch"]


def test_offered_taken_and_turned_away_once(make_body: MakeBody) -> None:
    shop, branch = linked(make_body, "Shop", "Branch")
    motion, here, there = make_motion(shop, state="accepted"), steward_of(shop), steward_of(branch)
    offers = {actions.forward(place_of(here), motion.pk, branch.pk).pk for _ in range(2)}
    (offer,) = offers
    assert [one.motion.pk for one, _ in forwarding.offered_to(place_of(there))] == [motion.pk]
    for _ in range(2):
        actions.turn_away(place_of(there), offer)
    assert [one.state for one in forwarding.went(motion)] == [None]
    assert actions.forward(place_of(here), motion.pk, branch.pk).state == "waiting"
    taken = {actions.take(place_of(there), offer).pk for _ in range(2)}
    assert len(taken) == 1
    actions.turn_away(place_of(there), offer)
    assert Forwarding.objects.get().state == "taken"
    assert [one.what for one in access.steps(motion)][-4:] == [
        "forwarded",
        "turned_away",
        "forwarded",
        "taken",
    ]


def test_who_may_hand_on_and_take(make_body: MakeBody, make_member: MakeMember) -> None:
    shop, branch = linked(make_body, "Shop", "Branch")
    stranger = make_body("Stranger")
    motion, here = make_motion(shop, state="accepted"), place_of(steward_of(shop))
    with pytest.raises(Http404):
        actions.forward(here, motion.pk, stranger.pk)
    with pytest.raises(PermissionDenied):
        actions.forward(place_of(make_member(shop)), motion.pk, branch.pk)
    with pytest.raises(Refused, match="no_forward"):
        actions.forward(here, make_motion(shop).pk, branch.pk)
    offer = actions.forward(here, motion.pk, branch.pk)
    for act in (actions.take, actions.turn_away):
        with pytest.raises(Http404):
            act(place_of(steward_of(stranger)), offer.pk)
        with pytest.raises(PermissionDenied):
            act(place_of(make_member(branch)), offer.pk)
    assert forwarding.offered_to(place_of(make_member(branch))) == []


def test_by_a_code_that_is_spent(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    shop, other = make_body("Shop"), make_body("Other")
    motion, client = make_motion(shop, state="accepted"), client_of(steward_of(shop))
    path = f"/bodies/{other.pk}/forwarded/code/"
    assert client_of(make_member(other)).post(path).status_code == 403
    code = bodies.show_code(steward_of(other), ShownCode.End.FORWARD)
    assert "does not hold" in text_of(
        client.post(
            f"/motions/{motion.pk}/forward/",
            {"code": bodies.show_code(steward_of(make_body("Third")), ShownCode.End.LINK)},
        )
    )
    assert client.post(f"/motions/{motion.pk}/forward/", {"code": code}).status_code == 302
    assert Forwarding.objects.get().to == other
    assert "does not hold" in text_of(client.post(f"/motions/{motion.pk}/forward/", {"code": code}))
    there = client_of(steward_of(other))
    assert "1 motion comes from another body." in text_of(there.get(f"/bodies/{other.pk}/motions/"))
    answer = {"do": "take", "forwarding": str(Forwarding.objects.get().pk)}
    assert there.post(f"/bodies/{other.pk}/forwarded/", answer).status_code == 302
    assert Motion.objects.get(body=other).came_from == motion


def test_a_body_does_not_hand_on_to_itself(make_body: MakeBody) -> None:
    steward = steward_of(make_body())
    motion = make_motion(steward.body, state="accepted")
    code = bodies.show_code(steward, ShownCode.End.FORWARD)
    with pytest.raises(Http404):
        actions.forward_by_code(place_of(steward), motion.pk, code)
