"""A decision from the command line: which rule, which figures, which days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from veche.rules import (
    BadFigures,
    Chosen,
    Days,
    Decision,
    Figures,
    Outcome,
    choose,
    decide_questions,
    load,
    opened_under,
)
from veche.rules.figures_file import Given, read_figures
from veche.rules.small_groups import publish

OWN = (".yaml", ".yml")
"""A rule whose name ends so is a file of one's own."""


@dataclass(frozen=True)
class Case:
    """What was said on the command line. `given` are all its options by name; days among them are `datetime`."""

    rule: str
    given: Mapping[str, Any]
    figures: Path | None = None
    archive: Path | None = None
    question: int | None = None
    answers: str | None = None
    variant: str | None = None
    ending: bool = False
    secret: bool = True
    smallest: int = 10


@dataclass(frozen=True)
class Judged:
    """What came of it: a decision for each question, as it may be published."""

    chosen: Chosen
    outcome: Outcome
    decisions: Mapping[str, Decision]


def judged(case: Case) -> Judged:
    """The decision. Raises RulesError, OSError, and VerificationError where an archive does not hold."""
    given = figures_of(case)
    days = replace(given.days, **days_of(case))
    chosen = opened_under(rule_of(case.rule, ballot_of(given, days)), case.rule, days.opens)
    outcome, decisions = decide_questions(
        chosen.rule,
        given.questions,
        variant=case.variant,
        ending=case.ending,
        days=days,
        secret=case.secret,
        smallest=case.smallest,
    )
    if case.secret:
        decisions = {name: publish(decision, case.smallest) for name, decision in decisions.items()}
    return Judged(chosen, outcome, decisions)


def rule_of(name: str, on: date | None) -> Chosen:
    """A file of one's own, or a rule that Veche ships, in the version of the day. Raises RulesError, OSError."""
    return Chosen(load(Path(name))) if name.endswith(OWN) else choose(name, on)


def figures_of(case: Case) -> Given:
    """Figures from one source; options beside it fill in what the source cannot know, and never change it."""
    said: dict[str, Any] = {field.name: case.given.get(field.name) for field in fields(Figures)} | {
        "name": ""
    }
    options = Figures(**said | {"date": day(case.given.get("date"))})
    if case.figures is not None and case.archive is not None:
        raise BadFigures("--archive", "the figures come from a file already: give one of the two")
    if case.archive is not None:
        from veche.cli.decision_archive import figures_in

        found = figures_in(case.archive, case.question, case.answers)
        return Given({"": (merged(found, options, str(case.archive)),)})
    if case.figures is not None:
        given = read_figures(case.figures)
        return replace(
            given, questions={name: _beside(units, options, case) for name, units in given.questions.items()}
        )
    return Given({"": (options,)})


def _beside(units: tuple[Figures, ...], options: Figures, case: Case) -> tuple[Figures, ...]:
    if len(units) > 1 and dict(options.numbers()):
        raise BadFigures(str(case.figures), "it has units: give their numbers in the file, not as options")
    return tuple(merged(unit, options, str(case.figures)) for unit in units)


def merged(found: Figures, options: Figures, source: str) -> Figures:
    """The figures of the source, with options where it is silent. Raises BadFigures where the two disagree."""
    filled: dict[str, Any] = {}
    for field in fields(Figures):
        stated, option = getattr(found, field.name), getattr(options, field.name)
        if option in (None, ""):
            continue
        if stated not in (None, option):
            raise BadFigures(
                source, f"{field.name} is {stated} there and {option} on the command line: leave one out"
            )
        filled[field.name] = option
    return replace(found, **filled)


def days_of(case: Case) -> dict[str, Any]:
    """The days that stand on the command line."""
    found = {
        field.name: day(case.given.get(field.name)) for field in fields(Days) if field.name != "start_hour"
    }
    start = case.given.get("start")
    hour = start.time() if start is not None and start.time() != datetime.min.time() else None
    return {name: value for name, value in (found | {"start_hour": hour}).items() if value is not None}


def day(value: datetime | None) -> date | None:
    return None if value is None else value.date()


def ballot_of(given: Given, days: Days) -> date | None:
    """The day on which the version is picked: the last of the vote, else the first, else that of the start."""
    dates = [unit.date for units in given.questions.values() for unit in units if unit.date is not None]
    return max(dates, default=days.ballot or days.opens or days.start)
