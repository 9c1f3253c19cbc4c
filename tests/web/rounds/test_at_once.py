"""Several who begin, sign and end at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from web.petitions_making import make_petition
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import STRIKE

from veche.web.ballots.access import rounds as access
from veche.web.ballots.actions.rounds import NoRoundLeft, begin_round, reserve_round
from veche.web.ballots.models import Stage, Vote
from veche.web.bodies.models import Body, Kind
from veche.web.petitions import access as petitions
from veche.web.petitions import actions, hooks
from veche.words import Language

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Iterator[MadeRoll]:
    yield make_standing_roll(Body.objects.create(name="Foundry", kind=Kind.BRANCH), rounds=4)
    connections.close_all()


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each gives, or the name of its refusal; all begin together."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        except (NoRoundLeft, actions.Ended) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def beginning(made: MadeRoll, key: str = "") -> Callable[[], str]:
    closes = timezone.now() + timedelta(hours=1)

    def begin() -> str:
        return begin_round(
            made.roll,
            kind="other",
            title="Now?",
            questions=[STRIKE],
            counting=[None],
            closes=closes,
            language=Language.EN,
            key=key,
        ).uuid

    return begin


def test_no_two_rounds_have_one_identifier(made: MadeRoll) -> None:
    works: list[Callable[[], Any]] = [beginning(made) for _ in range(4)]
    works += [lambda: reserve_round(made.roll).pk for _ in range(2)]
    given = at_once(works)
    assert given.count("NoRoundLeft") == 2
    assert len(set(given) - {"NoRoundLeft"}) == 4
    assert access.rounds_left(made.roll) == 0
    opened = Vote.objects.filter(stage=Stage.OPEN).values_list("pk", flat=True)
    assert set(opened) <= set(given)


def test_the_same_key_at_once_gives_one_vote(made: MadeRoll) -> None:
    given = at_once([beginning(made, "poll 1") for _ in range(4)])
    assert len(set(given)) == 1
    assert access.rounds_left(made.roll) == 3


def test_last_signatures_at_once_fill_a_petition_once(made: MadeRoll) -> None:
    petition = make_petition(made.roll.body, roll=made, needed=2)
    told: list[str] = []

    def on_filled(petition: Any, **_: Any) -> None:
        told.append(petition.pk)

    hooks.filled.connect(on_filled)
    try:
        given = at_once([lambda who=who: petition.sign(who) for who in (0, 1, 2, 0, 1)])  # type: ignore[misc]
    finally:
        hooks.filled.disconnect(on_filled)
    assert told == [petition.petition.pk]
    assert petitions.signed(petition.now()) == 2
    assert set(given) <= {1, "Ended"}
