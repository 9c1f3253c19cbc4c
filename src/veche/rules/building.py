"""From the checked values of a file to the model. What the file leaves out becomes None: not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from . import model

Raw = Mapping[str, Any]
T = TypeVar("T")

OWN = ("union", "plain", "own")
"""Who makes rules without a calendar of the law: what these leave out, they do not ask for."""


def build(raw: Raw, unconfirmed: tuple[str, ...], secondary: tuple[str, ...]) -> model.Rule:
    """The whole rule."""
    made_by_people = raw["made_by"] in OWN
    return model.Rule(
        id=raw["id"],
        family=raw.get("family", raw["id"]),
        name=text(raw["name"]),
        made_by=raw["made_by"],
        kind=model.Kind(raw["kind"]),
        ways=ways(raw),
        country=raw.get("country"),
        calendar=calendar(raw),
        in_force=in_force(raw.get("in_force", {})),
        stricter_than=tuple(raw.get("stricter_than", ())),
        text_version=raw.get("text_version", ""),
        read_on=day(raw.get("read_on")),
        citation=raw.get("citation", ""),
        sources=tuple(raw.get("sources", ())),
        quote=quote(raw.get("quote")),
        off=maybe(text, raw.get("off")),
        excluded_from_base=tuple(said(one, "who") for one in raw.get("excluded_from_base", ())),
        units=stated(raw.get("units"), "are") or model.Stated("together"),
        unit_kind=raw.get("units", {}).get("kind", "workplaces"),
        questions=raw.get("questions", "apart"),
        settings=model.Settings(**raw.get("settings", {})),
        called_by=maybe(called_by, raw.get("called_by")),
        end_ballot=maybe(end_ballot, raw.get("end_ballot")),
        secrecy=stated(raw.get("secrecy"), "is"),
        scrutineer=stated(raw.get("scrutineer"), "is"),
        method_allowed=maybe(lambda one: tuple(one["only"]), raw.get("method_allowed")),
        notice=several(notice, raw.get("notice", "none" if made_by_people else "unknown")),
        validity=several(validity, raw.get("validity", "none" if made_by_people else "unknown")),
        retention=several(retention, raw.get("retention", "none" if made_by_people else "unknown")),
        publish=tuple(map(publish, raw.get("publish", ()))),
        first=tuple(said(one, "what") for one in raw.get("first", ())),
        warnings=tuple(map(text, raw.get("warnings", ()))),
        unconfirmed=unconfirmed,
        secondary=secondary,
    )


def maybe(make: Callable[[Any], T], raw: Any) -> T | None:
    return None if raw in (None, "unknown") else make(raw)


def several(make: Callable[[Any], T], raw: Any) -> tuple[T, ...] | None:
    """None where the file says unknown, () where it says none."""
    return None if raw in (None, "unknown") else () if raw == "none" else tuple(map(make, raw))


def text(raw: str | Raw) -> model.Text:
    return model.Text("rule.text", texts={"": raw} if isinstance(raw, str) else dict(raw))


def day(raw: str | None) -> date | None:
    return None if raw in (None, "unknown") else date.fromisoformat(raw)


def quote(raw: Raw | None) -> model.Quote | None:
    return None if raw is None else model.Quote(**raw)


def evidence(raw: Raw) -> model.Evidence:
    return model.Evidence(
        confidence=maybe(model.Confidence, raw.get("confidence")),
        citation=raw.get("citation", ""),
        sources=tuple(raw.get("sources", ())),
        quote=quote(raw.get("quote")),
        note=maybe(text, raw.get("note")),
    )


def stated(raw: Any, name: str) -> model.Stated | None:
    return maybe(lambda one: model.Stated(one[name], evidence(one)), raw)


def said(raw: Raw, name: str) -> model.Said:
    return model.Said(text(raw[name]), evidence(raw))


def ways(raw: Raw) -> tuple[model.Way, ...]:
    """One way, or the variants, each with what it leaves out taken from the whole rule."""
    shared = {name: raw[name] for name in ("electorate", "quorum", "majority") if name in raw}
    return tuple(way(shared | one) for one in raw.get("variants", ({},)))


def way(raw: Raw) -> model.Way:
    return model.Way(
        electorate=stated(raw.get("electorate"), "who"),
        quorum=several(condition, raw.get("quorum")),
        majority=several(condition, raw.get("majority")),
        id=raw.get("id", ""),
        name=maybe(text, raw.get("name")),
        note=maybe(text, raw.get("note")),
    )


def end_ballot(raw: Raw) -> model.Way:
    """The vote that ends a strike; it has a quorum only where the rule says so."""
    return way({"quorum": "none"} | dict(raw))


def condition(raw: Raw) -> model.Condition | model.AnyOf:
    return model.AnyOf(tuple(map(simple, raw["any_of"]))) if "any_of" in raw else simple(raw)


def simple(raw: Raw) -> model.Condition:
    strict = "more_than" in raw
    bar = raw["more_than"] if strict else raw["at_least"]
    return model.Condition(raw["count"], raw.get("of"), Fraction(bar), strict, evidence(raw))


def period(raw: Raw | None) -> model.Period | None:
    return None if raw is None else model.Period(**raw)


def calendar(raw: Raw) -> model.Calendar | None:
    if "calendar" in raw:
        return model.Calendar(**raw["calendar"])
    return model.Calendar(raw["country"].upper()) if "country" in raw else None


def in_force(raw: Raw) -> model.InForce:
    start, end = raw.get("from"), raw.get("to")
    first = raw.get("not_before") if start == "unknown" else start
    note = maybe(text, raw.get("note"))
    return model.InForce(day(first), day(end), start == "unknown", end == "unknown", note)


def called_by(raw: Raw) -> model.CalledBy:
    return model.CalledBy(
        maybe(condition, raw["condition"]), period(raw.get("within")), maybe(text, raw.get("note"))
    )


def notice(raw: Raw) -> model.Notice:
    return model.Notice(
        when=raw["when"],
        period=period(raw.get("period")),
        to=tuple(raw.get("to", ())),
        contents=tuple(map(text, raw.get("contents", ()))),
        purpose=maybe(text, raw.get("purpose")),
        only_if=raw.get("only_if"),
        not_earlier_than=period(raw.get("not_earlier_than")),
        clear_days=raw.get("clear_days"),
        evidence=evidence(raw),
    )


def validity(raw: Raw) -> model.Validity:
    longer = raw.get("extendable")
    return model.Validity(
        kind=raw["kind"],
        since=raw["since"],
        period=period(raw.get("period")),
        first_day_counts=raw.get("first_day_counts"),
        extendable=maybe(lambda one: model.Extension(text(one["by"]), period(one.get("period"))), longer),
        evidence=evidence(raw),
    )


def retention(raw: Raw) -> model.Retention:
    return model.Retention(period(raw["period"]), raw["since"], maybe(text, raw.get("what")), evidence(raw))


def publish(raw: Raw) -> model.Publish:
    return model.Publish(tuple(raw["figures"]), tuple(raw["to"]), period(raw.get("within")), evidence(raw))
