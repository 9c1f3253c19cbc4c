"""Running a server: the work of whoever keeps one for others."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.terminal import done, next_step
from veche.cli.web import the_web
from veche.election.errors import ArchiveBusy, MalformedInput

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
    ] = "127.0.0.1:8000",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes answer; each does 16 things at once.")
    ] = 2,
) -> None:
    """Serve the web: bodies, their members and their votes, in a browser.

    Tables are brought up to date first. One process more does what takes long and looks at the clock. What dies is started
    again; SIGTERM or Ctrl-C ends everything in order. Nothing is logged of who asked for what. Settings come from the
    environment: see docs/serving.md.
    """
    with the_web(data):
        run(address, workers)


def run(address: str, workers: int) -> None:
    """Serve until told to stop, in one sentence if it cannot be."""
    from veche.web.serving.address import Address
    from veche.web.serving.lock import AlreadyServed
    from veche.web.serving.processes import KeptDying
    from veche.web.serving.running import run_server

    try:
        run_server(Address.read(address), workers, begun)
    except ValueError as mistake:
        raise typer.BadParameter(str(mistake), param_hint="--address") from None
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
            f"cannot listen there: {failure.strerror}", address, "choose another with --address"
        ) from None


def begun(where: str) -> None:
    done(f"serving at {where}")
    next_step("open it in a browser on this machine; stop the server with Ctrl-C")
