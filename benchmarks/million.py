"""A large archive of yes/no ballots: made in bulk, then verified by the command, with time and memory of both."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.interop.our_election import make_board
from veche._core import Group
from veche.election import credentials, setup
from veche.election.ballots import make_ballots
from veche.election.board import Board
from veche.election.questions import HomomorphicQuestion

from .clock import Used, own_wall, run

BATCH = 4096


@dataclass(frozen=True)
class Large:
    """How an archive of `ballots` was made and verified. Seconds and bytes."""

    ballots: int
    size: int
    roll_wall: float
    make_wall: float
    verified: Used


def measure(folder: Path, ballots: int, say: Callable[[str], None]) -> Large:
    """Make the archive in `folder` and verify it in a process of its own."""
    texts: list[str] = []
    archive = folder / "large.bel"
    roll = own_wall(lambda: texts.extend(draw_up(folder, archive, ballots)))
    say(f"the roll of {ballots} credentials took {roll:.0f} s")
    made = own_wall(lambda: vote(archive, texts, say))
    verified = run([sys.executable, "-m", "veche.cli", "verify", str(archive), "--json"], folder)
    assert verified.status == 0, "the archive was refused"
    return Large(ballots, archive.stat().st_size, roll, made, verified)


def draw_up(folder: Path, archive: Path, voters: int) -> list[str]:
    """Set up an election for so many voters. Returns their credentials."""
    keys = folder / "keys"
    keys.mkdir()
    group, uuid = Group("Ed25519"), credentials.new_uuid()
    trustees, _ = make_board(keys, group, "threshold")
    texts = [credentials.generate_credential() for _ in range(voters)]
    question = HomomorphicQuestion(("Yes", "No"), blank=None, minimum=1, maximum=1, question="Do we strike?")
    template = setup.Template("", "A large election", (question,))
    setup.create_archive(
        archive,
        election=setup.draw_up(template, group, uuid, trustees),
        trustees=trustees,
        credentials=credentials.public_credentials(group, uuid, ((text, None) for text in texts)),
        timestamp=int(time.time()),
    )
    return texts


def vote(archive: Path, texts: list[str], say: Callable[[str], None]) -> None:
    """Everyone votes, a third of them no; ballots are made and published a batch at a time, then added up."""
    with Board.open(archive) as board:
        for first in range(0, len(texts), BATCH):
            some = texts[first : first + BATCH]
            choices = [b"[[0,1]]" if (first + i) % 3 == 0 else b"[[1,0]]" for i in range(len(some))]
            board.add_ballots(make_ballots(board.election, some, choices))
            if first // BATCH % 20 == 0:
                say(f"{first + len(some)} ballots are cast")
        board.end_ballots()
        board.add_encrypted_tally()
