"""Minutes as a document, which veche.report sets as HTML and as PDF/UA."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from veche.report.blocks import Block, Document, Fact, Facts, Items, Paragraph
from veche.report.blocks import Section as Part
from veche.web.house.language import Voice
from veche.words import Language

from .entries import Entry, Section, Sort, sections
from .models import Minutes

KINDS = {Sort.LEAD: "lead", Sort.QUOTE: "quote", Sort.REASON: "reason"}


def fingerprint(entries: Sequence[Entry], *, public: bool) -> str:
    """SHA-256 over the JSON of what this version says, as pairs of kind and text: two people who have the same have the same minutes."""
    said = [
        [str(one.sort), one.at, one.text]
        for part in sections(entries, public=public)
        for one in (part.heading, *part.entries)
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def document(minutes: Minutes, entries: Sequence[Entry], edition: int, *, public: bool) -> Document:
    """In the language of the assembly."""
    assembly = minutes.assembly
    language = Language(assembly.language)
    voice = Voice(language)
    said = fingerprint(entries, public=public)
    facts = [
        Fact(voice("minutes:paper.body"), assembly.body.name),
        Fact(voice("minutes:paper.began"), voice.moment(assembly.begins)),
        Fact(voice("minutes:paper.version"), voice(f"minutes:version.{'public' if public else 'internal'}")),
        Fact(voice("minutes:paper.stage"), stage(minutes, edition, voice)),
        Fact(voice("minutes:paper.fingerprint"), said, exact=True),
    ]
    return Document(
        language,
        voice("minutes:paper.title"),
        assembly.title,
        (Facts(voice("minutes:paper.about"), tuple(facts)),),
        tuple(_part(one, voice) for one in sections(entries, public=public)),
        voice("minutes:paper.footer", page="{page}", pages="{pages}"),
        said,
    )


def stage(minutes: Minutes, edition: int, voice: Voice) -> str:
    """Draft, proposed, approved: and by which edition."""
    if minutes.stage == Minutes.Stage.APPROVED and minutes.approved is not None:
        return voice("minutes:stage.approved_on", day=minutes.approved, edition=edition)
    return voice(f"minutes:stage.{minutes.stage}_edition", edition=edition)


def _part(section: Section, voice: Voice) -> Part:
    left_out = Paragraph(voice("minutes:say.left_out"), "note")
    if section.left_out:
        return Part(voice("minutes:say.internal"), (left_out,), counted=False)
    blocks = [_block(one, voice) if one.text else left_out for one in section.entries]
    return Part(section.heading.text, tuple(_joined(blocks)), counted=False)


def _block(entry: Entry, voice: Voice) -> Block:
    if entry.sort is Sort.FINGERPRINT:
        return Facts(
            voice("minutes:say.fingerprint"), (Fact(voice("minutes:say.last_event"), entry.text, exact=True),)
        )
    if entry.sort is Sort.ADDRESS:
        return Paragraph(voice("minutes:say.verify", address=entry.text))
    text = voice("minutes:say.at", time=entry.at, text=entry.text) if entry.at else entry.text
    return Paragraph(text, KINDS.get(entry.sort, "plain"))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Reasons one after the other are one list."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Paragraph) and block.kind == "reason" and isinstance(last, Items):
            found[-1] = Items((*last.texts, block.text))
        elif isinstance(block, Paragraph) and block.kind == "reason":
            found.append(Items((block.text,)))
        else:
            found.append(block)
    return found
