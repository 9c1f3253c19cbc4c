"""Whatever happens to a vote (ballots, days, crashes, rows made again), it tells what a plain model of it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.votes import Made, make_vote

from veche.election.board import Board
from veche.election.verify import verify_archive
from veche.web.ballots.access import public
from veche.web.ballots.casting import box
from veche.web.ballots.models import CastBallot, Stage
from veche.web.ballots.rebuild import rebuild
from veche.web.bodies.models import Turnout

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
VOTERS = 3
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("cast"), st.integers(0, VOTERS - 1)),
        st.tuples(st.just("again"), st.just(0)),
        st.tuples(st.just("crash"), st.integers(0, VOTERS - 1)),
        st.tuples(st.just("night"), st.integers(1, 30)),
        st.tuples(st.just("rebuild"), st.just(0)),
    ),
    max_size=9,
)


class Course:
    """A vote beside its model: `last` is each voter's last ballot; `dawn` the same when the day of the last cast began."""

    def __init__(self, made: Made) -> None:
        self.made, self.now = made, START
        self.sent: list[bytes] = []
        self.last: dict[int, str] = {}
        self.dawn: dict[int, str] = {}
        self.day: date | None = None
        self.ballots = 0

    def step(self, what: str, number: int) -> None:
        getattr(self, what)(number)

    def night(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def ballot(self, voter: int) -> bytes:
        self.sent.append(self.made.ballot(self.made.credentials[voter], [[1, 0]]))
        return self.sent[-1]

    def cast(self, voter: int) -> None:
        ballot = self.ballot(voter)
        self._turn()
        self.last[voter] = box.cast(public.vote(self.made.vote.uuid), ballot)
        self.ballots += 1

    def again(self, _: int) -> None:
        """A voter who heard no answer sends the last ballot once more."""
        if self.sent:
            self._turn()
            box.cast(public.vote(self.made.vote.uuid), self.sent[-1])

    def crash(self, voter: int) -> None:
        """The server stops after the archive has the ballot and before its row is there, and the voter tries again at once."""
        self.rebuild(
            0
        )  # the day has turned: a crash in its very first step would count that ballot to the day before
        ballot = self.ballot(voter)
        with Board.open(self.made.path) as board:
            self.last[voter] = board.add_ballot(ballot)
        self.ballots += 1
        assert box.cast(public.vote(self.made.vote.uuid), ballot) == self.last[voter]

    def rebuild(self, _: int) -> None:
        self._turn()
        rebuild(self.made.vote)

    def _turn(self) -> None:
        if self.day != self.now.date():
            self.day, self.dawn = self.now.date(), dict(self.last)

    def check(self) -> None:
        vote = public.vote(self.made.vote.uuid)
        told = self.dawn if self.day == self.now.date() else self.last
        assert public.trackers(vote, 1) == sorted(told.values())
        turnout = public.turnout(vote)
        assert turnout is not None
        assert turnout.number == len(told)
        report = verify_archive(self.made.path, trackers=True)
        assert report.checked["ballots"] == self.ballots == CastBallot.objects.filter(vote=vote).count()
        counting = CastBallot.objects.filter(vote=vote, replaced=False).values_list("tracker", flat=True)
        assert set(counting) == {tracker for tracker, _ in report.trackers or ()} == set(self.last.values())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_course_of_a_vote(monkeypatch: pytest.MonkeyPatch, steps: list[tuple[str, int]]) -> None:
    closes = START + timedelta(days=30)
    course = Course(make_vote(stage=Stage.OPEN, voters=VOTERS, turnout=Turnout.DAILY, closes=closes))
    monkeypatch.setattr(timezone, "now", lambda: course.now)
    for what, number in steps:
        course.step(what, number)
        course.check()
