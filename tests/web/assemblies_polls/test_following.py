"""What follows from a decision: motions, amendments and blocks go on; rooms above are told in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.amendments_making import make_amendment
from web.motions_making import make_motion, place_of, steward_of
from web.polls_making import MAJORITY, NO, YES, Hall

from veche.web.assemblies import hooks
from veche.web.assemblies.access.votable import votable
from veche.web.assemblies.actions import polls
from veche.web.assemblies.models import Happening, Item, Poll
from veche.web.motions.models import Amendment, Block, Motion


@pytest.fixture
def hall(make_hall: Callable[..., Hall]) -> Hall:
    """By the plain standing orders: a motion needs no supporters."""
    return make_hall(orders="plain")


def put(hall: Hall, motion: Motion) -> None:
    Item.objects.filter(pk=hall.assembly.item_id).update(motion=motion)


def open_on(hall: Hall, client: Client, motion: Motion, **more: str) -> Poll:
    sent = {
        "question": "It?",
        "way": "hands",
        "parts": ["phones"],
        "rule": MAJORITY,
        "target": "accepted",
        **more,
    }
    answer = client.post(reverse("open_poll_on", args=[hall.assembly.pk, "motion", motion.pk]), sent)
    assert answer.status_code == 302
    return Poll.objects.order_by("-number")[0]


@pytest.mark.parametrize(("votes", "state"), [([YES, YES, NO], "accepted"), ([NO, NO, YES], "rejected")])
def test_a_motion_goes_where_the_vote_sends_it(
    hall: Hall, client_of: Callable[..., Client], votes: list[list[int]], state: str
) -> None:
    motion = make_motion(hall.body)
    put(hall, motion)
    chair = client_of(hall.chair)
    assert "Warm rooms" in chair.get(reverse("choose_poll", args=[hall.assembly.pk])).content.decode()
    poll = open_on(hall, chair, motion)
    hall.vote(poll, *votes)
    polls.close_poll(hall.as_(hall.chair), poll)
    motion.refresh_from_db()
    assert motion.state == state


def test_a_motion_that_has_gone_elsewhere_stays_and_the_vote_stands(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    motion = make_motion(hall.body)
    put(hall, motion)
    poll = open_on(hall, client_of(hall.chair), motion)
    Motion.objects.filter(pk=motion.pk).update(state="withdrawn")
    hall.vote(poll, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    motion.refresh_from_db()
    assert motion.state == "withdrawn"
    assert hall.again(poll).state == Poll.State.DECIDED
    assert Happening.objects.filter(what="poll_not_followed").exists()


def test_a_motion_of_another_body_cannot_be_put_to_the_vote(
    make_hall: Callable[..., Hall], client_of: Callable[..., Client]
) -> None:
    hall, other = make_hall(), make_hall()
    motion = make_motion(other.body)
    address = reverse("open_poll_on", args=[hall.assembly.pk, "motion", motion.pk])
    assert client_of(hall.chair).get(address).status_code == 404


def test_rooms_above_are_told_and_can_stop_it_all(hall: Hall) -> None:
    told: list[Poll] = []

    def hear(poll: Poll, **_: Any) -> None:
        told.append(poll)
        if len(told) == 2:
            raise RuntimeError("a room above fails")

    hooks.poll_decided.connect(hear)
    try:
        first = hall.open()
        polls.close_poll(hall.as_(hall.chair), first)
        polls.close_poll(hall.as_(hall.chair), first)
        assert [one.pk for one in told] == [first.pk]
        second = hall.open()
        with pytest.raises(RuntimeError):
            polls.close_poll(hall.as_(hall.chair), second)
        assert hall.again(second).state == Poll.State.OPEN
    finally:
        hooks.poll_decided.disconnect(hear)


def test_amendments_are_voted_on_in_their_order_and_rivals_fall(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    motion = make_motion(hall.body)
    place = place_of(steward_of(hall.body))
    near = make_amendment(motion, place, {1: "We demand very warm rooms."})
    far = make_amendment(motion, place, {1: "Nothing of this at all."})
    put(hall, motion)
    chair = client_of(hall.chair)
    lies = votable(hall.now)
    assert [one.about for one in lies] == ["amendment", "amendment", "motion"]
    assert lies[0].id == far.pk
    text = chair.get(reverse("choose_poll", args=[hall.assembly.pk])).content.decode()
    assert "1 other falls" in text
    sent = {"question": "It?", "way": "hands", "parts": ["phones"], "rule": MAJORITY, "target": "accepted"}
    assert (
        chair.post(reverse("open_poll_on", args=[hall.assembly.pk, "amendment", far.pk]), sent).status_code
        == 302
    )
    poll = Poll.objects.get()
    hall.vote(poll, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    states = dict(Amendment.objects.values_list("pk", "state"))
    assert states == {far.pk: "accepted", near.pk: "fallen"}


def test_a_block_goes_by_its_recommendations(hall: Hall, client_of: Callable[..., Client]) -> None:
    block = Block.objects.create(body=hall.body, title="Small things")
    motion = make_motion(hall.body)
    Motion.objects.filter(pk=motion.pk).update(block=block, recommendation="accepted")
    Item.objects.filter(pk=hall.assembly.item_id).update(block=block)
    sent = {"question": "The block?", "way": "hands", "parts": ["phones"], "rule": MAJORITY}
    address = reverse("open_poll_on", args=[hall.assembly.pk, "block", block.pk])
    assert client_of(hall.chair).post(address, sent).status_code == 302
    poll = Poll.objects.get()
    hall.vote(poll, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    motion.refresh_from_db()
    assert motion.state == "accepted"
