"""Who decided what, when, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from veche.counting import Count
from veche.report.blocks import Block, Fact, Facts, Items, Paragraph, Section
from veche.report.facts import Facts as Report
from veche.report.facts import Layout
from veche.report.voice import Voice, plain


def opening(report: Report, say: Voice) -> tuple[Block, ...]:
    """The table at the head of the first page."""
    rows = [(say("head.body"), plain(report.body)), (say("head.vote"), plain(report.title))]
    if report.offices:
        rows.append((say("head.offices"), say.names(report.offices)))
    rows.append((say("head.held"), held(report, say)))
    if report.place:
        rows.append((say("head.place"), plain(report.place)))
    rows.append((say("head.signed"), say.day(report.signed)))
    if report.layout is not Layout.GENERAL:
        rows.append((say("head.basis"), say(f"basis.{key_of(report.layout)}")))
    return (Facts(say("head.caption"), tuple(Fact(name, value) for name, value in rows)),)


def key_of(layout: Layout) -> str:
    """The layout's name as it stands in keys of the catalogue."""
    return layout.replace("-", "_")


def held(report: Report, say: Voice) -> str:
    if report.opened is None or report.closed is None:
        return say.day(report.closed or report.opened)
    if report.opened == report.closed:
        return say.day(report.opened)
    return say("figure.period", first=report.opened, last=report.closed)


def result(report: Report, say: Voice) -> Section:
    """The outcome before everything else; what led to it follows."""
    return Section(say("heading.result"), tuple(_result(report, say)))


def _result(report: Report, say: Voice) -> Iterator[Block]:
    if report.decision is not None:
        yield Paragraph(report.decision.headline.say(say.rules), "lead")
    elected = [plain(one.name) for one in report.standings if one.elected]
    counted = report.count is not None and not report.is_motion
    if report.count is not None and counted:
        elected = list(winners(report.count))
    if elected:
        yield Paragraph(say("result.elected", len(elected), names="; ".join(elected)), "lead")
    elif counted and report.decision is None:
        yield Paragraph(say("result.nobody"), "lead")
    if not report.published:
        yield Paragraph(say("result.withheld"), "note")
    elif report.votes.yes is not None and report.votes.no is not None:
        yield Paragraph(say("result.yes_no", yes=report.votes.yes, no=report.votes.no))
    if report.decision is None and not elected and not counted:
        yield Paragraph(say("result.undecided"), "note")


def winners(count: Count) -> Iterator[str]:
    """Those elected, in the order of their election; a list once, with how many seats it has."""
    names = {one.number: plain(one.name) for one in count.candidates}
    seats = Counter(count.winners)
    for number in seats:
        yield names[number] if len(seats) == len(count.winners) else f"{names[number]} ({seats[number]})"


def asked(report: Report, say: Voice) -> Section:
    """The question as it stood on the paper, and what could be answered."""
    blocks: list[Block] = []
    if report.question:
        blocks.append(Paragraph(plain(report.question), "quote"))
    elects = report.votes.seats is not None and not report.is_motion
    if report.votes.seats is not None and elects:
        blocks.append(Paragraph(say("asked.seats", report.votes.seats)))
    names = answers(report)
    if names:
        offered = "lists" if report.of_lists else "candidates" if elects else "answers"
        blocks.append(Paragraph(say(f"asked.{offered}") + ":"))
        blocks.append(Items(tuple(map(plain, names)), ordered=True))
    return Section(say("heading.asked"), tuple(blocks))


def answers(report: Report) -> tuple[str, ...]:
    if report.count is not None:
        return tuple(one.name for one in report.count.candidates)
    return tuple(one.name for one in report.votes.candidates)
