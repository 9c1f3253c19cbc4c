"""Files of ballots: BLT, PrefLib, tables (CSV), tally sheets of Debian's devotee.

    contest = formats.read("ward.blt")
    formats.write(contest, "ward.csv")

A file is read in blocks, so that memory grows with different papers, not with papers. What cannot be counted as it
stands is refused with file, line and reason, or read by a stated `Policy`, which the record of the count prints.
`docs/ballot-files.md` has each format by example.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from veche.election.new_files import write_new

from ..contest import Contest, Totals
from ..errors import CannotCount, CannotWrite
from . import blt, devotee, names, preflib, table
from .lines import Lines, Source
from .notes import Cells
from .policy import Duplicate, Overvote, Policy, Skipped

__all__ = [
    "Cells",
    "Duplicate",
    "Form",
    "Overvote",
    "Policy",
    "Skipped",
    "form_of",
    "read",
    "read_from",
    "write",
]

REFUSE = Policy()
MOST_SEATS = 1_000


class Form(StrEnum):
    """A format, by the end of its files' names."""

    BLT = "blt"
    SOI = "soi"
    SOC = "soc"
    TOI = "toi"
    TOC = "toc"
    CSV = "csv"
    DEVOTEE = "txt"


def form_of(path: Path | str) -> Form:
    """The format that a file's name tells. Raises CannotCount for another name."""
    try:
        return Form(Path(path).suffix.lower().removeprefix("."))
    except ValueError:
        raise CannotCount(
            f"{path} has a name that tells no format",
            f"name it as one of .{', .'.join(Form)}, or state its format (--form)",
        ) from None


def read(
    path: Path | str,
    *,
    form: Form | None = None,
    policy: Policy = REFUSE,
    seats: int | None = None,
    cells: Cells | None = None,
) -> Contest:
    """The contest in a file. `form`, `seats` and `cells` (of a table) win over the file where it does not say otherwise.

    Raises BadBallots, CannotCount for a name that tells no format or seats that no contest has, OSError.
    """
    form = form or form_of(path)
    with open(path, "rb") as file:
        return read_from(file, form, name=str(path), policy=policy, seats=seats, cells=cells)


def read_from(
    source: Source,
    form: Form,
    *,
    name: str = "ballots",
    policy: Policy = REFUSE,
    seats: int | None = None,
    cells: Cells | None = None,
) -> Contest:
    """The same from anything that gives bytes, such as a pipe; `name` is what errors call it.

    Raises CannotCount for seats that no contest has.
    """
    if seats is not None and not 0 < seats <= MOST_SEATS:
        raise CannotCount(f"{seats} seats: {name}", f"a contest has from 1 to {MOST_SEATS}")
    lines = Lines(source, name)
    if form is Form.BLT:
        return blt.read(lines, policy, seats)
    if form is Form.CSV:
        return table.read(lines, policy, seats, cells)
    if form is Form.DEVOTEE:
        return devotee.read(lines, policy, seats)
    return preflib.read(lines, form, policy, seats)


def write(contest: Contest, path: Path | str) -> None:
    """Write a contest to a new file, whole or not at all, in the format that its name tells.

    Raises CannotWrite for what the format cannot hold, CannotCount for a name that tells none, FileExistsError, OSError.
    """
    path = Path(path)
    write_new(path, "".join(text_of(contest, form_of(path), path.name)).encode())


def text_of(contest: Contest, form: Form, file_name: str) -> Iterator[str]:
    """The lines of a contest in a format. Raises CannotWrite."""
    if isinstance(contest.ballots, Totals):
        raise CannotWrite(
            "a file of ballots holds ballots, and this contest has sums alone: count its archive"
        )
    for text in (contest.title, *(one.name for one in contest.candidates)):
        if names.hidden_in(text) is not None or "\t" in text:
            raise CannotWrite(f"{text!a} holds characters that a file of ballots cannot")
    if form is Form.BLT:
        return blt.write(contest)
    if form is Form.CSV:
        return table.write(contest)
    if form is Form.DEVOTEE:
        raise CannotWrite("tally sheets are read, not written: write a .toi file")
    return preflib.write(contest, form, file_name)
