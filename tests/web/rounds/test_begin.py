"""Beginning a round: the next one, whole, once, and from the roll's own codes and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import STRIKE

from veche.election.verify import verify_archive
from veche.web.ballots.access import rounds as access
from veche.web.ballots.actions import counting, holding
from veche.web.ballots.actions.roll import CannotBeHeld
from veche.web.ballots.actions.rounds import NoRoundLeft, begin_round, reserve_round
from veche.web.ballots.casting import box
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Officer, Round, Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.models import Body
from veche.words import Language

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(make_body: Callable[..., Body]) -> MadeRoll:
    return make_standing_roll(make_body(), voters=3, rounds=3)


def begin(made: MadeRoll, **changed: Any) -> Vote:
    given: dict[str, Any] = {
        "kind": "other",
        "title": "Shall we stop work?",
        "questions": [STRIKE],
        "counting": [{"rule": "yes-no", "seats": 1}],
        "rule": "plain-majority-of-votes",
        "closes": timezone.now() + timedelta(minutes=10),
        "language": Language.EN,
    }
    return begin_round(made.roll, **given | changed)


def test_a_roll_that_is_ready_serves_its_body(made: MadeRoll) -> None:
    found = access.standing_roll(made.roll.body)
    assert found == made.roll
    assert (access.size(found), access.rounds_left(found)) == (3, 3)


def test_a_round_is_open_at_once_on_the_next_identifier(made: MadeRoll) -> None:
    first, second = begin(made), begin(made)
    numbered = {one.number: one.pk for one in access.rounds_of(made.roll)}
    assert [first.uuid, second.uuid] == [numbered[1], numbered[2]]
    assert first.stage == second.stage == Stage.OPEN
    assert access.rounds_left(made.roll) == 1


def test_two_rounds_with_one_code_live_their_whole_lives(made: MadeRoll) -> None:
    for _ in range(2):
        vote = made.round_of(begin(made))
        for code, choice in zip(made.credentials, ([1, 0], [1, 0], [0, 1]), strict=True):
            box.cast(vote.vote, vote.ballot(code, [choice]))
        holding.close(vote.vote.uuid, by_hand=True, by="Founder")
        counting.add_up(vote.vote.uuid)
        for number in (1, 2):
            counting.take_decryption(vote.vote.uuid, number, vote.decryption(number))
        report = verify_archive(vote.path)
        assert Vote.objects.get(pk=vote.vote.pk).stage == Stage.PUBLISHED
        assert report.result is not None


def test_a_ballot_of_one_round_is_refused_in_the_next(made: MadeRoll) -> None:
    first, second = made.round_of(begin(made)), made.round_of(begin(made))
    ballot = first.ballot(made.credentials[0], [[1, 0]])
    with pytest.raises(box.Refused) as refused:
        box.cast(second.vote, ballot)
    assert refused.value.code == "election"


def test_the_same_key_gives_the_same_vote(made: MadeRoll) -> None:
    assert begin(made, key="poll 1").uuid == begin(made, key="poll 1").uuid
    assert begin(made, key="poll 2").uuid != begin(made, key="poll 1").uuid
    assert access.rounds_left(made.roll) == 1


def test_a_round_that_was_cut_off_goes_on(made: MadeRoll, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(uuid: str, *, by_hand: bool) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("veche.web.ballots.actions.rounds.open_vote", cut_off)
        with pytest.raises(OSError, match="full"):
            begin(made, key="poll 1")
    assert Vote.objects.filter(stage=Stage.READY).exclude(kind="standing").count() == 1
    vote = begin(made, key="poll 1")
    assert vote.stage == Stage.OPEN
    assert access.rounds_left(made.roll) == 2


def test_an_archive_without_a_vote_costs_its_round_and_nothing_else(made: MadeRoll) -> None:
    first = access.rounds_of(made.roll)[0]
    archive_file(first.pk).parent.mkdir(parents=True, exist_ok=True)
    archive_file(first.pk).write_bytes(b"what was undone")
    assert begin(made).uuid != first.pk
    assert access.rounds_left(made.roll) == 1


def test_what_cannot_be_asked_takes_no_round(made: MadeRoll) -> None:
    with pytest.raises(CannotBeHeld) as cannot:
        begin(made, questions=[], counting=[])
    assert cannot.value.found == ("fault_questions",)
    assert access.rounds_left(made.roll) == 3


def test_no_round_is_left_at_last(made: MadeRoll) -> None:
    reserve_round(made.roll)
    begin(made)
    begin(made)
    assert access.standing_roll(made.roll.body) is None
    with pytest.raises(NoRoundLeft):
        begin(made)


def test_a_reserved_round_is_no_vote(made: MadeRoll) -> None:
    taken = reserve_round(made.roll, key="petition 1")
    assert reserve_round(made.roll, key="petition 1") == taken
    assert not Vote.objects.filter(pk=taken.pk).exists()
    assert Round.objects.get(pk=taken.pk).credentials is not None
    assert begin(made).uuid != taken.pk


def test_a_round_has_the_officers_and_keys_of_its_roll(made: MadeRoll) -> None:
    vote = begin(made)
    before = Officer.objects.filter(vote=made.roll.vote).order_by("post", "number")
    after = Officer.objects.filter(vote=vote).order_by("post", "number")
    assert [(one.post, one.name, one.public_key) for one in after] == [
        (one.post, one.name, one.public_key) for one in before
    ]


def test_an_ended_roll_begins_nothing(made: MadeRoll) -> None:
    made.roll.until = timezone.now().date() - timedelta(days=1)
    made.roll.save()
    assert access.standing_roll(made.roll.body) is None
    with pytest.raises(NoRoundLeft):
        begin(made)


def test_the_roll_itself_never_opens(made: MadeRoll) -> None:
    with pytest.raises(WrongStage):
        holding.open_vote(made.roll.pk, by_hand=True)
    assert Vote.objects.get(pk=made.roll.pk).stage == Stage.READY
