"""The scrutineer's report on a union election in Great Britain.

Trade Union and Labour Relations (Consolidation) Act 1992, section 52, read in the consolidated text of 7 April 2026: what the
report states (1), whether the scrutineer is satisfied (2), what became of the register (2A), how others did their work (2B),
and what the union must do with it (3) to (6). The statements are the scrutineer's own, made by hand; their words are those of
the Act (Crown copyright, Open Government Licence v3.0), with "the scrutineer" where it says "he".
"""

from __future__ import annotations

from veche.report.blocks import Grid, Items, Paragraph, Section, Statement
from veche.report.facts import Facts
from veche.report.parts import counted, figures, particulars, recorded, signed
from veche.report.voice import Voice, plain

from .gb_forms import by_hand, columns, notes, shown_or_withheld


def sections(report: Facts, say: Voice) -> tuple[Section | None, ...]:
    return (
        stated(report, say),
        particulars.result(report, say),
        figures.votes(report, say),
        particulars.asked(report, say),
        figures.roll(report, say),
        figures.papers(report, say),
        counted.count(report, say),
        statements(say),
        register(say),
        independent(report, say),
        duties(say),
        recorded.record(report, say),
        recorded.people(report, say),
        recorded.verifying(report, say),
        recorded.limits(report, say),
        signed.signatures([(say("sign.scrutineer"), report.people.scrutineer)], say),
    )


def stated(report: Facts, say: Voice) -> Section:
    """52(1)."""
    papers = report.papers
    shown = report.published
    votes = say("gb.see_votes") if shown and report.standings else say("figure.unknown")
    persons = say.names(report.people.independent) if report.people.independent else say("gb.no_persons")
    rows = (
        (say("gb.section", number="52(1)(a)"), say("gb.distributed"), say.number(papers.distributed)),
        (say("gb.section", number="52(1)(b)"), say("gb.returned"), say.number(papers.returned)),
        (say("gb.section", number="52(1)(c)"), say("gb.valid"), votes if shown else say("figure.withheld")),
        (
            say("gb.section", number="52(1)(d)"),
            say("gb.spoiled"),
            shown_or_withheld(papers.all_spoiled, report, say),
        ),
        (say("gb.section", number="52(1)(e)"), say("gb.persons"), persons),
    )
    grid = Grid(say("gb.caption"), columns(say), rows)
    return Section(say("heading.gb_election_figures"), (grid, *notes(report, say)))


def statements(say: Voice) -> Section:
    """52(2). Each needs an answer, and reasons where it is no."""
    matters = (
        ("(2)(a)", "no_contravention"),
        ("(2)(b)", "arrangements"),
        ("(2)(c)", "interference"),
    )
    return Section(say("heading.gb_election_statements"), by_hand(matters, say))


def register(say: Voice) -> Section:
    """52(2A). Never the name of whoever asked for an inspection."""
    choices = (say("gb.on_request_choice"), say("gb.own_instance"))
    return Section(
        say("heading.register"),
        (
            signed.yes_or_no(say("gb.inspected"), say),
            Statement(say("gb.on_request"), choices),
            signed.yes_or_no(say("gb.declined"), say),
            signed.yes_or_no(say("gb.revealed"), say, details=True),
            Paragraph(say("gb.no_names")),
        ),
    )


def independent(report: Facts, say: Voice) -> Section | None:
    """52(2B), where others stored, distributed or counted."""
    names = report.people.independent
    if not names:
        return None
    text = say("gb.performance", names="; ".join(map(plain, names)))
    return Section(say("heading.independent"), (signed.satisfied(text, say),))


def duties(say: Voice) -> Section:
    """52(3) to (6)."""
    return Section(say("heading.duties"), (Items((say("gb.publish"), say("gb.members"))),))
