"""Arguments that several commands share, named alike in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veche.words import Language

Archive = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", help="The archive of the vote, a .bel file.", show_default=False)
]
VoteFile = Annotated[
    Path, typer.Argument(metavar="VOTE", help="The vote file, a .toml text.", show_default=False)
]
Ceremony = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The shared folder of the ceremony.", show_default=False)
]
Key = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Your own secret key file.", show_default=False)
]
Speaking = Annotated[
    Language | None,
    typer.Option(
        "--language",
        metavar="LANGUAGE",
        help="be, ru, uk, pl or en. Otherwise that of your system.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines and nothing else.")]

CredentialFile = Annotated[
    Path | None,
    typer.Option(
        "--credential-file",
        metavar="FILE",
        help="A file that holds your credential. Without it you are asked.",
        show_default=False,
    ),
]
