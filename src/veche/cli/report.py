"""The report of a vote: a file that says what was done, and the paper that is signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.cli.arguments import Speaking
from veche.cli.terminal import done, next_step, note, progress
from veche.election.new_files import must_be_new, write_new
from veche.words import Language

if TYPE_CHECKING:
    from veche.report import Document, Facts

KINDS = (".pdf", ".html", ".json")

ReportFile = Annotated[
    Path, typer.Argument(metavar="REPORT", help="The report file, a .toml text.", show_default=False)
]


def template(
    file: ReportFile,
    language: Speaking = None,
    layout: Annotated[
        str, typer.Option(metavar="FORM", help="general, gb-election, gb-action or us-election.")
    ] = "general",
) -> None:
    """Write a report file to begin with, with notes in your language.

    It can be used as it is. Write what you know and leave out what you do not: what the archive and the count say is taken
    from them, and compared.
    """
    must_be_new(file)
    from veche.report.example import example
    from veche.report.facts import Layout

    if layout not in list(Layout):
        raise typer.BadParameter(f"write one of {', '.join(Layout)}", param_hint="--layout")
    text = example(language or Language.EN, Layout(layout), file.name, date.today())
    write_new(file, text.encode())
    done(f"wrote {file}")
    next_step(f"fill it in, then: veche report make {file} {file.with_suffix('.pdf')}")


def make(
    file: ReportFile,
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="The report: a .pdf, .html or .json file.", show_default=False),
    ],
    language: Speaking = None,
) -> None:
    """Make the report: what was asked, who was entitled, what came of it, by which rule, and how to check it.

    Everything is compared first. What does not add up is refused with file, place and reason. An archive that the report
    file names is verified in full. The same files give the same report, to the last byte.

    Statements that a person must make are printed with boxes to tick and lines to sign; none is made for anybody.
    """
    kind = out.suffix.lower()
    if kind not in KINDS:
        raise typer.BadParameter(f"end its name in one of {', '.join(KINDS)}", param_hint="OUT")
    must_be_new(out)
    from veche.report import draw_up, gather, lacking, read_report

    stated = read_report(file)
    with progress() as report:
        facts = gather(stated, report)
    document = draw_up(facts, language or stated.language or Language.EN)
    write_new(out, contents(kind, facts, document))
    done(f"wrote {out}")
    if kind == ".pdf" and (letters := lacking(document)):
        note(f"this machine's own fonts stepped in for {letters}: elsewhere the PDF may have other bytes")
    if not facts.published:
        note(f"figures are left out: fewer than {facts.minimum} papers were returned")
    next_step(f"read {out}, then let those sign it whose names stand at its end")


def contents(kind: str, facts: Facts, document: Document) -> bytes:
    """The report in the form that the name of its file asks for."""
    from veche.report import html_page, pdf, report_json

    if kind == ".pdf":
        return pdf(document)
    return html_page(document).encode() if kind == ".html" else report_json(facts, document)
