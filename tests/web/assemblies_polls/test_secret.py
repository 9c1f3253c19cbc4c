"""A secret vote in an assembly: a round of the verifiable ballot, whose published result is taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.polls_making import MAJORITY, Hall
from web.rounds_making import MadeRoll, make_standing_roll

from veche.web.assemblies.actions import polls
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Happening, Poll
from veche.web.ballots.actions import counting, holding
from veche.web.ballots.casting import box
from veche.web.ballots.models import Stage, Vote

pytestmark = pytest.mark.django_db(transaction=True)


def open_secret(hall: Hall, rule: str = MAJORITY, **more: Any) -> Poll:
    given: dict[str, Any] = {
        "about": "free",
        "way": "secret",
        "question": "Shall we?",
        "answers": ["yes", "no", "abstain"],
        "rule": rule,
    }
    return polls.open_secret(hall.as_(hall.chair), polls.Wanted(**(given | more)))


def voted(poll: Poll, made: MadeRoll, choices: list[list[int]]) -> None:
    """Each code one ballot; then it is closed and opened by its trustees."""
    ballots = made.round_of(poll.round)  # type: ignore[arg-type]
    for credential, choice in zip(made.credentials, choices, strict=False):
        box.cast(ballots.vote, ballots.ballot(credential, [choice]))
    holding.close(ballots.vote.uuid, by_hand=True, by="Founder")
    counting.add_up(ballots.vote.uuid)
    for number in range(1, len(ballots.keys) + 1):
        counting.take_decryption(ballots.vote.uuid, number, ballots.decryption(number))


def test_the_result_is_taken_from_the_published_vote(hall: Hall, client_of: Callable[..., Client]) -> None:
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(hall, "plain-majority-of-present")  # a rule that the archive alone could not decide by
    assert poll.round is not None
    assert poll.round.stage == Stage.OPEN
    page = hall.phones[0][1].get(reverse("poll", args=[hall.assembly.pk, poll.number]))
    assert poll.round.uuid in page.content.decode()
    with pytest.raises(Refused, match="not_published"):
        polls.take_result(hall.as_(hall.chair), poll)
    with pytest.raises(Refused, match="secret_closes_itself"):
        polls.close_poll(hall.as_(hall.chair), poll)
    voted(poll, made, [[1, 0, 0]] * 7 + [[0, 1, 0]] * 2 + [[0, 0, 1]])
    polls.take_result(hall.as_(hall.chair), poll)
    polls.take_result(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert found.result["counts"] == [7, 2, 1]
    assert found.result["outcome"] == "carried"
    assert found.present == 10  # five came to the hall, ten voted with a code
    assert Happening.objects.filter(what="poll_carried").count() == 1
    shown = client_of(hall.chair).get(reverse("poll", args=[hall.assembly.pk, poll.number]))
    assert "Sealed ballots: 7" in shown.content.decode()


def test_of_a_few_secret_votes_the_outcome_alone_is_told(hall: Hall) -> None:
    made = make_standing_roll(hall.body, voters=4)
    poll = open_secret(hall)
    voted(poll, made, [[1, 0, 0], [1, 0, 0], [0, 1, 0]])
    polls.take_result(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert (found.result["outcome"], found.result["counts"], found.result["hidden"]) == ("carried", [], True)
    assert Happening.objects.filter(what="poll_carried_hidden").exists()
    text = hall.phones[0][1].get(reverse("poll", args=[hall.assembly.pk, poll.number])).content.decode()
    assert "Too few voted in secret" in text
    assert "66.6" not in text


def test_the_same_click_again_takes_no_second_round(hall: Hall) -> None:
    make_standing_roll(hall.body, rounds=3)
    open_secret(hall)
    with pytest.raises(Refused, match="secret_running"):
        open_secret(hall)
    assert Vote.objects.filter(stage=Stage.OPEN).count() == 1


def test_an_opening_that_was_cut_off_goes_on_with_the_same_round(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_standing_roll(hall.body, rounds=3)
    from veche.web.assemblies.actions.polls import secret

    def cut(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(secret, "fresh", cut)
        with pytest.raises(KeyboardInterrupt):
            open_secret(hall)
    poll = open_secret(hall)
    assert Poll.objects.count() == 1
    assert poll.round is not None
    assert Vote.objects.filter(stage=Stage.OPEN).count() == 1


def test_rounds_that_are_used_up_are_said_and_leave_no_open_vote(hall: Hall) -> None:
    make_standing_roll(hall.body, rounds=1)
    open_secret(hall)
    with pytest.raises(Refused, match=r"no_standing_roll|no_round_left"):
        open_secret(hall, question="Another?")
    assert Poll.objects.filter(state=Poll.State.OPEN).count() == 1


def test_a_secret_election_by_ranks_needs_trustees_who_can_shuffle(hall: Hall) -> None:
    made = make_standing_roll(hall.body)
    election: dict[str, Any] = {
        "about": "election",
        "answers": ["Ala", "Bo", "Cy"],
        "rule": "scottish-stv",
        "seats": 2,
    }
    Vote.objects.filter(pk=made.roll.pk).update(serious=False)
    with pytest.raises(Refused, match="ranks_need_shuffles"):
        open_secret(hall, **election)
    assert not Poll.objects.filter(state=Poll.State.OPEN).exists()
    Vote.objects.filter(pk=made.roll.pk).update(serious=True)
    poll = open_secret(hall, **election)
    assert poll.round is not None
    assert poll.round.counting == [{"rule": "scottish-stv", "seats": 2}]
