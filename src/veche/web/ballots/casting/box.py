"""The ballot box of a vote: the only way into its archive."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from veche.election.ballots import tracker
from veche.election.board import Board
from veche.election.errors import ElectionError, VerificationError
from veche.web.ballots.access.public import holds
from veche.web.ballots.actions.casting import follow
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.stages import PATH

from .holding import held
from .line import line_of
from .opened import open_box
from .refusal import Refused, refused

WAIT = 30.0
"""Seconds that a step of an officer waits for the archive."""

log = logging.getLogger(__name__)


def cast(vote: Vote, ballot: bytes) -> str:
    """Take a ballot and return its tracker, which is a receipt: the ballot is on the disk in the archive, and counted.

    The same ballot again gives the same tracker, after the close too. Whether the vote is still open is decided, by the clock
    and by what the database says then, at the moment when the ballot is put into the archive.

    Raises Refused. Nothing is kept then; but where the code is `try_again` the ballot may be in the archive all the same, and
    its tracker is given when it comes again.
    """
    try:
        return _put(vote, ballot)
    except Refused as refusal:
        if refusal.code == "closed" and holds(vote, tracker(ballot)):  # whose answer was lost on its way
            return tracker(ballot)
        raise


def _put(vote: Vote, ballot: bytes) -> str:
    if vote.stage != Stage.OPEN:
        raise Refused(_shut(vote))
    try:
        box = open_box(vote.uuid)
    except (OSError, ElectionError):
        log.exception("an archive cannot be read")
        raise Refused("try_again") from None
    try:
        checked = box.check(ballot)
    except VerificationError as error:
        raise refused(error) from None
    return line_of(vote.uuid).put(checked)


def _shut(vote: Vote) -> str:
    before = PATH[: PATH.index(Stage.OPEN)]
    return "not_open" if vote.stage in before else "closed"


@contextmanager
def board(vote: Vote, *, anew: bool = False) -> Iterator[Board]:
    """The board of a vote, for one step of an officer; afterwards the rows follow what the step added.

    `anew`: all rows of its ballots are made again.
    Never take it inside a transaction: whoever holds the archive waits for the database, not the other way round.
    Raises Refused("busy") where others keep the archive for longer than WAIT.
    """
    with held(vote.uuid, WAIT) as found:
        before = found.end
        yield found
        follow(vote.uuid, before, anew=anew)
