"""What tells how many have voted while a vote is open: as much as the body chose, in every place that could tell it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from web.votes import Made, make_vote

from veche.election.following import setup_end
from veche.election.verify import verify_archive
from veche.web.ballots.access import public
from veche.web.ballots.casting import box
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.models import CastBallot, Stage
from veche.web.ballots.rebuild import rebuild
from veche.web.bodies.models import Turnout

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def rows() -> list[dict[str, Any]]:
    return list(CastBallot.objects.order_by("tracker").values())


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(timezone, "now", found)
    return found


def vote(turnout: Turnout) -> Made:
    return make_vote(stage=Stage.OPEN, voters=5, turnout=turnout, closes=MONDAY + timedelta(days=9))


def cast(made: Made, voter: int, choice: int = 0) -> str:
    return box.cast(public.vote(made.vote.uuid), made.ballot(made.credentials[voter], [[1 - choice, choice]]))


def shown(made: Made) -> tuple[int | None, list[str], int]:
    """The number, the list, and how many ballots the archive that can be downloaded holds."""
    found = public.vote(made.vote.uuid)
    told = public.turnout(found)
    downloaded = b"".join(Client().get(f"/votes/{made.vote.uuid}/archive.bel").streaming_content)  # type: ignore[arg-type]
    copy = made.path.with_suffix(".copy")
    copy.write_bytes(downloaded)
    ballots = verify_archive(copy).checked["ballots"]
    copy.unlink()
    text = b"".join(Client().get(f"/votes/{made.vote.uuid}/trackers.txt").streaming_content)  # type: ignore[arg-type]
    assert text.decode().split() == public.trackers(found, 1)
    return told and told.number, public.trackers(found, 1), ballots


def test_always(clock: Clock) -> None:
    made = vote(Turnout.ALWAYS)
    assert shown(made) == (0, [], 0)
    trackers = sorted([cast(made, 0), cast(made, 1)])
    assert shown(made) == (2, trackers, 2)
    cast(made, 1, choice=1)
    number, listed, ballots = shown(made)
    assert (number, len(listed), ballots) == (2, 2, 3)


def test_nothing_until_the_close(clock: Clock) -> None:
    made = vote(Turnout.NOTHING)
    tracker = cast(made, 0)
    clock.now += timedelta(days=2)
    other = cast(made, 1)
    assert shown(made) == (None, [], 0)
    assert public.archive_end(made.vote) == setup_end(made.path)
    assert [one.tracker for one in public.look_up(made.vote, tracker)] == [tracker]
    assert public.look_up(made.vote, tracker[:20]) == []
    with box.board(made.vote) as board:
        board.end_ballots()
    rebuild(made.vote)
    assert shown(made) == (2, sorted([tracker, other]), 2)


def test_daily_tells_what_stood_when_the_day_began(clock: Clock) -> None:
    made = vote(Turnout.DAILY)
    monday = [cast(made, 0), cast(made, 1)]
    assert shown(made) == (0, [], 0)
    clock.now += timedelta(hours=3)  # Tuesday, and nobody has voted yet
    assert shown(made) == (2, sorted(monday), 2)
    tuesday = cast(made, 2)
    assert shown(made) == (2, sorted(monday), 2)
    assert [one.tracker for one in public.look_up(made.vote, tuesday)] == [tuesday]
    assert public.look_up(made.vote, tuesday[:10]) == []
    clock.now += timedelta(hours=20)
    cast(made, 0, choice=1)
    assert shown(made) == (2, sorted(monday), 2)
    clock.now += timedelta(days=1)
    number, listed, ballots = shown(made)
    assert (number, len(listed), ballots) == (3, 3, 4)
    assert monday[0] not in listed


def test_daily_shows_no_ballot_that_was_replaced_the_day_before(clock: Clock) -> None:
    made = vote(Turnout.DAILY)
    cast(made, 0)
    clock.now += timedelta(days=1)
    last = cast(made, 0, choice=1)
    clock.now += timedelta(days=1)
    cast(made, 1)
    assert shown(made) == (1, [last], 2)


def test_daily_is_the_same_after_the_rows_were_made_again(clock: Clock) -> None:
    made = vote(Turnout.DAILY)
    cast(made, 0)
    monday = cast(made, 0, choice=1)
    clock.now += timedelta(hours=3)
    cast(made, 1)
    cast(made, 0)
    before = rows()
    assert shown(made) == (1, [monday], 2)
    CastBallot.objects.all().delete()
    rebuild(made.vote)
    assert rows() == before
    assert shown(made) == (1, [monday], 2)


def test_every_download_begins_with_the_one_before(clock: Clock) -> None:
    made = vote(Turnout.ALWAYS)
    earlier = b""
    for voter in range(3):
        cast(made, voter)
        now = b"".join(Client().get(f"/votes/{made.vote.uuid}/archive.bel").streaming_content)  # type: ignore[arg-type]
        assert now.startswith(earlier)
        assert len(now) > len(earlier)
        earlier = now


def test_what_the_disk_takes_back_was_shown_to_nobody(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody downloads while a ballot is written and the disk then fails: the next archive must begin with that copy."""
    made = vote(Turnout.ALWAYS)
    cast(made, 0)
    ballot = made.ballot(made.credentials[1], [[1, 0]])
    copies: list[bytes] = []

    def fails(descriptor: int) -> None:
        copies.append(b"".join(Client().get(f"/votes/{made.vote.uuid}/archive.bel").streaming_content))  # type: ignore[arg-type]
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        with pytest.raises(Refused, match="try_again"):
            box.cast(public.vote(made.vote.uuid), ballot)
    cast(made, 2)
    assert copies
    assert all(made.path.read_bytes().startswith(copy) for copy in copies)


def test_a_long_list_is_read_in_parts(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PART", 2)
    made = vote(Turnout.ALWAYS)
    assert list(public.all_trackers(made.vote)) == []
    told = [cast(made, voter) for voter in range(5)]
    assert list(public.all_trackers(made.vote)) == sorted(told)


def test_what_is_half_written_is_not_shown(clock: Clock) -> None:
    made = vote(Turnout.ALWAYS)
    cast(made, 0)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole + whole[-1500:-700])
    response = Client().get(f"/votes/{made.vote.uuid}/archive.bel")
    assert b"".join(response.streaming_content) == whole  # type: ignore[arg-type]
    assert response.headers["Content-Length"] == str(len(whole))
