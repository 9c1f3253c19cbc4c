"""The archive and its fingerprints, who conducted the vote, how to check, and what the report cannot show."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from veche.counting import Count
from veche.report.blocks import Fact, Facts, Items, Paragraph, Section, Steps
from veche.report.facts import Facts as Report
from veche.report.ledger import Ledger
from veche.report.recount import is_reserved
from veche.report.ruling import figures_of
from veche.report.voice import Voice, plain
from veche.rules import Decision
from veche.rules.small_groups import SMALLEST, revealing


def record(report: Report, say: Voice) -> Section:
    """The archive that was verified, named so that it cannot be taken for another."""
    ledger = report.ledger
    if ledger is None:
        return Section(say("heading.record"), (Paragraph(say("record.none")),))
    rows = [
        Fact(say("record.file"), plain(ledger.file), exact=True),
        Fact(say("record.sha256"), ledger.sha256, exact=True),
        Fact(say("record.identifier"), plain(ledger.uuid), exact=True),
        Fact(say("record.question"), say.number(ledger.number)),
        Fact(say("record.group"), plain(ledger.group)),
        Fact(say("record.key"), key_holders(ledger, say)),
    ]
    prints = tuple(
        Fact(say(f"record.{name}"), value, exact=True) for name, value in ledger.fingerprints.items()
    )
    again = [Paragraph(say("record.recounted"))] if report.recounted else []
    return Section(
        say("heading.record"),
        (
            Paragraph(say("record.verified")),
            *again,
            Facts(say("record.caption"), tuple(rows)),
            Facts(say("record.fingerprints"), prints),
        ),
    )


def key_holders(ledger: Ledger, say: Voice) -> str:
    """Who must come together to decrypt."""
    return "; ".join(
        say("record.threshold", needed=one[0], all=one[1])
        if isinstance(one, tuple)
        else plain(one) or say("record.one_holder")
        for one in ledger.key_holders
    )


ROLES = ("returning_officer", "registrar", "trustees", "scrutineer", "independent", "tellers", "observers")


def people(report: Report, say: Voice) -> Section:
    """Every role that somebody held; who held the roles that every vote has is said even where it was not stated."""
    rows = []
    for role in ROLES:
        held = getattr(report.people, role)
        names = (held,) if isinstance(held, str) else held
        if any(names) or role == "returning_officer":
            rows.append(Fact(say(f"people.{role}"), say.names(names)))
    return Section(
        say("heading.people"), (Facts(say("people.caption"), tuple(rows)), Paragraph(say("people.chosen")))
    )


def verifying(report: Report, say: Voice) -> Section:
    """What a stranger does to check it, with the lines to type."""
    nothing = report.ledger is None and report.count is None
    intro = [Paragraph(say("verifying.intro"))] if report.ledger is not None else []
    intro += [Paragraph(say("verifying.by_hand"))] if nothing else []
    steps = tuple(_steps(report, say))
    return Section(say("heading.verifying"), (*intro, *([Steps(steps)] if steps else [])))


def _steps(report: Report, say: Voice) -> Iterator[tuple[str, str]]:
    ledger, votes = report.ledger, "VOTES"
    if ledger is not None:
        votes = shlex.quote(plain(ledger.file))
        yield say("verifying.file"), f"sha256sum {votes}"
        yield say("verifying.first"), f"veche verify {votes}"
        yield say("verifying.second"), f"veche-verify {votes}"
        yield say("verifying.third"), "belenios-tool election verify"
        yield say("verifying.compare"), ""
        yield say("verifying.tracker"), f"veche tracker {votes} TRACKER"
    if report.count is not None and report.published:
        yield say("verifying.recount"), recount(report, report.count, votes)
    if report.decision is not None and not report.decision.units and report.published:
        yield say("verifying.decide"), decide_again(report, report.decision)


def recount(report: Report, count: Count, votes: str) -> str:
    """The line that counts again."""
    ledger = report.ledger
    words = ["veche", "count", votes, "--rule", shlex.quote(count.method.id)]
    words += ["--question", str(ledger.number)] if ledger is not None else []
    words += ["--seats", str(count.seats)]
    words += ["--withdrawn", ",".join(map(str, count.withdrawn))] if count.withdrawn else []
    for name, value in count.method.settings.items():
        words += ["--setting", shlex.quote(plain(f"{name}={value}"))]
    words += policy(count, by_default="invalid" if ledger is not None else "refuse")
    words += ["--reserved", "GROUPS"] if is_reserved(count) else []
    for lot in (count.lot.parts or (count.lot,)) if count.lot is not None else ():
        words += ["--lot", f"SEED-{lot.commitment[:8]}", "--commitment", f"COMMITMENT-{lot.commitment[:8]}"]
    return " ".join(words)


FAULTS = ("overvote", "skipped", "duplicate")


def policy(count: Count, *, by_default: str) -> list[str]:
    """Options that read unclear papers as they were read. Of faults that no paper had, nothing needs to be said."""
    chosen = {}
    for name in sorted((*count.applied, *count.invalid)):
        fault, _, choice = name.partition("_")
        if fault in FAULTS:
            chosen[fault] = choice.replace("_", "-")
    if set(chosen.values()) <= {by_default}:
        return []
    return [word for fault in FAULTS if fault in chosen for word in (f"--{fault}", chosen[fault])]


def decide_again(report: Report, decision: Decision) -> str:
    """The line that applies the rule again."""
    figures = figures_of(report)
    words = [
        "veche",
        "decide",
        shlex.quote(plain(report.rule_file)) if report.rule_file else decision.rule.id,
    ]
    for name, value in figures.numbers():
        words += [f"--{name.replace('_', '-')}", str(value)]
    words += ["--date", figures.date.isoformat()] if figures.date is not None else []
    words += ["--variant", decision.variant] if decision.variant is not None else []
    return " ".join(words)


def limits(report: Report, say: Voice) -> Section:
    """What must not be read into it."""
    return Section(say("heading.limits"), (Items(tuple(_limits(report, say))),))


def _limits(report: Report, say: Voice) -> Iterator[str]:
    if not report.published:
        yield say("limits.withheld", minimum=report.minimum)
    elif report.minimum < SMALLEST:
        yield say("limits.lowered", minimum=report.minimum)
    if report.published and report.decision is None:  # a decision brings these warnings with it
        yield from say.ruled(revealing(figures_of(report), report.minimum))
    for name in ("ballots", "who", "roll", "stated"):
        yield say(f"limits.{name}")
    if report.count is not None and not report.recounted:
        yield say("limits.count")
    if report.ledger is not None:
        yield say("limits.machine")
    yield say("limits.law")
