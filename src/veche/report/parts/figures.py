"""Numbers: the roll, the papers, the votes."""

from __future__ import annotations

from collections.abc import Iterator

from veche.report.blocks import Block, Fact, Facts, Grid, Paragraph, Section
from veche.report.facts import Facts as Report
from veche.report.facts import Standing
from veche.report.voice import Voice, plain


def roll(report: Report, say: Voice) -> Section:
    """Who was entitled, and how the roll came to be what it is."""
    known = report.roll
    rows = [("entitled", say.number(known.entitled))]
    rows += _known(say, excluded=known.excluded, prevented=known.prevented, present=known.present)
    rows.append(("day", say.day(known.day)))
    if report.ledger is not None and report.ledger.weighs:
        rows.append(("weight", say.number(report.ledger.weight)))
    blocks: list[Block] = [_facts(say, "roll", rows)]
    if known.changes:
        columns = tuple(say(f"roll.{name}") for name in ("change", "number", "reason"))
        changes = tuple(
            (say(f"roll.{one.what}"), say.number(one.number), plain(one.reason)) for one in known.changes
        )
        blocks.append(Grid(say("roll.changes"), columns, changes, frozenset({1})))
    return Section(say("heading.roll"), tuple(blocks))


def papers(report: Report, say: Voice) -> Section:
    """Every voting paper accounted for. Where votes are withheld, so is how many were valid."""
    known = report.papers
    rows = _known(say, printed=known.printed, unused=known.unused)
    rows.append(("distributed", say.number(known.distributed)))
    rows += _known(say, replaced=known.replaced, undeliverable=known.undeliverable)
    rows += _returned(report, say)
    blocks: list[Block] = [_facts(say, "papers", rows)]
    if report.published and report.ledger is None and any((known.spoiled or {}).values()):
        blocks.append(spoiled(report, say))
    if report.ledger is not None:
        blocks.append(Paragraph(say("papers.electronic")))
    return Section(say("heading.papers"), tuple(blocks))


def _returned(report: Report, say: Voice) -> Iterator[tuple[str, str]]:
    known = report.papers
    yield "returned", say.number(known.returned)
    yield "turnout", say.share(known.returned, report.roll.entitled)
    yield from _known(say, challenged=known.challenged)
    if report.published:
        yield "spoiled", say.number(known.all_spoiled)
        if known.set_aside:
            yield "set_aside", say.number(known.set_aside)
        yield "valid", say.number(known.valid)
    if report.ledger is not None:
        yield "ballots", say.number(report.ledger.ballots)


def spoiled(report: Report, say: Voice) -> Grid:
    """Spoiled papers by the closed list of reasons."""
    columns = (say("spoiled.reason"), say("spoiled.papers"))
    rows = tuple(
        (say(f"spoiled.{reason}"), say.number(number))
        for reason, number in (report.papers.spoiled or {}).items()
        if number
    )
    return Grid(say("spoiled.caption"), columns, rows, frozenset({1}))


def votes(report: Report, say: Voice) -> Section | None:
    """The sums, where there are sums; stages of a count come after them."""
    if not report.published:
        return None
    blocks = [grid for grid in (answers(report, say), candidates(report, say)) if grid is not None]
    if not blocks:
        return None
    note = (
        (Paragraph(say("votes.first")),) if report.count is not None and len(report.count.stages) > 1 else ()
    )
    cut = (Paragraph(say("votes.cut")),) if report.whole else ()
    return Section(say("heading.votes"), (*blocks, *cut, *note))


def answers(report: Report, say: Voice) -> Grid | None:
    """Yes and no, where the question was a question."""
    known = report.votes
    if known.yes is None or known.no is None:
        return None
    said = (("yes", known.yes), ("no", known.no), ("abstain", known.abstain), ("blank", known.blank))
    rows = tuple(
        (say(f"votes.{name}"), say.number(number), say.share(number, report.whole))
        for name, number in said
        if number is not None
    )
    columns = tuple(say(f"votes.{name}") for name in ("answer", "votes", "share"))
    return Grid(say("votes.caption"), columns, rows, frozenset({1, 2}))


def candidates(report: Report, say: Voice) -> Grid | None:
    """Each candidate's votes; not for a question of yes and no, which `answers` shows."""
    standings = report.standings
    if not standings or report.votes.yes is not None:
        return None
    names = ["list" if report.of_lists else "candidate", "votes", "share"] + (
        ["elected"] if any(one.elected for one in standings) else []
    )
    rows = tuple(_candidate(one, report.whole, say)[: len(names)] for one in standings)
    return Grid(say("votes.caption"), tuple(say(f"votes.{name}") for name in names), rows, frozenset({1, 2}))


def _candidate(one: Standing, whole: int | None, say: Voice) -> tuple[str, ...]:
    elected = say("votes.is_elected") if one.elected else ""
    return plain(one.name), say.number(one.votes), say.share(one.votes, whole), elected


def _known(say: Voice, **numbers: int | None) -> list[tuple[str, str]]:
    return [(name, say.number(number)) for name, number in numbers.items() if number is not None]


def _facts(say: Voice, part: str, rows: list[tuple[str, str]]) -> Facts:
    facts = tuple(Fact(say(f"{part}.{name}"), value) for name, value in rows)
    return Facts(say(f"{part}.caption"), facts)
