"""The returning officer's work: draw the vote up, open it, take ballots and decryptions in, close it, count, declare."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Archive, VoteFile
from veche.cli.ballot_paper import show_paper
from veche.cli.files import LARGE, read
from veche.cli.intake import take
from veche.cli.results import show_result
from veche.cli.terminal import done, facts, next_step, progress, say
from veche.cli.vote_file import GROUPS, read_vote
from veche.cli.vote_text import example, vote_text
from veche.cli.wizard import ask_template
from veche.election.board import Board
from veche.election.contents import read_contents
from veche.election.credentials import Roll, new_uuid
from veche.election.new_files import must_be_new, write_new
from veche.election.result import read_result
from veche.election.setup import Template, create_archive, draw_up
from veche.election.trustees import trustees_message


def template(vote: VoteFile) -> None:
    """Write an example of a vote file, with a note on every line.

    Change it in any editor. It has a fresh identifier, so it is ready to use.
    """
    write_new(vote, example(new_uuid()).encode())
    done(f"wrote {vote}")
    next_step(f"write your questions into it, then check it with: veche election check {vote}")


def draw(
    vote: VoteFile,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="TEMPLATE",
            help="Take the questions from a template.json of belenios-tool.",
            show_default=False,
        ),
    ] = None,
    group: Annotated[
        str,
        typer.Option(metavar="GROUP", help="The mathematics: Ed25519, RFC-3526-2048 or BELENIOS-2048."),
    ] = "Ed25519",
) -> None:
    """Draw a vote up by answering questions, and write the vote file.

    With --from nothing is asked.
    """
    if group not in GROUPS:
        raise typer.BadParameter(f"write one of {', '.join(GROUPS)}", param_hint="--group")
    must_be_new(vote)
    drawn = Template.read(read(source)) if source else ask_template()
    write_new(vote, vote_text(new_uuid(), group, drawn).encode())
    done(f"wrote {vote}")
    next_step(f"read it once more with: veche election check {vote}")


def check(
    vote: VoteFile,
    reserved: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Seats kept for groups: can these candidates fill them?", show_default=False
        ),
    ] = None,
    question: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="The question that they belong to.", show_default=False),
    ] = None,
    seats: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER", min=1, help="How many are elected. Otherwise as it asks.", show_default=False
        ),
    ] = None,
) -> None:
    """Check a vote file and show the ballot paper as voters will see it.

    With --reserved, see too whether the candidates can fill the seats that are kept for groups: once the vote is open,
    nobody can be nominated any more.
    """
    found = read_vote(vote)
    if reserved is None and (question or seats):
        raise typer.BadParameter("this belongs to seats kept for groups", param_hint="--question, --seats")
    say(found.template.name, "bold")
    if found.template.description:
        say(found.template.description)
    show_paper(found.template.questions)
    facts([("Identifier", found.uuid), ("Group", found.group.name)])
    if reserved is not None:
        # Loaded late, as other votes keep no seats.
        from veche.cli.reserved_check import can_be_filled

        done(can_be_filled(reserved, found.template.questions, question, seats))
    done(f"{vote} can be used as it is")
    next_step(
        "give the file to the registrar (veche credentials make) and to the trustees (veche trustee key, or invite)"
    )


def open_vote(
    vote: VoteFile,
    archive: Archive,
    credentials: Annotated[
        Path, typer.Option(metavar="FILE", help="The registrar's public list.", show_default=False)
    ],
    trustee: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            help="A trustee's public key, or the threshold's public file. Once for each; all are needed.",
            show_default=False,
        ),
    ],
) -> None:
    """Open a vote: join questions, trustees and public credentials into a new archive.

    Everything is checked first. From then on questions, trustees and roll stand fixed.
    """
    must_be_new(archive)
    found = read_vote(vote)
    trustees = trustees_message([read(path, LARGE) for path in trustee])
    election = draw_up(found.template, found.group, found.uuid, trustees)
    roll = read(credentials, LARGE)
    create_archive(
        archive, election=election, trustees=trustees, credentials=roll, timestamp=int(time.time())
    )
    contents = read_contents(archive)
    done(f"opened the vote: wrote {archive}")
    facts([("Fingerprint", contents.election.fingerprint)])
    if any(question.kind == "NH" for question in contents.election.questions):
        # Loaded late, as other votes need no rules.
        from veche.cli.secrecy import warn_of_questions

        warn_of_questions(
            contents.election.questions, len(Roll.read(contents.election.group, contents.credentials))
        )
    next_step(
        f"give {archive} and the fingerprint to everyone who may vote or watch; voters use 'veche cast {archive}', "
        "and you take their ballots in with 'veche accept'"
    )


def accept(
    archive: Archive,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Ballots, or decryptions of trustees.", show_default=False),
    ],
) -> None:
    """Check ballots or decryptions that were handed in, and add them to the archive.

    Of several ballots all are added or none. What does not hold is refused with the reason, and the archive stays as it was.
    """
    with Board.open(archive) as board:
        for line in take(board, files):
            done(line)


def close(archive: Archive) -> None:
    """Close the vote: no ballot can be added afterwards."""
    with Board.open(archive) as board:
        board.end_ballots()
    done(f"closed the vote in {archive}")
    next_step(f"count with: veche tally {archive}")


def tally(archive: Archive) -> None:
    """Multiply the last ballot of every voter into one encrypted tally. Nothing is decrypted."""
    with progress() as report, Board.open(archive) as board:
        board.add_encrypted_tally(progress=report)
        shuffled = board.election.has_shuffles
    done(f"added the encrypted tally to {archive}")
    if shuffled:
        next_step(
            f"a question with numbers is shuffled first; one trustee after another: veche shuffle {archive} --trustee NUMBER"
        )
    else:
        next_step(
            f"give {archive} to the trustees, each of whom runs: veche decrypt {archive} FILE --key KEY"
        )


def result(archive: Archive) -> None:
    """Combine the decryptions and add the result to the archive."""
    with Board.open(archive) as board:
        message = board.add_result()
    contents = read_contents(archive)
    done(f"added the result to {archive}")
    show_result(contents.election.questions, read_result(message), contents.tallied().total_weight)
    next_step(f"publish {archive}; anyone can check it with: veche verify {archive}")
