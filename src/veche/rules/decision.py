"""What came of a decision, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from veche.words.sentence import Sentence

if TYPE_CHECKING:
    from veche.words import Words

    from .figures import Figures
    from .model import Rule


class Outcome(StrEnum):
    """`APART`: units that decide for themselves decided differently; look at each."""

    CARRIED = "carried"
    LOST = "lost"
    NO_QUORUM = "no-quorum"
    NO_LAW = "no-law"
    CANNOT_TELL = "cannot-tell"
    APART = "apart"


@dataclass(frozen=True)
class Reason:
    """One step of the decision: what was required and what was found. `met` None: a number is missing, or no test.

    `votes`: the sentence tells how many voted how, which a small unit may not publish.
    """

    sentence: Sentence
    met: bool | None = None
    votes: bool = False


@dataclass(frozen=True)
class Deadline:
    """`kind` is a key of `deadline.*` in the catalogue; `day` the last (or first) day, `hour` where the rule counts hours;
    `explained` says how it was counted and whose way of counting it is."""

    kind: str
    day: date
    hour: time | None
    explained: tuple[Sentence, ...]


@dataclass(frozen=True)
class Decision:
    """The outcome under one rule, with everything that it takes to dispute it.

    `figures` are those of the whole; `units` holds a decision for each unit where the rule counts units apart. `missing`
    names the numbers that the rule needs and that were not given. `standing` are the sentences that go with every decision
    (no legal advice, the day on which the text was read).
    """

    rule: Rule
    outcome: Outcome
    figures: Figures
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    units: tuple[Decision, ...] = ()
    missing: tuple[str, ...] = ()
    variant: str | None = None
    ending: bool = False
    standing: tuple[Sentence, ...] = ()

    @property
    def headline(self) -> Sentence:
        """The outcome in words: a veto is rejected, a strike ends, a motion carries."""
        ways = {"veto": ("stands", "rejected"), "consent": ("agreed", "not_agreed")}
        words = ("ended", "not_ended") if self.ending else ways.get(self.rule.kind, ("carried", "lost"))
        told = {Outcome.CARRIED: words[0], Outcome.LOST: words[1]}
        return Sentence(f"outcome.{told.get(self.outcome, self.outcome.replace('-', '_'))}")

    def to_json(self, words: Words | None = None) -> dict[str, Any]:
        """For machines; with `words` each sentence stands in that language beside its key."""

        def told(sentence: Sentence) -> dict[str, Any]:
            return sentence.to_json() | ({} if words is None else {"text": sentence.say(words)})

        return {
            "rule": self.rule.id,
            "citation": self.rule.citation,
            "outcome": str(self.outcome),
            "figures": self.figures.to_json(),
            "reasons": [{"met": one.met} | told(one.sentence) for one in self.reasons],
            "warnings": [told(one) for one in self.warnings],
            "missing": list(self.missing),
            "variant": self.variant,
            "deadlines": [
                {
                    "kind": one.kind,
                    "day": one.day.isoformat(),
                    "hour": None if one.hour is None else one.hour.isoformat("minutes"),
                    "explained": [told(sentence) for sentence in one.explained],
                }
                for one in self.deadlines
            ],
            "units": [unit.to_json(words) for unit in self.units],
            "standing": [told(one) for one in self.standing],
        }
