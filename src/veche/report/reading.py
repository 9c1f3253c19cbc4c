"""The report file: what a returning officer states in TOML. What it names beside it is fetched by `gathering`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from veche.rules import Figures
from veche.rules.small_groups import FLOOR, SMALLEST
from veche.words import Language

from .facts import SPOILED, Change, Layout, Papers, People, Roll, Standing, Votes
from .keys import Keys, read_keys

NUMBERS = (
    "roll",
    "excluded",
    "prevented",
    "present",
    "issued",
    "returned",
    "spoiled",
    "blank",
    "abstain",
    "yes",
    "no",
)

PAPERS = (
    "printed",
    "unused",
    "distributed",
    "replaced",
    "undeliverable",
    "returned",
    "challenged",
    "valid",
)

Kind = TypeVar("Kind", Language, Layout)


@dataclass(frozen=True)
class Sources:
    """Files that the report file names, beside it unless their names say where; `question` counts from 1.

    `answers` says what each answer of the question means: yes, no or abstain.
    """

    archive: Path | None = None
    question: int | None = None
    count: Path | None = None
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ruling:
    """Which decision rule (its name, or a file of one's own), and which of its ways to decide."""

    rule: str
    variant: str | None = None


@dataclass(frozen=True)
class Stated:
    """The report file as it stands: nothing was added, and nothing compared."""

    file: str
    language: Language | None
    layout: Layout
    body: str
    title: str
    question: str
    signed: date
    opened: date | None
    closed: date | None
    place: str
    offices: tuple[str, ...]
    sources: Sources
    roll: Roll
    papers: Papers
    votes: Votes
    ruling: Ruling | None
    people: People
    minimum: int
    units: tuple[Figures, ...] = ()


def read_report(path: Path | str) -> Stated:
    """What a report file states. Raises OSError, and BadReport naming the place and what to write instead."""
    path = Path(path)
    keys = read_keys(path)
    signed = keys.day("signed")
    if signed is None:
        raise keys.complain("signed", "missing: write the day of the report, signed = 2026-11-24")
    stated = Stated(
        file=str(path),
        language=_one_of(keys, "language", Language),
        layout=_one_of(keys, "layout", Layout) or Layout.GENERAL,
        body=keys.must("body"),
        title=keys.text("title"),
        question=keys.text("question"),
        signed=signed,
        opened=keys.day("opened"),
        closed=keys.day("closed"),
        place=keys.text("place"),
        offices=keys.texts("offices"),
        sources=_sources(keys.table("sources"), path.parent),
        roll=_roll(keys.table("roll")),
        papers=_papers(keys.table("papers")),
        votes=_votes(keys.table("votes"), keys.tables("candidate")),
        ruling=_ruling(keys),
        people=_people(keys.table("people")),
        minimum=_minimum(keys.table("privacy")),
        units=tuple(_unit(one) for one in keys.tables("unit")),
    )
    keys.end()
    return stated


def _one_of(keys: Keys, key: str, kind: type[Kind]) -> Kind | None:
    value = keys.text(key)
    if value and value not in list(kind):
        raise keys.complain(key, f"unknown {key} {value!r}: write one of {', '.join(kind)}")
    return kind(value) if value else None


def _unit(keys: Keys) -> Figures:
    """A workplace or a union that the rule counts apart, under the names of `veche.rules.Figures`."""
    numbers: dict[str, Any] = {name: keys.number(name) for name in NUMBERS}
    figures = Figures(name=keys.must("name"), **numbers)
    keys.end()
    return figures


def _minimum(keys: Keys) -> int:
    """Fewer papers than these, and only the outcome is published."""
    number = keys.number("minimum")
    if number is not None and number < FLOOR:
        raise keys.complain("minimum", f"under {FLOOR} papers nothing hides a vote: write {FLOOR} or more")
    keys.end()
    return SMALLEST if number is None else number


def _beside(folder: Path, name: str) -> Path | None:
    return folder / name if name else None


def _sources(keys: Keys, folder: Path) -> Sources:
    archive = _beside(folder, keys.text("archive"))
    sources = Sources(
        archive, keys.number("question"), _beside(folder, keys.text("count")), keys.texts("answers")
    )
    for key in ("question", "answers"):
        if getattr(sources, key) not in (None, ()) and archive is None:
            raise keys.complain(key, 'there is no archive to take it from: name one with archive = "..."')
    keys.end()
    return sources


def _roll(keys: Keys) -> Roll:
    roll = Roll(
        entitled=keys.number("entitled"),
        day=keys.day("day"),
        excluded=keys.number("excluded"),
        prevented=keys.number("prevented"),
        present=keys.number("present"),
        changes=tuple(_change(one) for one in keys.tables("change")),
    )
    keys.end()
    return roll


def _change(keys: Keys) -> Change:
    what = keys.must("what")
    if what not in ("added", "removed"):
        raise keys.complain("what", f'{what!r} is neither: write what = "added" or what = "removed"')
    change = Change(what, keys.must_number("number"), keys.must("reason"))
    keys.end()
    return change


def _papers(keys: Keys) -> Papers:
    numbers: dict[str, Any] = {name: keys.number(name) for name in PAPERS}
    papers = Papers(**numbers, spoiled=_spoiled(keys.table("spoiled")))
    keys.end()
    return papers


def _spoiled(keys: Keys) -> dict[str, int] | None:
    counted = {reason: keys.number(reason) for reason in SPOILED}
    keys.end()
    known = {reason: number for reason, number in counted.items() if number is not None}
    return known or None


def _votes(keys: Keys, candidates: list[Keys]) -> Votes:
    votes = Votes(
        yes=keys.number("yes"),
        no=keys.number("no"),
        abstain=keys.number("abstain"),
        blank=keys.number("blank"),
        candidates=tuple(_candidate(one) for one in candidates),
        seats=keys.number("seats"),
    )
    keys.end()
    return votes


def _candidate(keys: Keys) -> Standing:
    standing = Standing(keys.must("name"), keys.must_number("votes"), keys.flag("elected"))
    keys.end()
    return standing


def _ruling(keys: Keys) -> Ruling | None:
    if "decision" not in keys.rest:
        keys.table("decision")
        return None
    table = keys.table("decision")
    ruling = Ruling(table.must("rule"), table.text("variant") or None)
    table.end()
    return ruling


def _people(keys: Keys) -> People:
    people = People(
        returning_officer=keys.text("returning_officer"),
        registrar=keys.text("registrar"),
        trustees=keys.texts("trustees"),
        scrutineer=keys.text("scrutineer"),
        independent=keys.texts("independent"),
        tellers=keys.texts("tellers"),
        observers=keys.texts("observers"),
    )
    keys.end()
    return people
