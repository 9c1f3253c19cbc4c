"""The ballots that wait for one archive in this process. Whoever comes to the front takes all who stand in line along.

Many ballots then cost one opening of the archive and one write to the disk, and each is still answered for itself.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.db import Error as DatabaseError

from veche.election.ballots import Checked
from veche.election.errors import ElectionError, VerificationError, WrongMoment
from veche.web.ballots.access.public import takes_ballots
from veche.web.ballots.actions.casting import follow

from .holding import held
from .refusal import Refused, refused

PATIENCE = 10.0
"""Seconds that a ballot waits."""
MOST = 64
MOST_BYTES = 16 * 1024 * 1024
"""Of one group."""

FAILURES = (OSError, DatabaseError, ElectionError)
"""Of this server: voters are asked to try again, and the log says where it happened."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Waiting:
    """A ballot in line, and the answer when it has one."""

    ballot: Checked
    answer: str | Refused | None = None


class Line:
    """The line before one archive."""

    def __init__(self, uuid: str) -> None:
        self._uuid = uuid
        self._waiting: deque[Waiting] = deque()
        self._front = Lock()

    def put(self, ballot: Checked) -> str:
        """Wait until the ballot is in the archive and in the database. Returns its tracker. Raises Refused."""
        mine = Waiting(ballot)
        self._waiting.append(mine)
        if not self._front.acquire(timeout=PATIENCE):
            self._step_out(mine)
        try:
            while mine.answer is None:
                self._take()
        finally:
            self._front.release()
        if isinstance(mine.answer, Refused):
            raise Refused(mine.answer.code)
        return mine.answer

    def _step_out(self, mine: Waiting) -> None:
        """Leave the line, and say so; unless the ballot is being put into the archive just now."""
        try:
            self._waiting.remove(mine)
        except ValueError:
            self._front.acquire()
        else:
            raise Refused("busy")

    def _take(self) -> None:
        """Answer a group. Where the disk refuses it, each is tried alone: one that is too large for it harms no other."""
        group = self._next_group()
        try:
            self._try(group)
            for one in group:
                if one.answer is None and len(group) > 1:
                    self._try([one])
        finally:  # also after an error of our own: nobody may wait for ever
            for one in group:
                one.answer = one.answer or Refused("try_again")

    def _try(self, group: list[Waiting]) -> None:
        """Answer a group, or leave it without an answer where the disk refuses."""
        try:
            self._answer(group)
        except FAILURES as failure:
            log.exception("ballots were not taken")
            if not isinstance(failure, OSError):
                for one in group:
                    one.answer = Refused("try_again")

    def _next_group(self) -> list[Waiting]:
        group: list[Waiting] = []
        while (
            self._waiting and len(group) < MOST and sum(len(one.ballot.ballot) for one in group) < MOST_BYTES
        ):
            group.append(self._waiting.popleft())
        return group

    def _answer(self, group: list[Waiting]) -> None:
        try:
            answers = self._publish([one.ballot for one in group])
        except (Refused, WrongMoment) as refusal:
            for one in group:
                one.answer = refusal if isinstance(refusal, Refused) else Refused("closed")
            return
        for one, answer in zip(group, answers, strict=True):
            one.answer = refused(answer) if isinstance(answer, VerificationError) else answer

    def _publish(self, ballots: list[Checked]) -> list[str | VerificationError]:
        """First the archive, then the rows: on return both keep what is answered by a tracker."""
        with held(self._uuid, PATIENCE) as board:
            must_take_ballots(self._uuid)
            before = board.end
            answers = board.add_checked(ballots)
            follow(self._uuid, before, durable=True)
        return answers


def must_take_ballots(uuid: str) -> None:
    """Raises Refused where the stage or the clock says no, at this moment."""
    if not takes_ballots(uuid):
        raise Refused("closed")


@cache
def line_of(uuid: str) -> Line:
    """The line before the archive of this vote."""
    return Line(uuid)
