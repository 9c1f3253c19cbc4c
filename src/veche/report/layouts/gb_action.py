"""The scrutineer's report on a ballot on industrial action in Great Britain.

Trade Union and Labour Relations (Consolidation) Act 1992, read in the consolidated text of 7 April 2026: section 231 (what
everyone entitled to vote is told), 231B (what the scrutineer states), with 226B, 226C, 231A and 297A. The statements are the
scrutineer's own, made by hand; their words are those of the Act (Crown copyright, Open Government Licence v3.0).
"""

from __future__ import annotations

from fractions import Fraction

from veche.report.blocks import Grid, Items, Section
from veche.report.facts import Facts
from veche.report.parts import decided, figures, particulars, recorded, signed
from veche.report.voice import Voice
from veche.words.sentence import Share

from .gb_forms import by_hand, columns, notes, shown_or_withheld

HALF = Fraction(1, 2)


def sections(report: Facts, say: Voice) -> tuple[Section | None, ...]:
    return (
        particulars.result(report, say),
        told(report, say),
        particulars.asked(report, say),
        figures.roll(report, say),
        figures.papers(report, say),
        figures.votes(report, say),
        decided.decision(report, say),
        statements(say),
        duties(say),
        recorded.record(report, say),
        recorded.people(report, say),
        recorded.verifying(report, say),
        recorded.limits(report, say),
        signed.signatures([(say("sign.scrutineer"), report.people.scrutineer)], say),
    )


def told(report: Facts, say: Voice) -> Section:
    """231(a) to (f). (g) was repealed with effect from 18 February 2026."""
    entitled, papers, votes = report.roll.entitled, report.papers, report.votes
    rows = (
        (say("gb.section", number="231(a)"), say("gb.action_entitled"), say.number(entitled)),
        (say("gb.section", number="231(b)"), say("gb.action_cast"), say.number(papers.returned)),
        (say("gb.section", number="231(c)"), say("gb.action_yes"), shown_or_withheld(votes.yes, report, say)),
        (say("gb.section", number="231(d)"), say("gb.action_no"), shown_or_withheld(votes.no, report, say)),
        (
            say("gb.section", number="231(e)"),
            say("gb.action_spoiled"),
            shown_or_withheld(papers.all_spoiled, report, say),
        ),
        (say("gb.section", number="231(f)"), say("gb.action_half"), half(report, say)),
    )
    grid = Grid(say("gb.caption"), columns(say), rows)
    return Section(say("heading.gb_action_figures"), (grid, *notes(report, say)))


def half(report: Facts, say: Voice) -> str:
    """Exactly: 49.99 % is not half."""
    entitled, cast = report.roll.entitled, report.papers.returned
    if not entitled or cast is None:
        return say("figure.unknown")
    share = Fraction(cast, entitled)
    return say("gb.action_half_yes" if share >= HALF else "gb.action_half_no", share=Share(share, HALF))


def statements(say: Voice) -> Section:
    """231B(1). Each needs an answer, and reasons where it is no."""
    matters = (
        ("(1)(a)", "action_no_contravention"),
        ("(1)(b)", "action_arrangements"),
        ("(1)(c)", "action_interference"),
    )
    return Section(say("heading.gb_action_statements"), by_hand(matters, say))


def duties(say: Voice) -> Section:
    """231, 231A, 231B(2), 226B and 226C."""
    texts = tuple(
        say(f"gb.{name}") for name in ("action_told", "action_copies", "action_weeks", "action_fifty")
    )
    return Section(say("heading.duties"), (Items(texts),))
