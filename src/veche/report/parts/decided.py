"""The rule of decision, and how it was met: as the room of rules tells it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from veche.report.blocks import Block, Fact, Facts, Grid, Items, Paragraph, Section
from veche.report.facts import Facts as Report
from veche.report.voice import Voice, plain
from veche.rules.decision import Deadline, Decision, Reason
from veche.rules.model import InForce, Rule


def decision(report: Report, say: Voice) -> Section | None:
    """Rule and citation, requirement by requirement, what is to be noted, and until when to act."""
    if report.decision is None:
        return None
    blocks = (
        *_rule(report.decision, say),
        *_how(report, report.decision, say),
        *_notes(report, report.decision, say),
    )
    return Section(say("heading.decision"), blocks)


def _rule(decision: Decision, say: Voice) -> Iterator[Block]:
    rule = decision.rule
    rows = [
        ("rule", f"{rule.name.say(say.rules)} ({rule.id})"),
        ("citation", rule.citation),
        ("variant", _variant(decision, say)),
        ("in_force", _in_force(rule.in_force, say)),
        ("text_version", rule.text_version),
        ("read_on", "" if rule.read_on is None else say.day(rule.read_on)),
        ("sources", "; ".join(map(unquote, rule.sources))),
    ]
    facts = tuple(Fact(say(f"decision.{name}"), plain(value)) for name, value in rows if value)
    yield Facts(say("decision.caption"), facts)
    yield from _quote(rule, say)


def _quote(rule: Rule, say: Voice) -> Iterator[Block]:
    if rule.quote is not None:
        yield Paragraph(say("decision.quote", text=plain(rule.quote.text)), "quote", rule.quote.language)
        if rule.quote.licence:
            yield Paragraph(say("decision.licence", licence=plain(rule.quote.licence).rstrip(".")))


def _variant(decision: Decision, say: Voice) -> str:
    if decision.variant is None:
        return ""
    name = decision.rule.way(decision.variant).name
    return decision.variant if name is None else name.say(say.rules)


def _in_force(force: InForce, say: Voice) -> str:
    if force.start is None:
        return ""
    if force.end is None:
        return say("decision.since", first=force.start)
    return say("decision.until", first=force.start, last=force.end)


def _how(report: Report, decision: Decision, say: Voice) -> Iterator[Block]:
    """Requirements and findings; where figures are withheld, only whether they were met."""
    yield Paragraph(decision.headline.say(say.rules), "lead")
    if not report.published:
        return
    if decision.reasons:
        columns = (say("decision.requirement"), say("decision.met"))
        rows = tuple((plain(one.sentence.say(say.rules)), _met(one, say)) for one in decision.reasons)
        yield Grid(say("decision.how"), columns, rows)
    if decision.units:
        columns = (say("decision.unit_name"), say("decision.unit_outcome"))
        rows = tuple((plain(one.figures.name), one.headline.say(say.rules)) for one in decision.units)
        yield Grid(say("decision.unit"), columns, rows)


def _met(reason: Reason, say: Voice) -> str:
    return (
        say("decision.no_test")
        if reason.met is None
        else say("decision.is_met" if reason.met else "decision.not_met")
    )


def _notes(report: Report, decision: Decision, say: Voice) -> Iterator[Block]:
    """Where votes are withheld, only what the rule itself warns of: other warnings hold numbers."""
    warnings = decision.warnings if report.published else decision.rule.warnings
    notes = say.ruled((*warnings, *decision.standing))
    if notes:
        yield Items(tuple(map(plain, notes)), caption=say("decision.warnings"))
    if decision.deadlines:
        columns = tuple(say(f"decision.{name}") for name in ("deadline", "last_day", "explained"))
        rows = tuple(_deadline(one, say) for one in decision.deadlines)
        yield Grid(say("decision.deadlines"), columns, rows)


def _deadline(deadline: Deadline, say: Voice) -> tuple[str, str, str]:
    day = say.day(deadline.day)
    if deadline.hour is not None:
        day = say("decision.at_hour", day=day, hour=deadline.hour.isoformat("minutes"))
    return say.rules.text(f"deadline.{deadline.kind}"), day, "; ".join(say.ruled(deadline.explained))
