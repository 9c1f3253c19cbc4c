"""Running a server: the work of whoever keeps one for others."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Speaking
from veche.cli.terminal import done, next_step, note, progress
from veche.cli.web import the_web
from veche.election.errors import ArchiveBusy, MalformedInput
from veche.web.serving.address import Address
from veche.words import Language, language_of

USUAL = "127.0.0.1:8000"
"""Where a server listens if nothing else is said; a laptop that is away, in the network of its phones."""

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Where everything is kept.",
        show_default="VECHE_DATA, or data",
    ),
]


def serve(
    data: Data = None,
    address: Annotated[
        str,
        typer.Option(metavar="ADDRESS", help="Where to listen: HOST:PORT, or unix:/FOLDER/NAME."),
    ] = USUAL,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes answer; each does 16 things at once.")
    ] = 2,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="Fill the folder (otherwise demo/union) with a demonstration, and say what to try."
        ),
    ] = False,
    away: Annotated[
        Path | None,
        typer.Option(
            "--away",
            metavar="FILE",
            help="Serve the copy of one assembly in FILE, to phones around this laptop, without a network.",
            show_default=False,
        ),
    ] = None,
    language: Speaking = None,
) -> None:
    """Serve the web: bodies, their members and their votes, in a browser.

    Tables are brought up to date first. One process more does what takes long and looks at the clock. What dies is started
    again; SIGTERM or Ctrl-C ends everything in order. Nothing is logged of who asked for what. Settings come from the
    environment: see docs/serving.md.
    """
    where = address_of(address)
    if away is not None:
        from veche.cli.away import serve_away

        serve_away(away, data, None if address == USUAL else address, workers, run)
        return
    if demo:
        serve_demonstration(data, where, workers, language or language_of(os.environ))
        return
    with the_web(data):
        run(where, workers, begun)


def address_of(text: str) -> Address:
    """Raises BadParameter."""
    try:
        return Address.read(text)
    except ValueError as mistake:
        raise typer.BadParameter(str(mistake), param_hint="--address") from None


def run(
    address: Address,
    workers: int,
    begun: Callable[[str], None],
    fill: Callable[[Path], None] | None = None,
) -> None:
    """Serve until told to stop, in one sentence if it cannot be."""
    from veche.web.serving.lock import AlreadyServed
    from veche.web.serving.processes import KeptDying
    from veche.web.serving.running import run_server

    try:
        run_server(address, workers, begun, fill)
    except AlreadyServed:
        raise ArchiveBusy("another server works in the same data folder") from None
    except KeptDying as failure:
        raise MalformedInput(
            f"the process for {failure.name} ended again and again", "veche serve", "see what it said above"
        ) from None
    except OSError as failure:
        if failure.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES):
            raise
        raise MalformedInput(
            f"cannot listen there: {failure.strerror}", str(address), "choose another with --address"
        ) from None


def serve_demonstration(data: Path | None, address: Address, workers: int, language: Language) -> None:
    """Fill the folder if it is not filled yet, then serve it. It stays as it is from one start to the next."""
    from veche.web.serving.demonstration import folder

    data = data or folder.USUAL
    folder.settle(data)
    with the_web(data):
        from veche.cli.demonstration import fill, show

        run(address, workers, partial(show, data, language), partial(fill, language))


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The backup to write; must not exist.", show_default=False)
    ],
    data: Data = None,
) -> None:
    """Write everything that must not be lost to one file, while the server goes on.

    The key is not in it: keep a copy of veche.key apart. Without the key nobody reads a name in a backup, and nobody can
    restore it. Sessions, limits and jobs are left out.
    """
    with the_web(data):
        from veche.web.serving.backup import write_backup

        kept = write_backup(file)
    done(f"wrote {file}: archives: {kept.archives}, rows: {kept.rows}")
    next_step("take it to another place, and keep veche.key apart from it")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    data: Annotated[
        Path,
        typer.Option(
            "--data",
            metavar="FOLDER",
            help="A folder that holds veche.key and nothing else.",
            show_default=False,
        ),
    ],
) -> None:
    """Fill an empty server from a backup, verify every archive, and make rows of ballots again from them.

    With VECHE_DATABASE the database must be empty too. A backup from SQLite can be restored into PostgreSQL, and the
    other way round.
    """
    must_be_there(file)
    from veche.web.serving.staging import finish, is_whole, prepare

    staging = prepare(data)
    if not is_whole(staging):
        with the_web(staging), progress() as report:
            from veche.web.serving.restore import restore as fill

            found = fill(file.absolute(), report)
        done(f"restored {file}: archives that hold: {found.archives}, ballots in them: {found.ballots}")
        say_strangers(found.strangers)
    finish(data)
    next_step(f"start the server: veche serve --data {data}")


def rebuild(data: Data = None) -> None:
    """Make what the database knows of ballots again from the archives, which are the record.

    For a database that was damaged, or is older than the archives. Nothing in an archive is changed.
    """
    with the_web(data):
        from veche.web.serving.restore import make_again

        found = make_again()
    done(f"made the rows of ballots again: archives: {found.archives}, ballots: {found.ballots}")
    say_strangers(found.strangers)


def say_strangers(strangers: tuple[str, ...]) -> None:
    """Archives that belong to no vote of the database lie there still."""
    for uuid in strangers:
        note(f"{uuid}.bel belongs to no vote of this database; it was left as it is")


def must_be_there(file: Path) -> None:
    """Raises OSError where the file cannot be read, before anything is made."""
    with file.open("rb"):
        pass


def begun(where: str) -> None:
    done(f"serving at {where}")
    next_step("open it in a browser on this machine; stop the server with Ctrl-C")
