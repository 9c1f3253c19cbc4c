"""Two at the same moment: threads before a real database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from web.polls_making import NO, YES, Hall

from veche.web.assemblies.access import polls as access
from veche.web.assemblies.actions import polls, speaking
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import HandCount, Happening, OpenBallot, PaperCount, Poll, Turn

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or refused, all begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Refused as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_one_phone_votes_once_however_often_it_clicks(hall: Hall) -> None:
    poll, presence = hall.open(), hall.phones[0][0]
    at_once(*(lambda choice=choice: polls.cast_open(poll, presence, choice) for choice in (YES, NO) * 3))  # type: ignore[misc]
    assert OpenBallot.objects.count() == 1


def test_no_vote_falls_between_the_closing_and_the_sum(hall: Hall) -> None:
    for _ in range(4):
        poll = hall.open()
        votes = [lambda phone=phone: polls.cast_open(poll, phone, YES) for phone, _ in hall.phones]  # noqa: B023
        found = at_once(*votes, lambda: polls.close_poll(hall.as_(hall.chair), poll))  # noqa: B023
        taken = sum(isinstance(one, OpenBallot) for one in found)
        result = Poll.objects.get(pk=poll.pk).result
        assert (result["counts"], result["voted"]) == ([taken, 0, 0], taken)


def test_a_vote_is_opened_once_and_closed_once(hall: Hall) -> None:
    found = at_once(hall.open, hall.open, hall.open)
    assert Poll.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in found) == 2
    poll = Poll.objects.get()
    at_once(*(lambda: polls.close_poll(hall.as_(hall.chair), poll) for _ in range(4)))
    assert (
        Happening.objects.filter(what="poll_lost").count()
        + Happening.objects.filter(what="poll_cannot_tell").count()
        == 1
    )


def test_two_tellers_at_once_do_not_overtake_each_other(hall: Hall) -> None:
    poll = hall.open(parts=["hands"])
    one, other = (hall.as_(teller) for teller in hall.tellers)
    at_once(
        lambda: polls.count_hands(one, poll, [2, 0, 0], 1),
        lambda: polls.count_hands(other, poll, [1, 0, 0], 1),
    )
    assert HandCount.objects.filter(take=1).count() == 2
    assert getattr(access.state_of(hall.again(poll)).hands, "take", None) == 2
    assert Happening.objects.filter(what="tellers_disagree").count() == 1


def test_a_pile_is_typed_in_once(hall: Hall) -> None:
    poll = hall.open(parts=["paper"])
    typed = [hall.as_(one) for one in (hall.secretary, *hall.tellers)]
    found = at_once(
        *(
            lambda who=who, n=n: polls.type_paper(who, poll, "1", [n, 0, 0, 0, 0])
            for n, who in enumerate(typed)
        )
    )  # type: ignore[misc]
    assert PaperCount.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in found) == 2


def test_who_asks_twice_at_once_stands_once_on_the_list(hall: Hall) -> None:
    at_once(*(lambda: speaking.ask(hall.at(0), "Ala", "pro") for _ in range(4)))
    at_once(*(lambda phone=phone: speaking.ask(hall.at(phone), "Bo", "contra") for phone in range(1, 5)))  # type: ignore[misc]
    assert sorted(Turn.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_one_speaks_at_a_time(hall: Hall) -> None:
    turns = [speaking.ask(hall.at(phone), f"{phone}", "pro") for phone in range(3)]
    at_once(*(lambda turn=turn: speaking.begin(hall.as_(hall.chair), turn.pk) for turn in turns))  # type: ignore[misc]
    assert Turn.objects.filter(state="speaking").count() == 1
    assert Turn.objects.filter(state="done").count() == 2


def test_the_last_demand_counts_once(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(20)
    hall.open()
    at_once(*(lambda phone=phone: polls.demand_secret(hall.at(phone)) for phone in range(4)))  # type: ignore[misc]
    assert Happening.objects.filter(what="secret_demanded").count() == 1
    assert Poll.objects.get().state == Poll.State.CALLED_OFF
