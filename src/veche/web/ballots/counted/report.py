"""The report of a finished vote. No clock: it is dated by the day on which the vote was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from veche.report import Layout, Stated, draw_up, gather, html_page, pdf, report_json
from veche.report.facts import Papers, People, Roll, Votes
from veche.report.reading import Ruling, Sources
from veche.rules.small_groups import SMALLEST
from veche.words import Language


@dataclass(frozen=True)
class About:
    """What a report says that neither archive nor count states. `rule` decides the first question; empty: nothing does."""

    archive: Path
    body: str
    title: str
    opened: date
    closed: date
    roll: int
    trustees: tuple[str, ...] = ()
    """An archive does not name those who share a threshold."""
    rule: str = ""
    variant: str = ""
    language: Language = Language.EN


def report(about: About, question: int, count: Path | None) -> dict[str, bytes]:
    """The report on a question, from 1, by kind: pdf, html, json.

    Raises OSError, BadReport, and what verifying, counting and deciding raise.
    """
    facts = gather(_stated(about, question, count))
    document = draw_up(facts, about.language)
    return {
        "pdf": pdf(document),
        "html": html_page(document).encode(),
        "json": report_json(facts, document),
    }


def _stated(about: About, question: int, count: Path | None) -> Stated:
    decides = bool(about.rule) and question == 1
    return Stated(
        file=about.archive.name,
        language=about.language,
        layout=Layout.GENERAL,
        body=about.body,
        title=about.title,
        question="",
        signed=about.closed,
        opened=about.opened,
        closed=about.closed,
        place="",
        offices=(),
        sources=Sources(about.archive, question, count),
        roll=Roll(entitled=about.roll),
        papers=Papers(distributed=about.roll),
        votes=Votes(),
        ruling=Ruling(about.rule, about.variant or None) if decides else None,
        people=People(trustees=about.trustees),
        minimum=SMALLEST,
    )
