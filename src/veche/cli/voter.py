"""A voter's work: fill in a ballot, and find it again in the archive."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Archive, CredentialFile, Speaking
from veche.cli.asking import ask_secret
from veche.cli.ballot_paper import fill_in
from veche.cli.files import LARGE, read, read_text
from veche.cli.inspection import look_into
from veche.cli.terminal import done, next_step, note, progress, say, terminal, wording
from veche.election.ballots import make_ballot
from veche.election.ballots import tracker as tracker_of
from veche.election.board import Board
from veche.election.chain import State
from veche.election.contents import Contents, read_contents
from veche.election.credentials import check_credential, public_of
from veche.election.errors import MalformedInput, WrongMoment
from veche.election.new_files import must_be_new, write_new
from veche.words import Language, language_of


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
    credential_file: CredentialFile = None,
    language: Speaking = None,
) -> None:
    """Vote: choose, and write a sealed ballot that only the trustees together could open.

    The credential on your slip signs the ballot. To change your vote, cast again: the last ballot counts. Keep the
    tracker; with it you can check that your ballot is in the archive, and it tells nobody how you voted.
    """
    speak(language)
    if (ballot is None) == (not into):
        raise typer.BadParameter(wording("cast.file_or_into"), param_hint="BALLOT")
    if ballot:
        must_be_new(ballot)
    contents = read_contents(archive)
    if contents.state is not State.OPEN:
        raise WrongMoment(wording("cast.over"))
    say(contents.election.election.name, "bold")
    say(wording("cast.fingerprint", fingerprint=contents.election.fingerprint))
    credential = own_credential(contents, archive, credential_file)
    chosen = read(choice) if choice else fill_in(contents.election.questions)
    message = make_ballot(contents.election, credential, chosen)
    if ballot:
        write_new(ballot, message)
        done(wording("cast.wrote", ballot=ballot))
    else:
        with Board.open(archive) as board:
            board.add_ballot(message)
        done(wording("cast.added", archive=archive))
    say(wording("cast.tracker", tracker=tracker_of(message)))
    note(wording("cast.keep_tracker"))
    if ballot:
        next_step(wording("cast.send", archive=archive, ballot=ballot))


def speak(language: Language | None) -> None:
    """The language that was asked for, or that of the system."""
    terminal.speak(language or language_of(os.environ))


def own_credential(contents: Contents, archive: Path, file: Path | None) -> str:
    """The voter's credential, from a file or asked for until it is one of this vote's."""
    if file:
        credential = read_text(file).strip()
        check_on_roll(contents, archive, credential)
        return credential
    while True:
        credential = ask_secret(wording("cast.credential"))
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
    try:
        check_credential(credential)
    except MalformedInput as mistake:
        what, advice = wording("cast.not_a_credential"), wording("cast.credential_form")
        raise MalformedInput(what, mistake.where, advice) from None
    election = contents.election
    public = public_of(election.group, election.uuid, credential)
    if not re.search(rb'"' + public + rb'[",]', contents.credentials):
        what, advice = wording("cast.not_on_roll"), wording("cast.check_the_slip")
        raise MalformedInput(what, str(archive), advice)


def tracker(
    archive: Archive,
    wanted: Annotated[
        str,
        typer.Argument(metavar="TRACKER", help="A tracker, or the ballot file itself.", show_default=False),
    ],
    language: Speaking = None,
) -> None:
    """Find a ballot in an archive, and say whether it is the one that counts.

    Exits 1 when it is not there.
    """
    speak(language)
    text = tracker_of(read(Path(wanted), LARGE)) if Path(wanted).is_file() else wanted.strip()
    with progress() as report:
        found = look_into(archive, lambda _, read, total: report(wording("tracker.reading"), read, total))
    if text in dict(found.trackers):
        done(wording("tracker.counts", tracker=text, archive=archive))
        if found.contents.state is State.OPEN:
            next_step(wording("tracker.look_again"))
    elif text in found.replaced:
        done(wording("tracker.replaced", tracker=text, archive=archive))
    else:
        what, advice = wording("tracker.missing", tracker=text), wording("tracker.tell_others")
        raise MalformedInput(what, str(archive), advice)
