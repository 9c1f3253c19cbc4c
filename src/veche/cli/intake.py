"""Taking in what others hand to the returning officer: it is told apart by what it is, not by its name."""

from __future__ import annotations

import re
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
    for path, tracker in _add_ballots(board, ballots) if ballots else ():
        yield f"accepted the ballot {path} with tracker {tracker}"
    for path, message in decryptions.items():
        yield f"accepted the decryption of trustee {_add_decryption(board, path, message)}: {path}"


def _add_ballots(board: Board, ballots: dict[Path, bytes]) -> list[tuple[Path, str]]:
    """Files and trackers. A refusal names the file, not the place of the ballot among those given."""
    try:
        return list(zip(ballots, board.add_ballots(list(ballots.values())), strict=True))
    except VerificationError as error:
        place = re.match(r"ballot (\d+)", error.object)
        if place is None:
            raise
        path, rest = list(ballots)[int(place[1]) - 1], error.object[place.end() :]
        raise VerificationError(error.check, f"{path}{rest}", error.detail) from None


def _add_decryption(board: Board, path: Path, message: bytes) -> int:
    """A decryption does not say whose it is, but its proof holds under one trustee's key only."""
    for owner in range(1, len(board.trustees) + 1):
        try:
            board.add_partial_decryption(owner, message)
        except VerificationError as error:
            if error.check not in ("decryption.proof", "decryption.owner"):
                raise
        else:
            return owner
    raise VerificationError("decryption.proof", str(path), "it is of no trustee who has still to decrypt")
