"""The folder of a laptop that serves a copy, made before Django reads its settings."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from uuid import UUID

from veche.election.errors import MalformedInput
from veche.web.keyring import DOORS

from .sealing import Document

MARK = "veche.away"


def settle(folder: Path, document: Document) -> None:
    """Make the folder for this copy: the key for doors, and which copy it is. Interrupted, it goes on where it was.

    Raises MalformedInput where the folder holds something else.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark, copy = folder / MARK, str(UUID(document["copy"]))
    if mark.exists():
        if mark.read_text() != copy:
            raise MalformedInput(
                "another copy is served from there", str(folder), "choose another folder with --data"
            )
    elif any(path.name != f"{MARK}.new" for path in folder.iterdir()):
        raise MalformedInput("something is there already", str(folder), "choose an empty folder with --data")
    _write(mark, copy.encode())
    _write(folder / DOORS, base64.b64decode(document["doors"], validate=True))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for the owner alone."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)
