"""Holding an archive: one process at a time, and nobody is told to come back for a lock that is held for a moment."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from veche.election.board import Board
from veche.election.errors import ArchiveBusy
from veche.web.ballots.files import archive_file

from .refusal import Refused

PAUSE = 0.002
"""Seconds between two attempts, about."""
HOUR = 3600


@contextmanager
def held(uuid: str, patience: float) -> Iterator[Board]:
    """The board of a vote, for as long as the block runs. Raises Refused("busy") after `patience` seconds, OSError."""
    with _waited_for(archive_file(uuid), patience) as board:
        try:
            yield board
        finally:
            _blur(archive_file(uuid))


def _waited_for(path: Path, patience: float) -> Board:
    """A pause comes before the first attempt, too: whoever has just let go shall not be the first again each time.

    It is never twice the same, so that two processes do not keep missing each other.
    """
    until = time.monotonic() + patience
    while True:
        time.sleep(PAUSE * (0.5 + random.random()))  # noqa: S311 - no secret
        try:
            return Board.open(path)
        except ArchiveBusy:
            if time.monotonic() > until:
                raise Refused("busy") from None


def _blur(path: Path) -> None:
    """Let the files say only in which hour they were written to. What the file system notes besides, we cannot change."""
    hour = int(time.time()) // HOUR * HOUR
    for one in (path, path.with_name(f"{path.name}.index")):
        os.utime(one, (hour, hour))
