"""Files that the command is given: read with a bound."""

from __future__ import annotations

from pathlib import Path

from veche.election.errors import MalformedInput

SMALL = 1 << 20
"""Bound in bytes for keys, certificates, templates and choices."""
LARGE = 1 << 28
"""Bound in bytes for lists, trustees and messages of the tally."""


def read(path: Path, limit: int = SMALL) -> bytes:
    """The file's contents without a last line feed. Raises OSError, or MalformedInput above `limit` bytes."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise MalformedInput(
            f"larger than {limit >> 20} MiB", str(path), "check that it is the file you mean"
        )
    return data.removesuffix(b"\n").removesuffix(b"\r")


def read_text(path: Path, limit: int = SMALL) -> str:
    """The same as text. Raises MalformedInput where it is not UTF-8."""
    try:
        return read(path, limit).decode()
    except UnicodeDecodeError:
        raise MalformedInput("not text in UTF-8", str(path), "save it as UTF-8") from None
