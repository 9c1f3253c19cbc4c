"""Counting: a file of ballots or the archive of an election, by a rule that somebody names."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from veche.cli.arguments import AsJson, Speaking
from veche.cli.auditor import print_json
from veche.cli.count_options import (
    Commitments,
    Duplicates,
    Forms,
    Kept,
    Lots,
    Overvotes,
    Pictures,
    Record,
    Settings,
    Skips,
    option,
)
from veche.cli.terminal import done, next_step, progress, say
from veche.election.new_files import must_be_new, write_together
from veche.words import Language, language_of

if TYPE_CHECKING:
    from veche.counting import Count

# The counting library is loaded when a count begins: every other command starts sooner without it.


def count(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A file of ballots, an archive (.bel), or contests that are linked (.toml).",
            show_default=False,
        ),
    ],
    rule: Annotated[
        str | None, option("RULE", "The rule to count by: 'veche rules list' has them all.")
    ] = None,
    seats: Annotated[int | None, option("NUMBER", "Seats, whatever the file says.")] = None,
    question: Annotated[
        int | None, option("NUMBER", "The question of the archive. Otherwise all of them.")
    ] = None,
    form: Forms = None,
    withdrawn: Annotated[str | None, option("NUMBERS", "Candidates who withdrew, such as 3,7.")] = None,
    setting: Settings = None,
    reserved: Kept = None,
    lot: Lots = None,
    commitment: Commitments = None,
    overvote: Overvotes = None,
    skipped: Skips = None,
    duplicate: Duplicates = None,
    pictures: Pictures = None,
    record: Record = None,
    language: Speaking = None,
    as_json: AsJson = False,
) -> None:
    """Count votes by a rule, and say who is elected and why.

    FILE is a .blt, .soi, .soc, .toi, .toc or .csv file, a tally sheet (.txt), or the archive of an election, which is
    verified first. Nothing is guessed: a paper that is not clear is refused, with its line, unless you name a policy, and a
    tie that the rule leaves to a lot needs one that was sealed before (`veche lot seal`).

    The record names rule and version, every stage, every transfer, every tie and how it was broken, and the hash of the
    votes. With --json it is printed for machines.
    """
    from veche.cli import count_order as asked

    must_be_new(*([record] if record else []))
    order = asked.Order(
        rule,
        seats,
        question,
        asked.numbers_in(withdrawn),
        asked.settings_in(setting),
        reserved,
        asked.lot_in(lot, commitment),
        asked.policy_in(overvote, skipped, duplicate),
        asked.form_in(form),
    )
    with progress(quiet=as_json) as report:
        counts = list(order.counts(file, report))
    tell(counts, record, pictures, language, as_json=as_json)
    if record and not as_json:
        next_step("make the report that is signed: veche report template report.toml")


def tell(
    counts: Sequence[Count],
    record: Path | None,
    pictures: Path | None,
    language: Language | None,
    *,
    as_json: bool,
) -> None:
    """Keeps what is to be kept, and prints the counts: for machines, or in the language asked for."""
    speaking = language or language_of(os.environ)
    write(counts, record, pictures, speaking)
    if as_json:
        print_json(as_object(counts))
        return
    show(counts, speaking)
    for path in (record, pictures):
        if path:
            done(f"wrote {path}")


def as_object(counts: Sequence[Count]) -> dict[str, Any]:
    """The record of one count; of several, an object that has them in order."""
    from veche.counting.record_json import count_json

    records = [count_json(one) for one in counts]
    return records[0] if len(records) == 1 else {"counts": records}


def show(counts: Sequence[Count], language: Language) -> None:
    """The result sheets, without the table of transfers: the votes by stage have what each stage changed."""
    from veche.cli.count_table import show_sheet
    from veche.counting.showing.result_sheet import result_sheet

    for position, one in enumerate(counts):
        if position:
            say()
        show_sheet(result_sheet(one, language, transfers=False))


def write(counts: Sequence[Count], record: Path | None, pictures: Path | None, language: Language) -> None:
    """All files together, or none of them."""
    files: dict[Path, bytes] = {}
    if record:
        files[record] = json.dumps(as_object(counts), ensure_ascii=False, indent=1).encode() + b"\n"
    if pictures:
        files |= drawn(counts, pictures, language)
        pictures.mkdir(parents=True, exist_ok=True)
    if files:
        write_together(files, secret=set())


def drawn(counts: Sequence[Count], folder: Path, language: Language) -> dict[Path, bytes]:
    """Pictures for a page and for a telephone, and the whole sheet as text; numbered where there are several counts."""
    from veche.counting.showing.drawing import NARROW, WIDE, pictures
    from veche.counting.showing.record_text import count_text

    files = {}
    for number, one in enumerate(counts, 1):
        before = f"{number}-" if len(counts) > 1 else ""
        files[folder / f"{before}count.txt"] = count_text(one, language).encode()
        for page in (WIDE, NARROW):
            for picture in pictures(one, language, page):
                files[folder / f"{before}{picture.name}.svg"] = picture.svg.encode()
    return files
