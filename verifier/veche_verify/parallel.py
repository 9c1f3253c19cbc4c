"""The checks of many ballots, on every core. Which checks these are is said in ballots.py."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType
from typing import Self

from .ballots import check_ballot, read_envelope
from .election import Election, read_election
from .refused import Refused, within

FEW = 8  # ballots that are not worth a second process

NamedBallot = tuple[str, bytes]


def check_one(ballot: NamedBallot, election: Election) -> Refused | None:
    """The refusal of a ballot, or None. It is returned, not raised, to come back from another process."""
    name, message = ballot
    try:
        with within(name):
            check_ballot(read_envelope(message, election), election)
    except Refused as refusal:
        return refusal
    return None


class BallotChecker:
    """Checks ballots in batches and raises the first refusal of each. Its processes start when they are needed."""

    def __init__(self, election_message: bytes) -> None:
        self.message = election_message
        self.election = read_election(election_message)
        self.processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        if self.processes:
            self.processes.shutdown(cancel_futures=True)

    def check(self, ballots: list[NamedBallot]) -> None:
        """Raises the Refused of the first ballot that fails."""
        if len(ballots) <= FEW or os.cpu_count() == 1:
            refusals = [check_one(ballot, self.election) for ballot in ballots]
        else:
            if self.processes is None:
                self.processes = ProcessPoolExecutor(initializer=_start, initargs=(self.message,))
            refusals = list(self.processes.map(_check_here, ballots, chunksize=4))
        for refusal in refusals:
            if refusal:
                raise refusal


_election: Election  # in each of the processes


def _start(message: bytes) -> None:
    global _election
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process answers to the keyboard
    _election = read_election(message)


def _check_here(ballot: NamedBallot) -> Refused | None:
    return check_one(ballot, _election)
