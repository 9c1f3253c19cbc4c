"""Findings as sentences: what was counted, what was required, and whether it was met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from fractions import Fraction

from veche.words.sentence import Place, Sentence, Share

from .decision import Outcome, Reason
from .measures import Reading
from .model import Condition
from .testing import Finding, Judged

FRACTIONS = {
    Fraction(1, 4): "quarter",
    Fraction(1, 3): "third",
    Fraction(1, 2): "half",
    Fraction(2, 3): "two_thirds",
    Fraction(3, 4): "three_quarters",
}
"""Shares that languages have words for."""


def findings(found: Iterable[Finding]) -> tuple[Reason, ...]:
    """A reason for each finding, and for an alternative one for each of its conditions."""
    reasons: list[Reason] = []
    for finding in found:
        reasons += [Reason(sentence(one), one.met, tells_votes(one)) for one in (finding, *finding.among)]
    return tuple(reasons)


def tells_votes(finding: Finding) -> bool:
    """Whether its sentence has a number of votes; attendance and turnout are no secret.

    Papers are turnout unless abstentions were taken off them: then their number tells those.
    """
    votes = {"yes", "no", "yes_plus_no", "valid_votes", "papers_returned_without_spoiled", "voting"}
    if finding.without_abstentions:
        votes.add("papers_returned")
    condition = finding.condition
    return condition is not None and not finding.missing and bool({condition.count, condition.of} & votes)


def sentence(finding: Finding) -> Sentence:
    """What was required and what was found."""
    role = Sentence(f"role.{finding.role}")
    if finding.among:
        return Sentence("reason.any_of", {"role": role, "verdict": verdict(finding.met)})
    if finding.missing:
        return Sentence("reason.missing", {"role": role, "figure": Sentence(f"figure.{finding.missing}")})
    if finding.condition is None:
        return Sentence("reason.unknown", {"role": role})
    condition = finding.condition
    places: dict[str, Place | Sentence] = {
        "role": role,
        "counted": counted(finding),
        "bar": bar(condition),
        "verdict": verdict(finding.met),
    }
    if condition.of is None:
        return Sentence("reason.number", places)
    if finding.base == 0:
        return Sentence("reason.nobody", places | {"of": base(condition.of, 0)})
    share = Share(Fraction(finding.count, finding.base), condition.bar)
    return Sentence("reason.share", places | {"share": share, "of": base(condition.of, finding.base)})


def counted(finding: Finding) -> Sentence:
    """The number of what was counted: votes for, or consents, or those present."""
    name = finding.condition.count if finding.condition else ""
    consents = name == "yes" and finding.role == "consent"
    return Sentence("counted.consent" if consents else f"counted.{name}", count=finding.count)


def base(name: str, number: int) -> Sentence:
    return Sentence(f"of.{name}", count=number)


def verdict(met: bool | None) -> Sentence:
    return Sentence("verdict.cannot_tell" if met is None else "verdict.met" if met else "verdict.not_met")


def bar(condition: Condition) -> Sentence:
    """What was required: at least two thirds, more than 100."""
    how = "more_than" if condition.strict else "at_least"
    if condition.of is None:
        return Sentence(f"bar.{how}", {"bar": int(condition.bar)})
    return Sentence(f"bar.{how}", {"bar": fraction(condition.bar)})


def fraction(value: Fraction) -> Sentence | Share | str:
    """In words where there are some; else as a percentage where one digit writes it exactly, else as it stands."""
    if value in FRACTIONS:
        return Sentence(f"fraction.{FRACTIONS[value]}")
    return Share(value) if (value * 1000).denominator == 1 else str(value)


def units(how: str, outcomes: Sequence[Outcome]) -> tuple[Reason, ...]:
    """How many units carried, and how many must."""
    carried = outcomes.count(Outcome.CARRIED)
    met = {"each": carried == len(outcomes)}.get(how)
    return (Reason(Sentence(f"carried_in.{how}", {"carried": carried}, count=len(outcomes)), met),)


def differing(judged: Sequence[Judged]) -> tuple[Reason, ...]:
    """Why nobody can tell: what the rule leaves open, and what follows from each reading of it.

    That readings differ at all tells of abstentions, blank or spoiled papers, so every sentence here tells votes.
    """
    open_settings = [field.name for field in fields(Reading)]
    deciding = [name for name in open_settings if _decides(name, judged)] or open_settings
    reasons = [
        Reason(Sentence("reason.depends", {"setting": Sentence(f"setting.{name}")}), votes=True)
        for name in deciding
    ]
    told: set[tuple[str, ...]] = set()
    for one in judged:
        values = tuple(str(getattr(one.reading, name)) for name in deciding)
        if values in told:
            continue
        told.add(values)
        outcome = Sentence(f"outcome.{one.outcome.replace('-', '_')}")
        reasons.append(
            Reason(
                Sentence("reason.reading", {"value": _values(deciding, values), "outcome": outcome}),
                votes=True,
            )
        )
        reasons += findings(one.findings)
    return tuple(reasons)


def _decides(name: str, judged: Sequence[Judged]) -> bool:
    """Whether two readings that differ in this setting alone lead to different outcomes."""
    by_others: dict[tuple[str, ...], set[Outcome]] = {}
    for one in judged:
        others = tuple(
            str(getattr(one.reading, field.name)) for field in fields(Reading) if field.name != name
        )
        by_others.setdefault(others, set()).add(one.outcome)
    return any(len(outcomes) > 1 for outcomes in by_others.values())


def _values(names: Sequence[str], values: Sequence[str]) -> Sentence:
    """Each deciding setting as it is read."""
    said = [Sentence(f"reading.{name}_{value}") for name, value in zip(names, values, strict=True)]
    whole = said[0]
    for one in said[1:]:
        whole = Sentence("reason.and", {"one": whole, "other": one})
    return whole
