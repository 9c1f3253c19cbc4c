"""A decision rule as data: what `schema.json` describes, with fractions, days and texts as what they are.

Throughout, None says that we do not know, and () that the rule asks for nothing: the two must never be mixed up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from veche.words.sentence import Sentence

from .errors import UnknownRule

if TYPE_CHECKING:
    from veche.words import Words


class Kind(StrEnum):
    BALLOT = "ballot"
    CONSENT = "consent"
    VETO = "veto"
    NONE = "none"


class Confidence(StrEnum):
    """`UNCONFIRMED` values are switched off: loading turns them into None."""

    CONFIRMED = "confirmed"
    SECONDARY = "secondary"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Text(Sentence):
    """A text of the rule's own file, by language. A file that has one text only has it under ""."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def say(self, words: Words) -> str:
        """In the language of the catalogue; otherwise as the author of the file wrote it, English first."""
        return self.texts.get(words.language) or self.texts.get("en") or self.texts[""]

    def to_json(self) -> dict[str, Any]:
        return {"key": self.key, "texts": dict(self.texts)}


@dataclass(frozen=True)
class Quote:
    text: str
    language: str
    licence: str


@dataclass(frozen=True)
class Evidence:
    """How sure we are of one value, and where it stands."""

    confidence: Confidence | None = None
    citation: str = ""
    sources: tuple[str, ...] = ()
    quote: Quote | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Period:
    """`unit` is hours, days, working_days, weeks, months or years."""

    value: int
    unit: str


@dataclass(frozen=True)
class Condition:
    """`count` is at least (or, if `strict`, more than) `bar`: a share of `of`, or a number where `of` is None.

    `count` and `of` name a measure (`measures.py`).
    """

    count: str
    of: str | None
    bar: Fraction
    strict: bool
    evidence: Evidence = Evidence()

    def holds(self, count: int, base: int) -> bool:
        """Exactly; a share of nobody is never reached. `base` is not looked at where the bar is a number."""
        if self.of is not None and base == 0:
            return False
        reached, bar = Fraction(count), self.bar if self.of is None else self.bar * base
        return reached > bar if self.strict else reached >= bar


@dataclass(frozen=True)
class AnyOf:
    """One of these is enough."""

    conditions: tuple[Condition, ...]


Conditions = tuple[Condition | AnyOf, ...]


@dataclass(frozen=True)
class Stated:
    """One word that the rule says (who votes, whether in secret), with its evidence."""

    value: str
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Way:
    """One way to decide. `id` and `name` where the rule has several."""

    electorate: Stated | None
    quorum: Conditions | None
    majority: Conditions | None
    id: str = ""
    name: Text | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Notice:
    """`when` is before_start, before_ballot or after_result; `period` None: needed, and its length not known."""

    when: str
    period: Period | None = None
    to: tuple[str, ...] = ()
    contents: tuple[Text, ...] = ()
    purpose: Text | None = None
    only_if: str | None = None
    not_earlier_than: Period | None = None
    clear_days: bool | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Extension:
    by: Text
    period: Period | None = None


@dataclass(frozen=True)
class Validity:
    """`kind` is start_within, ballot_within or mandate; `since` the day that it is counted from."""

    kind: str
    since: str
    period: Period | None = None
    first_day_counts: bool | None = None
    extendable: Extension | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Retention:
    period: Period | None
    since: str
    what: Text | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Publish:
    figures: tuple[str, ...]
    to: tuple[str, ...]
    within: Period | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Said:
    """A text with its evidence: a step to take first, a group that is left out."""

    text: Text
    evidence: Evidence = Evidence()


@dataclass(frozen=True)
class Settings:
    """What the rule says of papers that are neither yes nor no, and of those who leave. None: it is silent."""

    abstain_counts_as: str | None = None
    blank_is: str | None = None
    quorum_checked_at: str | None = None
    quorum_lost: str | None = None


@dataclass(frozen=True)
class CalledBy:
    condition: Condition | AnyOf | None
    within: Period | None = None
    note: Text | None = None


@dataclass(frozen=True)
class InForce:
    """`start` and `end` are days; None with the flag of the same name set where nobody could find out.

    Of a version whose start is not known, `start` is the first day on which it can have been in force at all.
    """

    start: date | None = None
    end: date | None = None
    start_unknown: bool = False
    end_unknown: bool = False
    note: Text | None = None


@dataclass(frozen=True)
class Calendar:
    country: str
    subdivision: str | None = None


@dataclass(frozen=True)
class Rule:
    """One version of one rule. The meaning of each field stands in `schema.json`."""

    id: str
    family: str
    name: Text
    made_by: str
    kind: Kind
    ways: tuple[Way, ...]
    country: str | None = None
    calendar: Calendar | None = None
    in_force: InForce = InForce()
    stricter_than: tuple[str, ...] = ()
    text_version: str = ""
    read_on: date | None = None
    citation: str = ""
    sources: tuple[str, ...] = ()
    quote: Quote | None = None
    off: Text | None = None
    excluded_from_base: tuple[Said, ...] = ()
    units: Stated = Stated("together")
    unit_kind: str = "workplaces"
    questions: str = "apart"
    settings: Settings = Settings()
    called_by: CalledBy | None = None
    end_ballot: Way | None = None
    secrecy: Stated | None = None
    scrutineer: Stated | None = None
    method_allowed: tuple[str, ...] | None = None
    notice: tuple[Notice, ...] | None = None
    validity: tuple[Validity, ...] | None = None
    retention: tuple[Retention, ...] | None = None
    publish: tuple[Publish, ...] = ()
    first: tuple[Said, ...] = ()
    warnings: tuple[Text, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    """Places in the file whose value was switched off because nobody confirmed it."""
    secondary: tuple[str, ...] = ()
    """Fields with a value that we only read in somebody else's account."""

    def way(self, variant: str | None) -> Way:
        """The way of that name; the only one where there is one. Raises UnknownRule."""
        found = [way for way in self.ways if way.id == (variant or "")]
        if not found:
            names = " or ".join(way.id for way in self.ways if way.id) or "none"
            raise UnknownRule(
                f"{self.id} decides in several ways"
                if variant is None
                else f"{self.id} has no way {variant}",
                f"name the variant: {names}",
            )
        return found[0]
