"""The report for machines: the same content as the page, as one JSON object that `schema.json` describes."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from veche.counting.record_json import count_json

from .blocks import (
    Block,
    Document,
    Items,
    Paragraph,
    Picture,
    Section,
    Signature,
    Statement,
    Steps,
)
from .blocks import Facts as FactTable
from .blocks import Grid as GridTable
from .facts import Facts, Papers
from .ledger import Ledger
from .voice import Voice

FORMAT = 1
"""Goes up with every change that a reader of the older form would not understand."""


def report_json(report: Facts, document: Document) -> bytes:
    """One object on indented lines, in UTF-8. The same report always gives the same bytes."""
    value = {"format": FORMAT, **_facts(report, Voice(document.language)), "document": _document(document)}
    return (json.dumps(value, ensure_ascii=False, indent=1, default=_plain) + "\n").encode()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a report")


def _facts(report: Facts, say: Voice) -> dict[str, Any]:
    """Numbers and names, in no language but the rule's own sentences. Votes only where they are published."""
    shown = report.published
    return {
        "layout": report.layout,
        "language": say.language,
        "body": report.body,
        "title": report.title,
        "question": report.question,
        "offices": report.offices,
        "signed": report.signed,
        "opened": report.opened,
        "closed": report.closed,
        "place": report.place,
        "published": "all" if shown else "outcome",
        "minimum": report.minimum,
        "roll": asdict(report.roll),
        "papers": _papers(report.papers, shown),
        "votes": asdict(replace(report.votes, candidates=report.standings)) if shown else None,
        "people": asdict(report.people),
        "archive": None if report.ledger is None else _archive(report.ledger),
        "winners": None if report.count is None else report.count.winners,
        "recounted": None if report.count is None else report.recounted,
        "count": count_json(report.count) if report.count is not None and shown else None,
        "decision": _decision(report, say),
    }


def _papers(papers: Papers, shown: bool) -> dict[str, Any]:
    told = asdict(papers)
    return told if shown else told | {"spoiled": None, "valid": None}


def _archive(ledger: Ledger) -> dict[str, Any]:
    return {
        "file": ledger.file,
        "sha256": ledger.sha256,
        "identifier": ledger.uuid,
        "question": ledger.number,
        "group": ledger.group,
        "fingerprints": ledger.fingerprints,
        "voters": ledger.voters,
        "ballots": ledger.ballots,
        "counted": ledger.counted,
        "weight": ledger.weight,
        "key_holders": [
            {"name": one} if isinstance(one, str) else {"needed": one[0], "all": one[1]}
            for one in ledger.key_holders
        ],
    }


def _decision(report: Facts, say: Voice) -> dict[str, Any] | None:
    """Where votes are withheld, only which rule and what outcome: its reasons hold the numbers."""
    if report.decision is None:
        return None
    told = report.decision.to_json(say.rules)
    return told if report.published else {name: told[name] for name in ("rule", "citation", "outcome")}


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "opening": [_block(block) for block in document.opening],
        "sections": [_section(one) for one in document.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "as": block.kind}
        case Items():
            return {"kind": "list", "caption": block.caption, "items": block.texts, "ordered": block.ordered}
        case Steps():
            return {"kind": "steps", "steps": [{"text": text, "line": line} for text, line in block.steps]}
        case FactTable():
            facts = [{"name": fact.name, "value": fact.value} for fact in block.facts]
            return {"kind": "facts", "caption": block.caption, "facts": facts}
        case GridTable():
            return {"kind": "table", "caption": block.caption, "columns": block.columns, "rows": block.rows}
        case Picture():
            return {"kind": "picture", "text": block.text}
        case Statement():
            return {"kind": "statement", "text": block.text, "choices": block.choices, "made": None}
        case Signature():
            return {"kind": "signature", "role": block.role, "name": block.name}
