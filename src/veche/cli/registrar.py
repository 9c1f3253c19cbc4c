"""The registrar's work: make the credentials, and the slips of paper that hand them out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import VoteFile
from veche.cli.credential_list import Entry, read_roll, read_secret, secret_text
from veche.cli.sheet import MOST_WHERE, sheet_html
from veche.cli.terminal import counted, done, next_step, note, progress, say
from veche.cli.vote_file import Vote, read_vote
from veche.cli.words import words
from veche.election.credentials import generate_credential, public_credentials, write_lists
from veche.election.election import fingerprint
from veche.election.errors import MalformedInput
from veche.election.new_files import must_be_new, write_new, write_together
from veche.words import Language


def make(
    vote: VoteFile,
    public: Annotated[
        Path, typer.Option(metavar="FILE", help="The public list to write.", show_default=False)
    ],
    secret: Annotated[
        Path, typer.Option(metavar="FILE", help="The secret credentials to write.", show_default=False)
    ],
    count: Annotated[
        int | None, typer.Option(min=1, max=10_000_000, help="How many members may vote.", show_default=False)
    ] = None,
    roll: Annotated[
        Path | None,
        typer.Option(
            metavar="CSV",
            help="A list of members instead: one name a line, and a weight after a comma where votes weigh differently.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make one credential for each member.

    The public list goes to the returning officer; it is sorted, so that its order says nothing. The secret file stays
    with you until the slips are handed out. A vote file of a roll for many votes (it has `rounds`) gives one list for each
    of them in the same file: one credential then serves them all. With --count no name is written anywhere. Write the fingerprint down: the
    archive must show the same one for its public credentials.
    """
    if (count is None) == (roll is None):
        raise typer.BadParameter("give either --count or --roll", param_hint="--count")
    must_be_new(public, secret)
    found = read_vote(vote)
    members = read_roll(roll) if roll else [("", None)] * (count or 0)
    entries = [
        Entry(number, name, weight, generate_credential()) for number, (name, weight) in enumerate(members, 1)
    ]
    message = _lists(found, entries)
    write_together({secret: secret_text(entries).encode(), public: message}, secret={secret})
    done(f"made {len(entries)} credentials: wrote {public}")
    say(f"Fingerprint  {fingerprint(message)}")
    if weights := [entry.weight for entry in entries if entry.weight is not None]:
        # Loaded late, as other rolls need no rules.
        from veche.cli.secrecy import warn_of_weights

        warn_of_weights(weights)
    note(
        f"{secret}: secret. Whoever reads it can vote for everyone on it. Delete it when the slips are handed out."
    )
    next_step(
        f"send {public} to the returning officer; print the slips with: veche credentials sheet {vote} {secret} sheet.html"
    )


def _lists(vote: Vote, entries: Sequence[Entry]) -> bytes:
    """The public list; for a roll for many votes those of all of them, from the same credentials."""
    if vote.rounds and any(entry.weight is not None for entry in entries):
        raise MalformedInput(
            "votes on this roll weigh the same", "the list of members", "give names without weights"
        )
    lists: dict[str, bytes] = {}
    with progress() as report:
        every = [(uuid, entry) for uuid in (vote.uuid, *vote.rounds) for entry in entries]
        grouped = groupby(counted(every, "credentials", report), key=itemgetter(0))
        for uuid, members in grouped:
            pairs = ((entry.credential, entry.weight) for _, entry in members)
            lists[uuid] = public_credentials(vote.group, uuid, pairs)
    return write_lists(lists) if vote.rounds else lists[vote.uuid]


def sheet(
    vote: VoteFile,
    secret: Annotated[
        Path, typer.Argument(metavar="SECRET", help="The secret credentials.", show_default=False)
    ],
    page: Annotated[
        Path, typer.Argument(metavar="SHEET", help="The page to write, as HTML.", show_default=False)
    ],
    where: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="One line on every slip: where and until when to vote.", show_default=False
        ),
    ] = "",
    language: Annotated[
        Language, typer.Option(metavar="LANGUAGE", help="What the slips speak: be, ru, uk, pl or en.")
    ] = Language.EN,
) -> None:
    """Write a printable page of slips to cut apart, five on a sheet of A4.

    Each has one credential as text and as a QR code, says how to vote, and folds so that the credential lies inside.
    """
    if len(where) > MOST_WHERE:
        raise typer.BadParameter(f"at most {MOST_WHERE} characters fit on a slip", param_hint="--where")
    must_be_new(page)
    found = read_vote(vote)
    entries = read_secret(secret)
    with progress() as report:
        slips = counted(entries, "slips", report)
        html = sheet_html(found.template.name, where, slips, words(language))
    write_new(page, html.encode(), secret=True)
    done(f"wrote {len(entries)} slips to {page}")
    note(f"{page}: secret like the credentials in it. Print it, then delete it.")
    next_step("open it in a browser, print at 100 %, cut along the dashed lines, fold along the dotted ones")
