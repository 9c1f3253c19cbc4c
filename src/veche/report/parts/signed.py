"""What only people can say: statements to tick and lines to sign. Nothing here is ever filled in by the program."""

from __future__ import annotations

from collections.abc import Iterable

from veche.report.blocks import Block, Paragraph, Section, Signature, Statement
from veche.report.voice import Voice, plain

LINES = 3
"""To write reasons on."""


def satisfied(text: str, say: Voice) -> Statement:
    """Satisfied or not, and why not."""
    choices = (say("statement.satisfied"), say("statement.not_satisfied"))
    return Statement(text, choices, say("statement.particulars"), LINES)


def yes_or_no(text: str, say: Voice, *, details: bool = False) -> Statement:
    """Yes or no, with room for details where the law asks for them."""
    prompt = say("statement.details") if details else ""
    return Statement(text, (say("statement.yes"), say("statement.no")), prompt, LINES if details else 0)


def signatures(pairs: Iterable[tuple[str, str]], say: Voice) -> Section:
    """A line for each (role, name)."""
    labels = (say("sign.name"), say("sign.signature"), say("sign.date"))
    lines: tuple[Block, ...] = tuple(Signature(role, plain(name), labels) for role, name in pairs)
    return Section(say("heading.signatures"), (Paragraph(say("sign.intro")), *lines))
