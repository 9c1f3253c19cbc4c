"""Checking the ballots of an archive as they pass by (4.17): proofs in the core, roll and uniqueness here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ballots import Heading, first_refusal
from .behind import Behind
from .errors import VerificationError, refusal
from .tally import MAX_BATCH, LastBallots, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from .archive import Data, Group
    from .setup import Setup


class BallotBox:
    """Takes the Ballot events out of a stream of events; the others pass through. A context manager."""

    def __init__(self, setup: Setup, size: int, threads: int, batch: int, progress: Progress) -> None:
        self.last = LastBallots(setup.roll)
        self.count = 0
        self._election, self._core = setup.election, setup.election.core
        self._places = setup.roll.places
        self._heading = Heading(setup.election)
        self._size, self._threads, self._batch, self._progress = size, threads, batch, progress
        self._seen: set[bytes] = set()
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        self._handed_over = 0
        self._ended = False
        self._behind = Behind()

    def __enter__(self) -> BallotBox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._behind.__exit__(kind, error, trace)

    def through(self, groups: Iterator[Group]) -> Iterator[Group]:
        """The events that are no ballots. Every ballot before an event has been checked when it passes.

        Raises `VerificationError` for the first thing in the archive that is wrong.
        """
        try:
            for group in groups:
                if group.type == b"Ballot":
                    self._take(group.data[0], group.end)
                    continue
                self._end()
                yield group
        except VerificationError:
            self._finish()  # an earlier ballot that is still being checked may be wrong, and comes first
            raise
        self._end()

    def _end(self) -> None:
        """The last ballot has passed."""
        self._finish()
        if not self._ended:
            self._progress("ballots", self._size, self._size)
        self._ended = True

    def _take(self, ballot: Data, end: int) -> None:
        self.count += 1
        self._waiting.append(ballot.body)
        self._waiting_size += len(ballot.body)
        fault = self._fault(ballot)
        if fault is not None:
            self._refuse_last(fault)
        if len(self._waiting) >= self._batch or self._waiting_size > MAX_BATCH:
            self._hand_over()
            self._progress("ballots", end, self._size)

    def _fault(self, ballot: Data) -> VerificationError | None:
        """What is wrong with a ballot beside others: 4.17."""
        object_ = f"ballot {self.count}"
        credential = self._heading.credential_of(ballot.body)
        if credential is None:
            return VerificationError(
                "ballot.election", object_, "it does not begin as a ballot of this election"
            )
        digest = bytes.fromhex(ballot.digest.decode())
        if digest in self._seen:
            return VerificationError(
                "ballot.duplicate", object_, "the same ballot stands in the archive already"
            )
        place = self._places.get(credential)
        if place is None:
            return VerificationError("ballot.credential", object_, "its credential is not on the roll")
        self._seen.add(digest)
        self.last.add(place, ballot)
        return None

    def _refuse_last(self, fault: VerificationError) -> None:
        """Raise `fault` of the last ballot taken, unless an earlier ballot or an earlier check fails."""
        last = self._waiting.pop()
        self._finish()
        raise first_refusal(self._election, last, fault)

    def _hand_over(self) -> None:
        """Let the core check what waits, after what it is checking now."""
        ballots, first = self._waiting, self._handed_over + 1
        self._waiting, self._waiting_size = [], 0
        self._handed_over += len(ballots)
        self._behind.run(self._check, ballots, first)

    def _check(self, ballots: list[bytes], first: int) -> None:
        for number, verdict in enumerate(
            self._core.check_ballots(ballots, threads=self._threads), start=first
        ):
            if verdict is not None:
                raise refusal(f"ballot {number}", *verdict)

    def _finish(self) -> None:
        if self._waiting:
            self._hand_over()
        self._behind.wait()
