"""The report of a vote: what a returning officer signs, a scrutineer certifies and a court can read.

    from veche.report import draw_up, gather, html_page, pdf, read_report, report_json
    from veche.words import Language

    facts = gather(read_report("report.toml"))
    document = draw_up(facts, Language.BE)
    page, printed, machine = html_page(document), pdf(document), report_json(facts, document)

From the report file to the pages:

    keys, reading       the report file, strictly
    ledger              the archive, verified first
    recount             the record of the count, held against the votes in the archive
    gathering, checks   all sources compared; what does not add up is refused
    ruling              the rule of decision, applied
    facts               the outcome of all this, in no language
    voice, words        the texts of the report and of the rooms below
    parts, layouts      blocks of a document, put together in one of four forms
    blocks              the document
    page, styles        as HTML
    sheets              pictures too tall for a sheet of paper, in pieces
    printing, fonts     as PDF/UA-1
    machine, schema     as JSON
    example             a report file to begin with

No clock, no network, no random number: the same sources always give the same bytes.
"""

from __future__ import annotations

from .blocks import Document
from .facts import Facts, Layout
from .gathering import gather
from .layouts import draw_up
from .machine import report_json
from .page import html_page
from .printing import lacking, pdf
from .reading import Stated, read_report

__all__ = [
    "Document",
    "Facts",
    "Layout",
    "Stated",
    "draw_up",
    "gather",
    "html_page",
    "lacking",
    "pdf",
    "read_report",
    "report_json",
]
