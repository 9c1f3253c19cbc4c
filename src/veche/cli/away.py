"""An assembly that goes on on a laptop: its copy is opened with the words that were shown once, and served to the phones around."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import segno

from veche.cli.asking import ask_secret
from veche.cli.terminal import done, facts, next_step, note, say, terminal
from veche.cli.web import the_web
from veche.election.errors import MalformedInput
from veche.web.serving.address import Address
from veche.web.serving.addresses import own_addresses
from veche.words.wordlist import folded

PORT = 8000
Run = Callable[[Address, int, Callable[[str], None], Callable[[Path], None]], None]


def open_copy(file: Path) -> dict[str, Any]:
    """What is in the file. Raises OSError; MalformedInput where it is none, or the words are not its own."""
    from veche.web.offline.sealing import MOST, NotOurs, open_away

    with file.open("rb") as opened:
        content = opened.read(MOST + 1)
    try:
        return open_away(content, folded(ask_secret("the seven words of the copy")[:200]))
    except NotOurs:
        raise MalformedInput(
            "the words do not open it, or it is no copy of an assembly", str(file), "look at both again"
        ) from None


def here(address: str | None) -> Address:
    """Where phones find the laptop: what was asked for, or its one address in a network around. Raises MalformedInput, ValueError."""
    if address is not None:
        return Address.read(address)
    found = own_addresses()
    if len(found) != 1:
        named = ", ".join(found) or "none"
        raise MalformedInput(
            f"cannot tell where phones find this laptop (addresses found: {named})",
            "veche serve",
            f"start the hotspot, then choose with --address ADDRESS:{PORT}",
        )
    return Address(found[0], PORT)


def serve_away(file: Path, data: Path | None, address: str | None, workers: int, run: Run) -> None:
    """Serve the copy until told to stop. Started again, it goes on where it was."""
    from veche.web.offline.laptop import settle

    document, where = open_copy(file), here(address)
    folder = data or file.with_suffix(".away")
    settle(folder, document)
    os.environ["VECHE_HOSTS"] = f"{where.host or 'localhost'},127.0.0.1,localhost"
    os.environ.pop("VECHE_DATABASE", None)
    with the_web(folder):
        run(where, workers, partial(_begun, document), partial(_land, document))


def _land(document: dict[str, Any], _: Path) -> None:
    from veche.web.offline.actions.landing import land
    from veche.web.serving.actions import let_connections_go

    land(document)
    let_connections_go()


def _begun(document: dict[str, Any], address: str) -> None:
    done(f"serving at {address}")
    if terminal.out.is_terminal and not terminal.plain:
        segno.make(f"{address}away/", error="m", micro=False).terminal(compact=True)
    say()
    facts([(f"{one['duty']} {one['name']}", document["codes"][one["id"]]) for one in document["officers"]])
    note("whoever has such a code acts as that officer: hand each to its own")
    note("what goes through the hotspot is not encrypted but by its Wi-Fi: give it a good password")
    next_step(f"officers open {address}away/, everybody else comes in with a slip; stop with Ctrl-C")
