"""Several voters, or several servers, at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from web.votes import Made, make_vote

from veche.election.board import Board
from veche.election.verify import verify_archive
from veche.web.ballots.access import public
from veche.web.ballots.casting import box, line
from veche.web.ballots.casting.opened import open_box
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.models import CastBallot, Stage, Vote

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Iterator[Made]:
    yield make_vote(stage=Stage.OPEN, voters=12)
    connections.close_all()


def at_once(works: Sequence[Callable[[], str]]) -> list[str]:
    """What each gives, or the code of its refusal; all begin together."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], str]) -> str:
        start.wait()
        try:
            return work()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def until(happened: Callable[[], bool]) -> None:
    """Wait for it, ten seconds at most."""
    end = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.001)


def casting(made: Made, ballot: bytes) -> Callable[[], str]:
    return lambda: box.cast(public.vote(made.vote.uuid), ballot)


def ballots(made: Made) -> list[bytes]:
    return [made.ballot(one, [[1, 0]]) for one in made.credentials]


def kept(made: Made) -> list[str]:
    """The trackers of the archive, which are those of the rows too."""
    found = sorted(tracker for tracker, _ in verify_archive(made.path, trackers=True).trackers or ())
    assert sorted(CastBallot.objects.filter(vote=made.vote).values_list("tracker", flat=True)) == found
    return found


def test_many_voters_at_the_same_moment(made: Made) -> None:
    told = at_once([casting(made, ballot) for ballot in ballots(made)])
    assert kept(made) == sorted(told)
    assert len(set(told)) == 12


def test_the_same_ballot_many_times_at_once(made: Made) -> None:
    ballot = ballots(made)[0]
    told = at_once([casting(made, ballot)] * 8)
    assert kept(made) == [told[0]]
    assert set(told) == {told[0]}
    assert verify_archive(made.path).checked["ballots"] == 1


def test_a_forged_ballot_harms_none_of_those_beside_it(made: Made) -> None:
    good = ballots(made)
    forged = [ballot[:-30] + b"0" * 28 + ballot[-2:] for ballot in good[:6]]
    told = at_once([casting(made, ballot) for ballot in [*forged, *good]])
    assert set(told[:6]) <= {"form", "proof"}
    assert kept(made) == sorted(told[6:])


def test_those_who_wait_are_written_together(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another server holds the archive a line forms; then one write takes it all."""
    sizes: list[int] = []
    add = Board.add_checked
    monkeypatch.setattr(
        Board, "add_checked", lambda self, group: (sizes.append(len(group)), add(self, group))[1]
    )
    open_box(made.vote.uuid)
    queue = line.line_of(made.vote.uuid)
    with ThreadPoolExecutor(12) as pool:
        with Board.open(made.path):
            first, *others = [casting(made, ballot) for ballot in ballots(made)]
            waiting = [pool.submit(at_once, [first])]
            until(lambda: queue._front.locked() and not queue._waiting)  # it has its own in hand
            waiting += [pool.submit(at_once, [one]) for one in others]
            until(lambda: len(queue._waiting) == 11)
        told = [one.result()[0] for one in waiting]
    assert kept(made) == sorted(told)
    assert sizes == [1, 11]


def test_a_vote_that_closes_while_ballots_come(made: Made) -> None:
    def close() -> str:
        with box.board(made.vote) as board:
            board.end_ballots()
        Vote.objects.filter(pk=made.vote.uuid).update(stage=Stage.CLOSED)
        return "done"

    told = at_once([*(casting(made, ballot) for ballot in ballots(made)), close])
    receipts = [one for one in told[:-1] if one != "closed"]
    assert kept(made) == sorted(receipts)


def test_the_clock_that_strikes_while_ballots_wait(made: Made) -> None:
    """What counts is the moment when a ballot goes into the archive, not when it was sent."""
    open_box(made.vote.uuid)
    with ThreadPoolExecutor(1) as pool:
        with Board.open(made.path):
            waiting = pool.submit(at_once, [casting(made, ballots(made)[0])])
            queue = line.line_of(made.vote.uuid)
            until(lambda: queue._front.locked())
            Vote.objects.update(closes=datetime.now(UTC) - timedelta(seconds=1))
        assert waiting.result() == ["closed"]
    assert kept(made) == []


def test_two_servers(made: Made) -> None:
    """Two lines before one archive, as two processes have them."""
    box_ = open_box(made.vote.uuid)
    lines = [line.Line(made.vote.uuid), line.Line(made.vote.uuid)]
    works = [
        lambda ballot=ballot, number=number: lines[number % 2].put(box_.check(ballot))
        for number, ballot in enumerate(ballots(made))
    ]
    assert sorted(at_once(works)) == kept(made)


def test_pages_while_ballots_come(made: Made) -> None:
    def look() -> str:
        response = Client().get(f"/votes/{made.vote.uuid}/archive.bel")
        return str(len(b"".join(response.streaming_content)))  # type: ignore[arg-type]

    Vote.objects.update(turnout="always")
    sizes = at_once([*(casting(made, ballot) for ballot in ballots(made)), look, look])[-2:]
    assert all(int(size) % 512 == 0 for size in sizes)
