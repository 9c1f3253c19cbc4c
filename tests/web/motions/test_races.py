"""Two at the same moment: threads before a real database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from web.motions_making import fresh, make_motion, place_of, steward_of, wording

from veche.web.ballots.models import Vote
from veche.web.bodies import actions as bodies
from veche.web.bodies.models import Body, Link, Membership, ShownCode
from veche.web.house.language import Voice
from veche.web.motions import access, actions
from veche.web.motions.errors import Refused
from veche.web.motions.models import Demand, Motion, Sort, Step, Support
from veche.words import Language

pytestmark = pytest.mark.django_db(transaction=True)
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except (Http404, Refused) as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_numbers_have_no_gap(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    authors = [make_member(body) for _ in range(5)]
    drafts = [make_motion(body, author=one, state="draft") for one in authors]
    places = [(place_of(one), draft.pk) for one, draft in zip(authors, drafts, strict=True)]
    at_once(*(lambda place=place, pk=pk: actions.submit(place, pk) for place, pk in places))
    assert sorted(fresh(one.pk).number or 0 for one in drafts) == [1, 2, 3, 4, 5]


def test_one_form_sent_three_times_at_once(make_body: MakeBody) -> None:
    place, once = place_of(steward_of(make_body())), secrets.token_bytes(16)
    found = at_once(*[lambda: actions.write(place, wording(), once)] * 3)
    assert len({one.pk for one in found}) == 1
    assert Motion.objects.count() == 1


def test_decided_twice_at_once(make_body: MakeBody) -> None:
    motion = make_motion(make_body(), sort=Sort.DEMAND)
    at_once(*[lambda: actions.set_state(motion.pk, "accepted")] * 3)
    assert [one.why for one in access.versions(motion)] == ["first", "adopted"]
    assert Demand.objects.count() == 1
    assert Step.objects.filter(motion=motion, what="adopted").count() == 1


def test_decided_both_ways_at_once(make_body: MakeBody) -> None:
    motion = make_motion(make_body())
    found = at_once(
        lambda: actions.set_state(motion.pk, "accepted"), lambda: actions.set_state(motion.pk, "rejected")
    )
    assert sum(isinstance(one, Refused) for one in found) == 1


def test_one_supporter_clicks_thrice(make_body: MakeBody, make_member: MakeMember) -> None:
    motion = make_motion(make_body())
    Motion.objects.filter(pk=motion.pk).update(state="collecting")
    place = place_of(make_member(motion.body))
    at_once(*[lambda: actions.support(place, motion.pk)] * 3)
    assert Support.objects.count() == 1


def test_a_motion_becomes_part_of_one_composite(make_body: MakeBody) -> None:
    place = place_of(steward_of(make_body()))
    parts = [make_motion(place.body).pk for _ in range(2)]
    found = at_once(*[lambda: actions.compose(place, parts, wording("Both"), secrets.token_bytes(16))] * 2)
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert Motion.objects.filter(sort=Sort.COMPOSITE).count() == 1


def test_two_bodies_take_from_each_other_at_once(make_body: MakeBody) -> None:
    one, two = make_body("One"), make_body("Two")
    Link.objects.create(lower=one, upper=two, accepted=True)
    here, there = place_of(steward_of(one)), place_of(steward_of(two))
    for _ in range(3):
        up = actions.forward(here, make_motion(one, state="accepted").pk, two.pk)
        down = actions.forward(there, make_motion(two, state="accepted").pk, one.pk)
        found = at_once(
            *[lambda: actions.take(there, up.pk)] * 2,  # noqa: B023
            *[lambda: actions.take(here, down.pk)] * 2,  # noqa: B023
        )
        assert len({made.pk for made in found}) == 2


def test_a_block_and_a_proposal_sent_twice_at_once(make_body: MakeBody) -> None:
    place = place_of(steward_of(make_body()))
    motion, once = make_motion(place.body), secrets.token_bytes(16)
    blocks = at_once(*[lambda: actions.make_block(place, "Wages", once)] * 3)
    assert len({one.pk for one in blocks}) == 1
    made = at_once(
        *[lambda: actions.propose(place, motion.pk, once, state="accepted", paragraphs=None, comment="")] * 3
    )
    assert len({one.pk for one in made}) == 1


def test_one_code_is_spent_once(make_body: MakeBody) -> None:
    there = steward_of(make_body("There"))
    code = bodies.show_code(there, ShownCode.End.FORWARD)
    places = [place_of(steward_of(make_body(name))) for name in ("One", "Two")]
    motions = [make_motion(place.body, state="accepted") for place in places]
    found = at_once(
        *(
            lambda place=place, pk=motion.pk: actions.forward_by_code(place, pk, code)
            for place, motion in zip(places, motions, strict=True)
        )
    )
    assert sorted(type(one).__name__ for one in found) == ["Forwarding", "Http404"]


def test_an_offer_is_put_to_one_vote(make_body: MakeBody) -> None:
    place = place_of(steward_of(make_body()))
    demand = make_motion(place.body, sort=Sort.DEMAND, state="accepted")
    offer = actions.make_offer(place, "Half", [demand.pk], secrets.token_bytes(16))
    voice = Voice(Language.EN)
    votes = at_once(*[lambda: actions.put_to_vote(place, offer.pk, voice, secrets.token_bytes(16))] * 2)
    assert len({one.pk for one in votes}) == 1
    assert Vote.objects.count() == 1
