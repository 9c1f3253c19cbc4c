"""What both British forms share: the table of provisions, notes before it, and statements that are made by hand."""

from __future__ import annotations

from veche.report.blocks import Block, Paragraph
from veche.report.facts import Facts
from veche.report.parts import signed
from veche.report.voice import Voice


def columns(say: Voice) -> tuple[str, ...]:
    return tuple(say(f"gb.{name}") for name in ("provision", "matter", "figure"))


def shown_or_withheld(number: int | None, report: Facts, say: Voice) -> str:
    """A figure that could tell how single members voted."""
    return say.number(number) if report.published else say("figure.withheld")


def notes(report: Facts, say: Voice) -> tuple[Block, ...]:
    """What must be known before this form is used: the law asks for figures even where they are withheld here."""
    withheld = () if report.published else (Paragraph(say("gb.withheld"), "note"),)
    return (*withheld, Paragraph(say("gb.postal"), "note"))


def by_hand(matters: tuple[tuple[str, str], ...], say: Voice) -> tuple[Block, ...]:
    """One statement for each (paragraph, matter), and whose words they are."""
    texts = [
        say("gb.whether", paragraph=paragraph, matter=say(f"gb.{matter}")) for paragraph, matter in matters
    ]
    credit = [Paragraph(say("gb.crown"))]
    if say.language != "en":
        credit.append(Paragraph(say("gb.translation")))
    return (
        Paragraph(say("statement.by_hand"), "note"),
        *(signed.satisfied(text, say) for text in texts),
        *credit,
    )
