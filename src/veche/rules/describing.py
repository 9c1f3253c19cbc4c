"""What a rule requires, in sentences, before there are any figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from veche.words.sentence import Place, Sentence

from .counting_days import listed, of_notice, of_retention, of_validity, period, sureness
from .explaining import fraction
from .model import (
    AnyOf,
    CalledBy,
    Condition,
    Conditions,
    Kind,
    Notice,
    Publish,
    Retention,
    Rule,
    Stated,
    Validity,
)

Item = TypeVar("Item")


def conditions(asked: Conditions | None, kind: Kind) -> tuple[Sentence, ...]:
    """Each condition; one sentence where the rule asks for none, or where nobody knows."""
    if asked is None:
        return (Sentence("asks.unknown"),)
    return tuple(condition(one, kind) for one in asked) or (Sentence("asks.none"),)


def condition(asked: Condition | AnyOf, kind: Kind) -> Sentence:
    """One condition, or alternatives joined by "or"."""
    if isinstance(asked, Condition):
        return _simple(asked, kind)
    whole = _simple(asked.conditions[0], kind)
    for one in asked.conditions[1:]:
        whole = Sentence("asks.or", {"one": whole, "other": _simple(one, kind)})
    return whole


def _simple(asked: Condition, kind: Kind) -> Sentence:
    consents = kind is Kind.CONSENT and asked.count == "yes"
    count = Sentence("measure.consent" if consents else f"measure.{asked.count}")
    how = "more_than" if asked.strict else "at_least"
    if asked.of is None:
        return Sentence(f"asks.{how}_number", {"count": count, "bar": int(asked.bar)})
    places: dict[str, Place | Sentence] = {"count": count, "bar": fraction(asked.bar)}
    return Sentence(f"asks.{how}", places | {"whole": Sentence(f"whole.{asked.of}")})


def called_by(called: CalledBy, kind: Kind) -> tuple[Sentence, ...]:
    """Who must ask for a vote, and within which time."""
    who = Sentence("asks.unknown") if called.condition is None else condition(called.condition, kind)
    within = () if called.within is None else (Sentence("explain.within", {"period": period(called.within)}),)
    return (who, *within, *(() if called.note is None else (called.note,)))


def duty(publish: Publish) -> tuple[Sentence, ...]:
    """Which figures must be told, to whom, and within which time."""
    told = Sentence(
        "explain.tell", {"figures": listed("figure", publish.figures), "to": listed("to", publish.to)}
    )
    within = (
        () if publish.within is None else (Sentence("explain.within", {"period": period(publish.within)}),)
    )
    return (told, *within, *sureness(publish.evidence))


def stated(section: str, value: Stated | None) -> Sentence:
    """One word that the rule says, or that nobody knows it."""
    return Sentence("asks.unknown") if value is None else Sentence(f"{section}.{value.value}")


def notices(rule: Rule) -> tuple[tuple[Sentence, ...], ...]:
    """Each notice as the sentences that describe it."""
    return _described(rule.notice, _notice)


def validities(rule: Rule) -> tuple[tuple[Sentence, ...], ...]:
    return _described(rule.validity, _validity)


def retentions(rule: Rule) -> tuple[tuple[Sentence, ...], ...]:
    return _described(rule.retention, _retention)


def _described(
    items: tuple[Item, ...] | None, describe: Callable[[Item], tuple[Sentence, ...]]
) -> tuple[tuple[Sentence, ...], ...]:
    if items is None:
        return ((Sentence("asks.unknown"),),)
    return tuple(map(describe, items)) or ((Sentence("asks.none"),),)


def _notice(notice: Notice) -> tuple[Sentence, ...]:
    if notice.period is None:
        return (Sentence("open.notice_length"),)
    return of_notice(notice, notice.period)


def _validity(validity: Validity) -> tuple[Sentence, ...]:
    if validity.period is None:
        return (Sentence("open.validity_length"),)
    return of_validity(validity, validity.period)


def _retention(retention: Retention) -> tuple[Sentence, ...]:
    if retention.period is None:
        return (Sentence("asks.unknown"),)
    return of_retention(retention, retention.period)
