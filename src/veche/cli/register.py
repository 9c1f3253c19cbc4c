"""The secretary's part of a register that the law demands: a key of their own, and opening what members sealed to it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.cli.files import LARGE, read
from veche.cli.terminal import done, next_step, note, say
from veche.election.errors import MalformedInput
from veche.election.new_files import must_be_new, write_new

if TYPE_CHECKING:
    from veche.web.bodies.register import Entry

KeyFile = Annotated[
    Path, typer.Argument(metavar="KEY", help="The file of the register's key.", show_default=False)
]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for a formula when a cell begins with it; some take the wide signs of East Asia too."""


def key(file: KeyFile) -> None:
    """Make the key of a register, and print its public half.

    What members enter is sealed to it on the server, which cannot open it again. Whoever has the file reads the register;
    whoever loses it has lost the register.
    """
    from veche.web.bodies.register import new_private_key, private_file, public_of, public_text

    private = new_private_key()
    write_new(file, private_file(private), secret=True)
    say(public_text(public_of(private)))
    note(
        f"{file}: the key of the register. Keep it on a machine of your own, and a copy where nobody else looks."
    )
    next_step("copy the line above into the page “Key of the register” of your body")


def public(file: KeyFile) -> None:
    """Print the public half of a register's key again."""
    from veche.web.bodies.register import public_of, public_text

    say(public_text(public_of(_private(file))))


def open_register(
    sealed: Annotated[
        Path,
        typer.Argument(metavar="SEALED", help="The sealed register from the server.", show_default=False),
    ],
    members: Annotated[
        Path,
        typer.Argument(metavar="MEMBERS", help="Where to write names and addresses.", show_default=False),
    ],
    keys: Annotated[
        list[Path],
        typer.Option(
            "--key",
            metavar="FILE",
            help="A key of the register; once for each, if it was changed.",
            show_default=False,
        ),
    ],
) -> None:
    """Open the sealed register on your own machine, as a table of legal names and addresses.

    The file is for your eyes alone: print what the law demands, then delete it.
    """
    must_be_new(members)
    found, closed = _opened(sealed, [_private(file) for file in keys])
    if closed and not found:
        raise MalformedInput(
            "nothing in it is sealed to this key", str(sealed), "Take the key that belongs to this register."
        )
    write_new(members, _table(found), secret=True)
    done(f"opened {len(found)} of {len(found) + closed} entries: wrote {members}")
    if closed:
        note(f"{closed} are sealed to another key: name that key's file too, with --key")
    note(f"{members}: legal names and addresses. Delete it when you no longer need it.")


def _private(file: Path) -> bytes:
    from veche.web.bodies.register import RegisterError, read_private

    try:
        return read_private(read(file))
    except RegisterError:
        raise MalformedInput(
            "not the key of a register", str(file), "Make one with veche register key."
        ) from None


def _opened(file: Path, keys: list[bytes]) -> tuple[list[Entry], int]:
    """The entries by name, and how many none of the keys opens."""
    from veche.web.bodies.register import RegisterError, open_entry, read_bundle

    try:
        body, entries = read_bundle(read(file, LARGE))
    except RegisterError:
        raise MalformedInput(
            "not a sealed register", str(file), "Take it from the page of the register again."
        ) from None
    found = []
    for entry in entries:
        for private in keys:
            try:
                found.append(open_entry(private, body, entry))
                break
            except RegisterError:
                continue
    return sorted(found, key=lambda one: one.name.casefold()), len(entries) - len(found)


def _table(entries: list[Entry]) -> bytes:
    """CSV in UTF-8, all of it in quotes: many spreadsheets part cells at semicolons, and what follows one could be a formula. What would be
    run as a formula gets an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("name", "address"))
    for entry in entries:
        writer.writerow(
            "'" + cell if cell.startswith(FORMULA) else cell for cell in (entry.name, entry.address)
        )
    return text.getvalue().encode()
