"""Standing orders, read and checked. What each value means stands in `schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
