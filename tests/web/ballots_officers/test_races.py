"""The same step by several at once: one of them does it, and nobody sees it done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from web.votes import make_vote

from veche.election.contents import read_contents
from veche.election.verify import verify_archive
from veche.web.ballots import jobs
from veche.web.ballots.actions import counting, holding, roll
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Entitled, Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.models import Body

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(step: Callable[[], Any]) -> list[Any]:
    """What came of the step in several threads: its answer, or what it raised."""

    def run(_: int) -> Any:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - the answers are compared below
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_a_roll_is_frozen_once(make_body: Callable[[], Body], make_member: Callable[..., Any]) -> None:
    body = make_body()
    posts = ("returning_officer", "registrar", "trustee", "trustee 2")
    officers = {post: make_member(body) for post in posts}
    make_member(body)
    vote = make_vote(body, Stage.DRAFT, officers=officers).vote
    answers = at_once(lambda: roll.freeze(vote.uuid))
    assert answers.count(6) == 1
    assert sum(isinstance(one, WrongStage) for one in answers) == AT_ONCE - 1
    assert Entitled.objects.count() == 6


def test_a_vote_opens_closes_and_is_added_up_once() -> None:
    made = make_vote(stage=Stage.READY)
    uuid = made.vote.uuid
    assert at_once(lambda: holding.open_vote(uuid, by_hand=True)) == [None] * AT_ONCE
    assert at_once(lambda: holding.close(uuid, by_hand=True)) == [None] * AT_ONCE
    assert at_once(lambda: jobs.tally.call(uuid)) == [None] * AT_ONCE
    assert Vote.objects.get().stage == Stage.DECRYPTING
    sizes = read_contents(archive_file(uuid)).sizes
    assert sizes == {"Setup": 1, "EndBallots": 1, "EncryptedTally": 1}


def test_a_decryption_is_taken_once_and_there_is_one_result() -> None:
    made = make_vote(stage=Stage.DECRYPTING)
    uuid, messages = made.vote.uuid, [made.decryption(1), made.decryption(2)]
    for number, message in enumerate(messages, 1):
        answers = at_once(lambda n=number, m=message: counting.take_decryption(uuid, n, m))  # type: ignore[misc]
        assert answers == [number == 2] * AT_ONCE
    assert read_contents(made.path).sizes["PartialDecryption"] == 2
    assert verify_archive(made.path).result == [[2, 1]]
    assert Vote.objects.get().stage == Stage.PUBLISHED
