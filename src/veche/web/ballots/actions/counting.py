"""From the last ballot to the result. Every step looks at the archive first, and does what is not there yet."""

from __future__ import annotations

from collections.abc import Sequence

from veche.election.board import Board
from veche.election.chain import State
from veche.election.tally import Progress
from veche.web.ballots.access.officers import current
from veche.web.ballots.casting.box import board
from veche.web.ballots.models import Stage
from veche.web.ballots.stages import PATH, of_archive

from .keys import BadKey
from .locking import held

COUNTING = PATH[PATH.index(Stage.CLOSED) :]


def add_up(uuid: str, progress: Progress | None = None) -> None:
    """Multiply the last ballots into the encrypted tally (4.18). Raises VerificationError, OSError."""
    with board(current(uuid)) as archive:
        if archive.state is State.CLOSED:
            archive.add_encrypted_tally(progress=progress)
        follow_stage(uuid, archive)


def take_shuffle(uuid: str, number: int, message: bytes, trustees: int) -> None:
    """The shuffle of trustee `number` (4.19); after the last of the trustees the shuffles are over.

    A second one of the same trustee changes nothing. Raises VerificationError, WrongMoment.
    """
    with board(current(uuid)) as archive:
        if number not in archive.book.shufflers:
            archive.add_shuffle(number, message)
        if len(archive.book.shufflers) == trustees and archive.state is State.SHUFFLING:
            archive.end_shuffles()
        follow_stage(uuid, archive)


def end_shuffles(uuid: str) -> None:
    """Go on to decryption with the shuffles that are there, one at least. Raises WrongMoment."""
    with board(current(uuid)) as archive:
        if archive.state is not State.SHUFFLED:
            archive.end_shuffles()
        follow_stage(uuid, archive)


def take_decryption(uuid: str, number: int, message: bytes) -> bool:
    """The decryption of trustee `number` (4.20); with enough of them the result is there, and this says so.

    The same one again changes nothing. Raises VerificationError, BadKey for another one, WrongMoment.
    """
    with board(current(uuid)) as archive:
        if archive.state is not State.FINISHED:
            given = archive.book.decryptions.get(number)
            if given not in (None, message):
                raise BadKey("done")
            if given is None:
                archive.add_partial_decryption(number, message)
        _declare(archive)
        follow_stage(uuid, archive)
        return archive.state is State.FINISHED


def declare(uuid: str) -> bool:
    """The result, where there are enough decryptions and a crash came between. Whether there is one now."""
    with board(current(uuid)) as archive:
        _declare(archive)
        follow_stage(uuid, archive)
        return archive.state is State.FINISHED


def _declare(archive: Board) -> None:
    if archive.state is State.DECRYPTING and not archive.missing_decryptions():
        archive.add_result()


def follow_stage(uuid: str, archive: Board) -> None:
    """The archive decides where the vote stands; the row only ever goes forward. The caller holds the archive."""
    reached = of_archive(archive.state, archive.election.has_shuffles)
    with held(uuid, *COUNTING) as vote:
        if PATH.index(Stage(vote.stage)) < PATH.index(reached):
            vote.stage = reached


def acted(uuid: str) -> tuple[Sequence[int], Sequence[int]]:
    """The numbers of the trustees who have shuffled, and of those who have decrypted; empty before there is a tally."""
    with board(current(uuid)) as archive:
        if archive.state in (State.OPEN, State.CLOSED):
            return (), ()
        return tuple(archive.book.shufflers), tuple(archive.book.decryptions)


def to_decrypt(uuid: str) -> bytes:
    """What trustees decrypt. Raises WrongMoment."""
    with board(current(uuid)) as archive:
        archive.missing_decryptions()
        return archive.book.ciphertexts_to_decrypt
