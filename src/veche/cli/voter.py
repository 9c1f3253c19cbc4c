"""A voter's work: fill in a ballot, and find it again in the archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Archive
from veche.cli.asking import ask_secret
from veche.cli.ballot_paper import fill_in
from veche.cli.files import must_be_new, read, read_text, write_new
from veche.cli.terminal import done, facts, next_step, note, progress, say
from veche.election.ballots import make_ballot, tracker
from veche.election.board import Board
from veche.election.contents import read_contents
from veche.election.errors import MalformedInput


def cast(
    archive: Archive,
    ballot: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BALLOT]", help="The ballot to write, for the returning officer.", show_default=False
        ),
    ] = None,
    into: Annotated[bool, typer.Option("--into", help="Put the ballot into the archive yourself.")] = False,
    choice: Annotated[
        str | None,
        typer.Option(
            metavar="JSON",
            help="Your choice as JSON, for a program; other people on this machine can see it. Without it you are asked.",
            show_default=False,
        ),
    ] = None,
    choice_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your choice as JSON in a file.", show_default=False)
    ] = None,
    credential_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A file that holds your credential. Without it you are asked.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Vote: choose, and write a sealed ballot that only the trustees together could open.

    The credential on your slip signs the ballot. To change your vote, cast again: the last ballot counts. Keep the
    tracker; with it you can check that your ballot is in the archive, and it tells nobody how you voted.
    """
    if (ballot is None) == (not into):
        raise typer.BadParameter("name a file to write, or use --into", param_hint="BALLOT")
    if choice is not None and choice_file is not None:
        raise typer.BadParameter("give only one of --choice and --choice-file", param_hint="--choice")
    if ballot:
        must_be_new(ballot)
    election = read_contents(archive).election
    say(election.election.name, "bold")
    chosen = _choice(choice, choice_file) or fill_in(election.election.questions)
    credential = read_text(credential_file).strip() if credential_file else ask_secret("Your credential")
    message = make_ballot(election, credential, chosen)
    if ballot:
        write_new(ballot, message)
        done(f"wrote your sealed ballot {ballot}")
    else:
        with Board.open(archive) as board:
            board.add_ballot(message)
        done(f"your ballot is in {archive}")
    say(f"Tracker  {tracker(message)}")
    note("Keep the tracker: with it you can check that your ballot counts. It tells nobody how you voted.")
    if ballot:
        next_step(
            f"send {ballot} to the returning officer; later find it with: veche tracker ARCHIVE {ballot}"
        )


def _choice(choice: str | None, file: Path | None) -> bytes | None:
    if choice is not None:
        return choice.encode()
    return read(file) if file else None


def find_tracker(
    archive: Archive,
    wanted: Annotated[
        str, typer.Argument(metavar="TRACKER", help="A tracker, or a ballot file.", show_default=False)
    ],
) -> None:
    """Find a ballot in an archive by its tracker, and say whether it is the one that counts."""
