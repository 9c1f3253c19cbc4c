"""Standing orders, read and checked. What each value means stands in `schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from veche.words.sentence import Sentence


@dataclass(frozen=True)
class Label(Sentence):
    """A text of the file's own, in all five languages."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Any) -> str:
        """In the language of the catalogue."""
        return self.texts[words.language]

    def in_(self, language: str) -> str:
        """In a language by its code. Raises KeyError for one that is not ours."""
        return self.texts[language]


@dataclass(frozen=True)
class Rules:
    """Ids of rules of veche.rules, one for each kind of question."""

    motion: str
    amendment: str
    procedure: str
    election: str
    close_debate: str
    minutes: str


@dataclass(frozen=True)
class Quota:
    name: str
    label: Label
    share: Fraction


@dataclass(frozen=True)
class OrderKind:
    """A kind of point of order. Rank 1 is heard first."""

    name: str
    label: Label
    rank: int
    interrupts: bool


@dataclass(frozen=True)
class Speaking:
    seconds: int
    second_seconds: int
    alternate: bool
    first_time_first: bool
    quotas: tuple[Quota, ...]
    order_kinds: tuple[OrderKind, ...]

    def order_kind(self, name: str) -> OrderKind:
        """Raises KeyError."""
        return {kind.name: kind for kind in self.order_kinds}[name]


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
        from .loading import checked

        return checked(merged(self.data, changes))

    def differences(self) -> tuple[Difference, ...]:
        """Where these are not as shipped under this id, in the order of the file. Raises UnknownOrders."""
        from .loading import find

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
