"""The record of a union election in the United States: the account of ballots, the tally, its certification.

Labor-Management Reporting and Disclosure Act of 1959, section 401(e), and 29 CFR 452.106 (read): records are preserved for one
year. The headings are those of the guide for election officials of the Department of Labor's Office of Labor-Management
Standards (tally sheet, vote summary, guidelines for voiding ballots, tally certification); the text of its own form of
certification could not be read, so the statements here are ours, each to be made by hand, and the report says so.
"""

from __future__ import annotations

from veche.report.blocks import Fact, Facts, Paragraph, Section, Statement
from veche.report.facts import Facts as Report
from veche.report.parts import counted, figures, particulars, recorded, signed
from veche.report.voice import Voice, plain


def sections(report: Report, say: Voice) -> tuple[Section | None, ...]:
    return (
        particulars.result(report, say),
        reconciliation(report, say),
        tally(report, say),
        particulars.asked(report, say),
        counted.count(report, say),
        certification(say),
        preservation(say),
        recorded.record(report, say),
        recorded.people(report, say),
        recorded.verifying(report, say),
        recorded.limits(report, say),
        signatures(report, say),
    )


def reconciliation(report: Report, say: Voice) -> Section:
    """Every ballot, printed to void. Blank lines are to be filled in by hand."""
    papers = report.papers
    rows = [
        ("eligible", report.roll.entitled),
        ("printed", papers.printed),
        ("unused", papers.unused),
        ("distributed", papers.distributed),
        ("replaced", papers.replaced),
        ("undeliverable", papers.undeliverable),
    ]
    rows += [("cast", papers.returned), ("challenged", papers.challenged)]
    if report.published:
        rows += [("void", papers.all_spoiled), ("valid", papers.valid)]
    facts = tuple(Fact(say(f"us.{name}"), say.number(number)) for name, number in rows)
    void = any((papers.spoiled or {}).values()) and report.published
    reasons = (figures.spoiled(report, say),) if void else ()
    return Section(say("heading.reconciliation"), (Facts(say("papers.caption"), facts), *reasons))


def tally(report: Report, say: Voice) -> Section | None:
    """The votes of each candidate."""
    votes = figures.votes(report, say)
    return None if votes is None else Section(say("heading.tally"), votes.blocks)


def certification(say: Voice) -> Section:
    """Statements that the election officials make by hand."""
    choices = (say("us.true"), say("us.not_true"))
    asked = [Statement(say(f"us.{name}"), choices, "", 1) for name in ("counted", "observed", "secret")]
    sealed = Statement(say("us.sealed"), (), "", 2)
    intro = Paragraph(say("us.certify"))
    notes = (Paragraph(say("statement.by_hand"), "note"), Paragraph(say("us.unread"), "note"))
    return Section(say("heading.certification"), (*notes, intro, *asked, sealed))


def preservation(say: Voice) -> Section:
    return Section(say("heading.preservation"), (Paragraph(say("us.preserve")),))


def signatures(report: Report, say: Voice) -> Section:
    """The election officials, then those who watched; three empty lines where nobody was named."""
    people = report.people
    officials = [name for name in (people.returning_officer, *people.tellers) if name] or ["", "", ""]
    pairs = [(say("us.official"), plain(name)) for name in officials]
    pairs += [(say("us.observer"), name) for name in people.observers]
    return signed.signatures(pairs, say)
