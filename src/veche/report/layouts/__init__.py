"""Whose form the report has: one file a form. `draw_up` puts the chosen one together."""

from __future__ import annotations

from collections.abc import Callable

from veche.report.blocks import Document, Section
from veche.report.facts import Facts, Layout
from veche.report.parts.particulars import key_of, opening
from veche.report.voice import Voice, plain
from veche.words import Language

from . import gb_action, gb_election, general, us_election

SECTIONS: dict[Layout, Callable[[Facts, Voice], tuple[Section | None, ...]]] = {
    Layout.GENERAL: general.sections,
    Layout.GB_ELECTION: gb_election.sections,
    Layout.GB_ACTION: gb_action.sections,
    Layout.US_ELECTION: us_election.sections,
}


def draw_up(report: Facts, language: Language) -> Document:
    """The whole report in one language, in the form that it asks for."""
    say = Voice(language)
    return Document(
        language=language,
        title=say(f"title.{key_of(report.layout)}"),
        subtitle=plain(report.title),
        opening=opening(report, say),
        sections=tuple(one for one in SECTIONS[report.layout](report, say) if one is not None),
        footer=say("head.footer", page="{page}", pages="{pages}"),
        mark="" if report.ledger is None else report.ledger.fingerprints["last_event"],
        letter=report.layout is Layout.US_ELECTION,
    )
