"""The ballot box: a receipt for what is kept, one ballot however often it is sent, nothing left of what is refused."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from web.votes import Made, make_vote

from veche.election.ballots import Checked
from veche.election.board import Board
from veche.election.credentials import generate_credential
from veche.election.election import fingerprint
from veche.election.errors import VerificationError
from veche.election.tar import MAX_BALLOT
from veche.election.verify import verify_archive
from veche.web.ballots.access import public
from veche.web.ballots.casting import box, line
from veche.web.ballots.casting.opened import open_box
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.models import CastBallot, Followed, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Made:
    return make_vote(stage=Stage.OPEN, voters=4)


def yes(made: Made, voter: int = 0) -> bytes:
    return made.ballot(made.credentials[voter], [[1, 0]])


def refusal(made: Made, ballot: bytes) -> str:
    """The code; and nothing is kept."""
    before, rows = made.path.read_bytes(), list(CastBallot.objects.values())
    with pytest.raises(Refused) as caught:
        box.cast(made.vote, ballot)
    assert made.path.read_bytes() == before
    assert list(CastBallot.objects.values()) == rows
    assert caught.value.__cause__ is None
    return caught.value.code


def test_a_ballot_is_in_the_archive_and_in_the_database(made: Made) -> None:
    tracker = box.cast(made.vote, yes(made))
    report = verify_archive(made.path, trackers=True)
    assert report.trackers == ((tracker, 1),)
    assert [row.tracker for row in CastBallot.objects.all()] == [tracker]
    assert Followed.objects.get().end == made.path.stat().st_size
    assert public.ballots_cast(made.vote) == 1


def test_the_same_ballot_again_gives_the_same_tracker_and_no_second_ballot(made: Made) -> None:
    ballot = yes(made)
    assert box.cast(made.vote, ballot) == box.cast(made.vote, ballot)
    assert verify_archive(made.path).checked["ballots"] == 1
    assert CastBallot.objects.count() == 1


def test_a_row_that_is_missing_is_made_when_the_ballot_comes_again(made: Made) -> None:
    ballot = yes(made)
    with Board.open(made.path) as board:  # what a server leaves that stops between archive and database
        tracker = board.add_ballot(ballot)
    assert not CastBallot.objects.exists()
    assert box.cast(made.vote, ballot) == tracker
    assert CastBallot.objects.get().tracker == tracker


def test_another_ballot_repairs_it_too(made: Made) -> None:
    with Board.open(made.path) as board:
        lost = board.add_ballot(yes(made))
    other = box.cast(made.vote, yes(made, 1))
    assert {row.tracker for row in CastBallot.objects.all()} == {lost, other}


def test_rows_of_another_state_of_the_archive_are_made_anew(made: Made) -> None:
    older = made.path.read_bytes()
    box.cast(made.vote, yes(made))
    made.path.write_bytes(older)  # somebody restored an older archive
    second = box.cast(made.vote, yes(made, 1))
    assert [row.tracker for row in CastBallot.objects.all()] == [second]


def test_whoever_votes_again_has_two_ballots_and_the_last_counts(made: Made) -> None:
    box.cast(made.vote, yes(made))
    last = box.cast(made.vote, made.ballot(made.credentials[0], [[0, 1]]))
    assert verify_archive(made.path, trackers=True).trackers == ((last, 1),)


def test_what_is_refused_and_how(made: Made) -> None:
    ballot = yes(made)
    other = make_vote(stage=Stage.OPEN)
    assert refusal(made, b"") == "form"
    assert refusal(made, b"\xff\x00") == "form"
    assert refusal(made, b"[" * 4000) == "form"
    assert refusal(made, ballot[:-1]) == "form"
    assert refusal(made, ballot + b"\n") == "form"
    assert refusal(made, b"x" * (MAX_BALLOT + 1)) == "too_large"
    assert refusal(made, other.ballot(other.credentials[0], [[1, 0]])) == "election"
    assert refusal(made, made.ballot(generate_credential(), [[1, 0]])) == "credential"
    assert refusal(made, _with_another_answer(ballot)) == "proof"


def _with_another_answer(ballot: bytes) -> bytes:
    """Both ciphertexts of the answers exchanged: valid numbers, proofs of something else."""
    start = ballot.index(b'"alpha":"') + len(b'"alpha":"')
    first, second = ballot[start : start + 64], ballot[ballot.index(b'"beta":"') + 8 :][:64]
    return ballot.replace(first, second, 1)


def test_the_clock_closes_the_box(made: Made) -> None:
    made.vote.closes = datetime.now(UTC) - timedelta(seconds=1)
    made.vote.save()
    assert refusal(made, yes(made)) == "closed"


def test_a_vote_that_is_not_open_takes_nothing(made: Made) -> None:
    made.vote.stage = Stage.READY
    assert refusal(made, yes(made)) == "not_open"
    made.vote.stage = Stage.CLOSED
    assert refusal(made, yes(made)) == "closed"


def test_the_stage_is_asked_for_again_when_the_ballot_goes_in(made: Made) -> None:
    ballot = yes(made)
    type(made.vote).objects.update(stage=Stage.CLOSED)
    assert made.vote.stage == Stage.OPEN
    assert refusal(made, ballot) == "closed"


def test_the_archive_decides_that_a_vote_is_closed(made: Made) -> None:
    with Board.open(made.path) as board:
        board.end_ballots()
    assert refusal(made, yes(made)) == "closed"


def test_whose_receipt_was_lost_gets_it_after_the_close_too(made: Made) -> None:
    ballot = yes(made)
    tracker = box.cast(made.vote, ballot)
    made.vote.closes = datetime.now(UTC) - timedelta(seconds=1)
    made.vote.save()
    assert box.cast(made.vote, ballot) == tracker
    made.vote.stage = Stage.CLOSED
    assert box.cast(made.vote, ballot) == tracker
    assert refusal(made, yes(made)) == "closed"


def test_an_archive_that_stays_busy(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE", 0.01)
    with Board.open(made.path):
        assert refusal(made, yes(made)) == "busy"


def test_a_step_of_an_officer_goes_through_the_box(made: Made) -> None:
    box.cast(made.vote, yes(made))
    with box.board(made.vote) as board:
        board.end_ballots()
    assert Followed.objects.get().end == made.path.stat().st_size


def test_the_files_say_only_in_which_hour_they_were_written_to(made: Made) -> None:
    box.cast(made.vote, yes(made))
    for path in (made.path, made.path.with_name(f"{made.path.name}.index")):
        assert path.stat().st_mtime % 3600 == 0


def test_a_disk_that_fails_is_told_to_the_voter_and_leaves_the_archive_whole(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballot = yes(made)

    def fails(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        assert refusal(made, ballot) == "try_again"
    assert box.cast(made.vote, ballot)


def test_a_ballot_too_large_for_the_disk_harms_none_beside_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three stand in line, and the disk refuses whatever holds the second."""
    one, large, other = ballots = [yes(made, voter) for voter in range(3)]
    add = Board.add_checked

    def refuses(self: Board, group: list[Checked]) -> list[str | VerificationError]:
        if any(each.ballot == large for each in group):
            raise OSError(28, "No space left on device")
        return add(self, group)

    monkeypatch.setattr(Board, "add_checked", refuses)
    queue, opened = line.line_of(made.vote.uuid), open_box(made.vote.uuid)
    waiting = [line.Waiting(opened.check(ballot)) for ballot in ballots[1:]]
    queue._waiting.extend(waiting)
    assert queue.put(opened.check(one)) == fingerprint(one)
    assert [each.answer for each in waiting][1] == fingerprint(other)
    assert str(waiting[0].answer) == "try_again"


def test_a_database_that_fails_is_not_asked_again_for_each(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fails(uuid: str, before: int, durable: bool) -> None:
        asked.append(uuid)
        raise OperationalError("database is locked")

    opened, ballots = open_box(made.vote.uuid), [yes(made, voter) for voter in range(3)]
    with monkeypatch.context() as broken:
        broken.setattr(line, "follow", fails)
        line.line_of(made.vote.uuid)._waiting.extend(line.Waiting(opened.check(one)) for one in ballots[1:])
        with pytest.raises(Refused, match="try_again"):
            box.cast(made.vote, ballots[0])
    assert len(asked) == 1
    assert [box.cast(made.vote, ballot) for ballot in ballots] == [fingerprint(ballot) for ballot in ballots]
    assert verify_archive(made.path).checked["ballots"] == 3


def test_an_archive_that_is_gone(made: Made) -> None:
    Path(made.path).unlink()
    with pytest.raises(Refused, match="try_again"):
        box.cast(made.vote, b"{}")
