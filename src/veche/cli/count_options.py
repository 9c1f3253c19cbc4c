"""Options that the commands share which count or read ballots, named and explained alike in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def option(metavar: str, text: str) -> Any:
    """An option that may be left out."""
    return typer.Option(metavar=metavar, help=text, show_default=False)


Settings = Annotated[
    list[str] | None, option("NAME=VALUE", "A setting of the rule. May be given several times.")
]
Forms = Annotated[
    str | None,
    option(
        "FORMAT",
        "How the file is written, where its name does not tell: blt, soi, soc, toi, toc, csv or txt.",
    ),
]
Kept = Annotated[Path | None, option("FILE", "Seats kept for groups, a .toml text.")]
Lots = Annotated[
    list[Path] | None,
    option("FILE", "The secret file of the lot that was sealed before the count. One for each who sealed."),
]
Commitments = Annotated[list[Path] | None, option("FILE", "The public file of that lot, in the same order.")]
Overvotes = Annotated[
    str | None,
    option("POLICY", "Papers that give one rank to several: refuse, equal, stop, skip or invalid."),
]
Skips = Annotated[
    str | None, option("POLICY", "Papers that leave out a rank: refuse, close-up, stop or invalid.")
]
Duplicates = Annotated[
    str | None, option("POLICY", "Papers with a candidate twice: refuse, first, stop or invalid.")
]
Pictures = Annotated[Path | None, option("FOLDER", "Draw the count, and write it out in words beside.")]
Record = Annotated[Path | None, option("FILE", "Keep the record, a .json file.")]
