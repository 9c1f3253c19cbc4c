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
from veche.cli.terminal import done, next_step, progress, say
from veche.election.new_files import must_be_new, write_together
from veche.words import Language, language_of

if TYPE_CHECKING:
    from veche.counting import Count

# The counting library is loaded when a count begins: every other command starts sooner without it.


def option(metavar: str, text: str) -> Any:
    """An option that may be left out."""
    return typer.Option(metavar=metavar, help=text, show_default=False)


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
    withdrawn: Annotated[str | None, option("NUMBERS", "Candidates who withdrew, such as 3,7.")] = None,
    setting: Annotated[
        list[str] | None, option("NAME=VALUE", "A setting of the rule. May be given several times.")
    ] = None,
    reserved: Annotated[Path | None, option("FILE", "Seats kept for groups, a .toml text.")] = None,
    lot: Annotated[
        list[Path] | None,
        option(
            "FILE", "The secret file of the lot that was sealed before the count. One for each who sealed."
        ),
    ] = None,
    commitment: Annotated[
        list[Path] | None, option("FILE", "The public file of that lot, in the same order.")
    ] = None,
    overvote: Annotated[
        str | None,
        option("POLICY", "Papers that give one rank to several: refuse, equal, stop, skip or invalid."),
    ] = None,
    skipped: Annotated[
        str | None, option("POLICY", "Papers that leave out a rank: refuse, close-up, stop or invalid.")
    ] = None,
    duplicate: Annotated[
        str | None, option("POLICY", "Papers with a candidate twice: refuse, first, stop or invalid.")
    ] = None,
    pictures: Annotated[
        Path | None, option("FOLDER", "Draw the count, and write it out in words beside.")
    ] = None,
    record: Annotated[Path | None, option("FILE", "Keep the record, a .json file.")] = None,
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
    )
    with progress(quiet=as_json) as report:
        counts = list(order.counts(file, report))
    speaking = language or language_of(os.environ)
    write(counts, record, pictures, speaking)
    if as_json:
        print_json(as_object(counts))
        return
    show(counts, speaking)
    for path in (record, pictures):
        if path:
            done(f"wrote {path}")
    if record:
        next_step("make the report that is signed: veche report template report.toml")


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
