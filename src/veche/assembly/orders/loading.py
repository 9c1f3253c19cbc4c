"""Standing orders, from a file or a form: against the schema, then with what a schema cannot say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from veche.rules import RulesError, UnknownRule
from veche.rules import find as find_rule
from veche.rules.quorum import counts_presence
from veche.rules.reading import read, shown

from .errors import BadOrders, UnknownOrders
from .model import Label, OrderKind, Quota, Rules, Speaking

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Difference:
    """A value that is not as shipped. `place` as "notice_days" or "speaking.seconds"."""

    place: str
    shipped: Any
    here: Any


@dataclass(frozen=True)
class Orders:
    id: str
    name: Label
    notice_days: int
    notice_urgent_days: int | None
    supporters_motion: int
    supporters_amendment: int
    amendments_until_hours: int
    motion_workflow: str
    amendment_workflow: str
    quorum_rule: str
    rules: Rules
    speaking: Speaking
    tellers: int
    secret_if_share: Fraction
    voting_order: str
    data: Mapping[str, Any] = field(repr=False, compare=False)
    """As it stands in the file, with the changes in it."""

    def with_(self, changes: Mapping[str, Any]) -> Orders:
        """The same with other values: {"notice_days": 10, "rules": {"motion": "…"}}; None takes a value away. Raises BadOrders."""
        return checked(merged(self.data, changes))

    def differences(self) -> tuple[Difference, ...]:
        """Where these are not as shipped under this id, in the order of the file. Raises UnknownOrders."""
        ours, theirs = flat(self.data), flat(find(self.id).data)
        places = [*theirs, *(place for place in ours if place not in theirs)]
        return tuple(
            Difference(place, theirs.get(place), ours.get(place))
            for place in places
            if theirs.get(place) != ours.get(place)
        )

    def last_day_to_call(self, day: date, *, urgent: bool = False) -> date | None:
        """On which day at the latest an assembly of that day may be called; None where it cannot be called as urgent."""
        days = self.notice_urgent_days if urgent else self.notice_days
        return None if days is None else day - timedelta(days=days)


def merged(raw: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Values within `rules` and `speaking` one by one, everything else whole."""
    whole = dict(raw)
    for name, value in changes.items():
        inside = whole.get(name)
        if isinstance(inside, Mapping) and isinstance(value, Mapping):
            value = merged(inside, value)
        if value is None:
            whole.pop(name, None)
        else:
            whole[name] = value
    return whole


def flat(raw: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Every value by its place; labels and lists as one value."""
    found: dict[str, Any] = {}
    for name, value in raw.items():
        if isinstance(value, Mapping) and name in ("rules", "speaking"):
            found |= flat(value, f"{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


@cache
def shipped() -> tuple[Orders, ...]:
    """Every standing orders that come with Veche, by id."""
    files = sorted((HERE / "shipped").glob("*.yaml"))
    return tuple(parse(file.read_bytes(), file.name) for file in files)


def find(name: str) -> Orders:
    """Raises UnknownOrders."""
    for one in shipped():
        if one.id == name:
            return one
    raise UnknownOrders(name)


def parse(data: bytes, file: str) -> Orders:
    """Standing orders in bytes of YAML. Raises BadOrders."""
    try:
        return checked(read(data, file).value)
    except RulesError as error:
        raise BadOrders("", str(error)) from None


@cache
def _validator() -> Validator:
    return Draft202012Validator(json.loads((HERE / "schema.json").read_text(encoding="utf-8")))


def checked(raw: Any) -> Orders:
    """Raises BadOrders, naming the first place that does not hold."""
    wrong = min(_validator().iter_errors(raw), key=lambda error: list(map(str, error.path)), default=None)
    if wrong is not None:
        raise BadOrders(shown(tuple(wrong.absolute_path)), wrong.message[:200])
    _check_sense(raw)
    return _built(raw)


def _check_sense(raw: Mapping[str, Any]) -> None:
    if raw.get("notice_urgent_days", 0) > raw["notice_days"]:
        raise BadOrders("notice_urgent_days", "more than notice_days: what is urgent needs no longer notice")
    for place, name in ({"quorum_rule": raw["quorum_rule"]} | raw["rules"]).items():
        if name or place != "quorum_rule":
            _check_rule(place, name)
    shares = {"secret_if_share": raw["secret_if_share"]}
    shares |= {f"quotas.{one['name']}": one["share"] for one in raw["speaking"]["quotas"]}
    for place, share in shares.items():
        if Fraction(share) > 1:
            raise BadOrders(place, "more than the whole")
    for place in ("quotas", "order_kinds"):
        names = [one["name"] for one in raw["speaking"][place]]
        if len(set(names)) != len(names):
            raise BadOrders(f"speaking.{place}", "two of the same name")


def _check_rule(place: str, name: str) -> None:
    where = place if place == "quorum_rule" else f"rules.{place}"
    try:
        rule = find_rule(name)
    except UnknownRule as error:
        raise BadOrders(where, str(error)) from None
    if place == "quorum_rule" and not counts_presence(rule):
        raise BadOrders(where, "its quorum does not count who is present")


def _built(raw: Mapping[str, Any]) -> Orders:
    plain = {name: value for name, value in raw.items() if name not in ("name", "rules", "speaking")}
    plain |= {"secret_if_share": Fraction(raw["secret_if_share"])}
    plain.setdefault("notice_urgent_days", None)
    return Orders(
        name=_label(raw["name"]),
        rules=Rules(**raw["rules"]),
        speaking=_speaking(raw["speaking"]),
        data=raw,
        **plain,
    )


def _speaking(raw: Mapping[str, Any]) -> Speaking:
    quotas = tuple(Quota(one["name"], _label(one["label"]), Fraction(one["share"])) for one in raw["quotas"])
    kinds = [
        OrderKind(one["name"], _label(one["label"]), one["rank"], one["interrupts"])
        for one in raw["order_kinds"]
    ]
    ranked = tuple(sorted(kinds, key=lambda kind: kind.rank))
    return Speaking(**{**raw, "quotas": quotas, "order_kinds": ranked})


def _label(texts: Mapping[str, str]) -> Label:
    return Label("orders.label", texts=texts)
