"""A voter's work: fill in a ballot, and find it again in the archive."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Archive
from veche.cli.asking import ask_secret
from veche.cli.ballot_paper import fill_in
from veche.cli.files import LARGE, must_be_new, read, read_text, write_new
from veche.cli.inspection import look_into
from veche.cli.terminal import done, next_step, note, progress, say
from veche.election.ballots import make_ballot
from veche.election.ballots import tracker as tracker_of
from veche.election.board import Board
from veche.election.contents import Contents, read_contents
from veche.election.credentials import public_of
from veche.election.errors import MalformedInput


def cast(
    archive: Archive,
    ballot: Annotated[
        Path | None,
        typer.Argument(
            metavar="BALLOT", help="The ballot to write, for the returning officer.", show_default=False
        ),
    ] = None,
    into: Annotated[bool, typer.Option("--into", help="Put the ballot into the archive yourself.")] = False,
    choice: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A file that holds your choice as JSON. Without it you are asked.",
            show_default=False,
        ),
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
    if ballot:
        must_be_new(ballot)
    contents = read_contents(archive)
    say(contents.election.election.name, "bold")
    credential = own_credential(contents, archive, credential_file)
    chosen = read(choice) if choice else fill_in(contents.election.questions)
    message = make_ballot(contents.election, credential, chosen)
    if ballot:
        write_new(ballot, message)
        done(f"wrote your sealed ballot {ballot}")
    else:
        with Board.open(archive) as board:
            board.add_ballot(message)
        done(f"your ballot is in {archive}")
    say(f"Tracker  {tracker_of(message)}")
    note("Keep the tracker: with it you can check that your ballot counts. It tells nobody how you voted.")
    if ballot:
        next_step(
            f"send {ballot} to the returning officer; later find it with: veche tracker ARCHIVE {ballot}"
        )


def own_credential(contents: Contents, archive: Path, file: Path | None) -> str:
    """The voter's credential, from a file or asked for until it is one of this vote's."""
    if file:
        credential = read_text(file).strip()
        check_on_roll(contents, archive, credential)
        return credential
    while True:
        credential = ask_secret("Your credential")
        try:
            check_on_roll(contents, archive, credential)
        except MalformedInput as mistake:
            if not sys.stdin.isatty():
                raise
            note(f"{mistake.what}. {mistake.advice}.")
        else:
            return credential


def check_on_roll(contents: Contents, archive: Path, credential: str) -> None:
    """A mistyped credential gives another public one, which only the roll tells apart. Raises MalformedInput."""
    election = contents.election
    public = public_of(election.group, election.uuid, credential)
    if not re.search(rb'"' + public + rb'[",]', contents.credentials):
        what, advice = (
            "this credential is not on the roll of this vote",
            "check the letters, and that the slip is for this vote",
        )
        raise MalformedInput(what, str(archive), advice)


def tracker(
    archive: Archive,
    wanted: Annotated[
        str,
        typer.Argument(metavar="TRACKER", help="A tracker, or the ballot file itself.", show_default=False),
    ],
) -> None:
    """Find a ballot in an archive, and say whether it is the one that counts.

    Exits 1 when it is not there.
    """
    text = tracker_of(read(Path(wanted), LARGE)) if Path(wanted).is_file() else wanted.strip()
    with progress() as report:
        found = look_into(archive, report)
    if text in dict(found.trackers):
        done(f"the ballot {text} is in {archive} and counts")
        if found.contents.state == "open":
            next_step("it counts unless you vote again; look once more when the vote is closed")
    elif text in found.replaced:
        done(f"the ballot {text} is in {archive}, but a later one of the same voter replaced it")
    else:
        raise MalformedInput(
            f"no ballot with tracker {text}",
            str(archive),
            "get the newest archive and look again; if it is still missing, tell the returning officer and others",
        )
