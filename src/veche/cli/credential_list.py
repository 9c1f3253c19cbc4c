"""The registrar's two texts: the roll that comes in, and the secret credentials that go out. Both are CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from veche.cli.files import LARGE, read_text
from veche.election.credentials import check_credential
from veche.election.errors import MalformedInput

COLUMNS = ("number", "name", "weight", "credential")
MOST_WEIGHT = 10**15
_DIGITS = 16


@dataclass(frozen=True)
class Entry:
    """One member's line. `weight` is None where all count alike."""

    number: int
    name: str
    weight: int | None
    credential: str = field(repr=False)


def read_roll(path: Path) -> list[tuple[str, int | None]]:
    """Names and weights, in the order of the file; a first line "name" or "name,weight" is a heading.

    Either every line has a weight or none. Raises OSError, or MalformedInput naming the line.
    """
    members: list[tuple[str, int | None]] = []
    for line, row in enumerate(_rows(path), 1):
        if not any(row) or (line == 1 and row[0].strip().lower() == "name"):
            continue
        if len(row) > 2:
            raise MalformedInput(
                "more than a name and a weight",
                f"{path}, line {line}",
                'write "name,weight"; quote a name that has a comma',
            )
        members.append((row[0].strip(), _weight(row[1], path, line) if len(row) == 2 else None))
    if not members:
        raise MalformedInput("no members", str(path), "write one name a line")
    if len({weight is None for _, weight in members}) > 1:
        raise MalformedInput(
            "some members have a weight and some have none", str(path), "give every member one, or none"
        )
    return members


def secret_text(entries: Sequence[Entry]) -> str:
    """The secret file: a heading and a line for each member."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((e.number, e.name, "" if e.weight is None else e.weight, e.credential) for e in entries)
    return text.getvalue()


def read_secret(path: Path) -> list[Entry]:
    """The secret file back. Raises OSError, or MalformedInput naming the line and never its contents."""
    rows = _rows(path)
    if not rows or tuple(rows[0]) != COLUMNS:
        raise MalformedInput(
            "not a file of secret credentials",
            str(path),
            "take the --secret file of 'veche credentials make'",
        )
    return [_entry(row, path, line) for line, row in enumerate(rows[1:], 2)]


def _entry(row: list[str], path: Path, line: int) -> Entry:
    place = f"{path}, line {line}"
    if len(row) != len(COLUMNS) or not row[0].isdecimal() or len(row[0]) > _DIGITS:
        raise MalformedInput("not a line of four columns", place, "take the file as it was made")
    number, name, weight, credential = row
    try:
        check_credential(credential)
    except MalformedInput as error:
        raise MalformedInput(error.what, place, "take the file as it was made") from None
    return Entry(int(number), name, _weight(weight, path, line) if weight else None, credential)


def _weight(text: str, path: Path, line: int) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS or int(text) > MOST_WEIGHT:
        raise MalformedInput(
            "the weight is not a whole number", f"{path}, line {line}", "write a number such as 1 or 25"
        )
    return int(text)


def _rows(path: Path) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(read_text(path, LARGE), newline=""), strict=True))
    except csv.Error as error:
        raise MalformedInput(
            f"not CSV ({error})", str(path), "write one name a line; quote a name that has a comma"
        ) from None
