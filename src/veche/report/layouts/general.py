"""The form for any vote: what was asked, who was entitled, what came of it and why, and how to check it."""

from __future__ import annotations

from veche.report.blocks import Section
from veche.report.facts import Facts
from veche.report.parts import counted, decided, figures, particulars, recorded, signed
from veche.report.voice import Voice


def sections(report: Facts, say: Voice) -> tuple[Section | None, ...]:
    return (
        particulars.result(report, say),
        particulars.asked(report, say),
        figures.roll(report, say),
        figures.papers(report, say),
        figures.votes(report, say),
        counted.count(report, say),
        decided.decision(report, say),
        recorded.record(report, say),
        recorded.people(report, say),
        recorded.verifying(report, say),
        recorded.limits(report, say),
        signatures(report, say),
    )


def signatures(report: Facts, say: Voice) -> Section:
    """Everyone who answers for a part of the vote; the returning officer always."""
    people = report.people
    pairs = [(say("sign.returning_officer"), people.returning_officer)]
    pairs += [(say("sign.registrar"), people.registrar)] if people.registrar else []
    pairs += [(say("sign.trustee"), name) for name in people.trustees]
    pairs += [(say("sign.scrutineer"), people.scrutineer)] if people.scrutineer else []
    pairs += [(say("sign.teller"), name) for name in people.tellers]
    return signed.signatures(pairs, say)
