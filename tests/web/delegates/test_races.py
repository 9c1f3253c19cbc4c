"""Two at the same moment: threads before a real database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from web.delegates.conftest import Branch
from web.delegates_making import make_delegate
from web.rounds_making import MadeRoll, make_standing_roll

from veche.election.petition import sign
from veche.web.ballots.models import Round, Vote
from veche.web.bodies import actions as bodies
from veche.web.bodies.models import Membership
from veche.web.delegates import access, actions
from veche.web.delegates.clock import keep
from veche.web.delegates.errors import Refused
from veche.web.delegates.models import Delegacy, Ending, Recall, Seat, Sharing, Statutes
from veche.web.house.language import Voice
from veche.web.petitions import access as petitions
from veche.web.petitions import actions as signing
from veche.words import Language

pytestmark = pytest.mark.django_db(transaction=True)
VOICE = Voice(Language.EN)


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


def test_one_free_seat_two_elections(branch: Branch, make_member: Callable[..., Membership]) -> None:
    people = [make_member(branch.lower) for _ in range(3)]
    found = at_once(*(lambda one=one: actions.elect(branch.lower, branch.upper, [one]) for one in people))
    assert sorted(type(one).__name__ for one in found) == ["Refused", "Refused", "list"]
    assert len(access.holders(branch.upper)) == 2


def test_a_delegate_goes_by_three_ways_and_one_alternate_moves_up(branch: Branch) -> None:
    delegate = branch.delegate.membership
    assert delegate is not None
    at_once(
        lambda: actions.end(branch.delegate, Ending.RECALLED),
        lambda: actions.resign(delegate.account, branch.delegate.pk),
        lambda: bodies.leave(delegate),
    )
    assert [one.name for one in access.holders(branch.upper)] == ["Bo"]
    assert Delegacy.objects.filter(ended=None).count() == 1


def test_both_delegates_go_and_one_alternate_takes_one_seat(
    branch: Branch, make_member: Callable[..., Membership]
) -> None:
    other = make_delegate(branch.seats[1], make_member(branch.lower))
    at_once(
        lambda: actions.end(branch.delegate, Ending.RESIGNED),
        lambda: actions.end(other, Ending.RESIGNED),
    )
    assert [one.name for one in access.holders(branch.upper)] == ["Bo"]


def test_two_members_begin_a_recall(branch: Branch) -> None:
    make_standing_roll(branch.lower, voters=4, rounds=8)
    found = at_once(
        *(
            lambda one=one: actions.begin_recall(one, branch.delegate.pk, "Why", VOICE, uuid4())
            for one in (branch.member, branch.steward)
        )
    )
    assert sorted(type(one).__name__ for one in found) == ["Recall", "Refused"]
    assert Round.objects.filter(used=True).count() == 2


def signed_by(made: MadeRoll, recall: Recall, who: int) -> int:
    petition = petitions.petition(recall.petition)
    return signing.sign(petition, sign(petitions.opened(petition), made.credentials[who], 1))


def test_the_last_two_signatures_and_the_clock_open_one_vote(branch: Branch) -> None:
    made = make_standing_roll(branch.lower, voters=5, rounds=6)
    recall = actions.begin_recall(branch.member, branch.delegate.pk, "Why", VOICE, uuid4())
    at_once(
        lambda: signed_by(made, recall, 0),
        lambda: actions.open_recall_vote(recall.petition) if recall.vote_id else keep(),
        keep,
    )
    actions.open_recall_vote(recall.petition)
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING
    assert Vote.objects.filter(kind="recall").count() == 1


def test_two_clocks_carry_a_recall_out_once(branch: Branch, make_member: Callable[..., Membership]) -> None:
    make_delegate(branch.seats[0], make_member(branch.lower, name="Dana"), 2)
    make_standing_roll(branch.lower, voters=4, rounds=8)
    recall = actions.begin_recall(branch.member, branch.delegate.pk, "Why", VOICE, uuid4())
    at_once(*[lambda: actions.carry_out(recall, carried=True)] * 3)
    assert [one.name for one in access.holders(branch.upper)] == ["Bo"]
    assert [one.name for one in access.alternates_of(branch.lower, branch.upper)] == ["Dana"]


def test_seats_are_shared_once_though_the_button_is_pressed_twice(branch: Branch) -> None:
    Statutes.objects.create(body=branch.upper, method="equal", seats=4)
    sizes = {one.id: 9 for one in access.below(branch.upper)}
    at_once(*[lambda: actions.share_seats(branch.head, sizes)] * 3)
    assert Sharing.objects.count() == 1
    assert sorted(Seat.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_somebody_is_elected_while_the_seat_goes(
    branch: Branch, make_member: Callable[..., Membership]
) -> None:
    Statutes.objects.create(body=branch.upper, method="equal", seats=1)
    sizes, one = {below.id: 9 for below in access.below(branch.upper)}, make_member(branch.lower)
    at_once(
        lambda: actions.share_seats(branch.head, sizes),
        lambda: actions.elect(branch.lower, branch.upper, [one]),
    )
    assert len(access.seats_of(branch.lower, branch.upper)) == 1
    assert not Delegacy.objects.filter(ended=None).exclude(seat__abolished=None).exists()


def test_two_nominations_under_one_name(branch: Branch, make_member: Callable[..., Membership]) -> None:
    people = [make_member(branch.lower, name="Nadzeya") for _ in range(2)]
    at_once(*(lambda one=one: actions.nominate(one, branch.upper, "") for one in people))
    assert len(access.nominations(branch.lower, branch.upper)) == 1
