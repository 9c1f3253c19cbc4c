"""Taking in what others hand to the returning officer: it is told apart by what it is, not by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from veche.cli.files import LARGE, read
from veche.election.board import Board
from veche.election.errors import MalformedInput, VerificationError

BALLOT, DECRYPTION = b'{"election_uuid":', b'{"decryption_factors":'
ADVICE = "take the file that 'veche cast' or 'veche decrypt' wrote"


def take(board: Board, files: Sequence[Path]) -> Iterator[str]:
    """Add every file and say what it was. All ballots are added together or none is."""
    messages = {path: read(path, LARGE) for path in files}
    ballots = {path: message for path, message in messages.items() if message.startswith(BALLOT)}
    decryptions = {path: message for path, message in messages.items() if message.startswith(DECRYPTION)}
    for path in messages.keys() - ballots.keys() - decryptions.keys():
        raise MalformedInput("neither a ballot nor a decryption", str(path), ADVICE)
    for path, tracker in (
        zip(ballots, board.add_ballots(list(ballots.values())), strict=True) if ballots else ()
    ):
        yield f"accepted the ballot {path} with tracker {tracker}"
    for path, message in decryptions.items():
        yield f"accepted the decryption of trustee {_add_decryption(board, message)}: {path}"


def _add_decryption(board: Board, message: bytes) -> int:
    """A decryption does not say whose it is, but its proof holds under one trustee's key only."""
    refusal: VerificationError | None = None
    for owner in board.trustees_without_decryption():
        try:
            board.add_partial_decryption(owner, message)
        except VerificationError as error:
            refusal = error
        else:
            return owner
    raise refusal or MalformedInput(
        "every trustee has decrypted", str(board.path), "add the result: veche result"
    )
