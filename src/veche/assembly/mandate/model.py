"""A mandate and the question that it is about, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

ABSTAIN = "abstain"
MOST_ANSWERS, LONGEST, MOST_LINES, LONGEST_LINE = 200, 500, 20, 1000
"""Bounds of what is read: answers, characters of one, red lines, characters of one."""
MOST_VOTES = 10**9


class BadMandate(ValueError):
    """Not a mandate. The argument says what does not hold."""


class Kind(StrEnum):
    IMPERATIVE = "imperative"
    """The delegate votes as the body said, or shares the vote as the body's own vote was shared."""
    BOUNDED = "bounded"
    """The delegate decides, within bounds: answers never to give, and red lines in words."""
    FREE = "free"
    """The delegate decides."""


class IfAmended(StrEnum):
    """What an imperative mandate means when the text is another than the body had before it."""

    REFER_BACK = "refer_back"
    """The body is asked again; until it answered, no vote."""
    BOUNDS = "bounds"
    """The bounds that the mandate names hold alone."""
    ABSTAIN = "abstain"
    FREE = "free"


@dataclass(frozen=True)
class Mandate:
    """An imperative mandate has a `vote` or a `split`; a bounded one `never` or `lines`, or both; a free one none of them.

    Raises BadMandate.
    """

    kind: Kind
    vote: str = ""
    """An answer."""
    split: tuple[tuple[str, int], ...] = ()
    """Answers, and how many votes each had at home."""
    never: tuple[str, ...] = ()
    """Answers never to give."""
    lines: tuple[str, ...] = ()
    """Red lines in words, which no program can judge."""
    if_amended: IfAmended = IfAmended.REFER_BACK

    def __post_init__(self) -> None:
        told, bounds = bool(self.vote) + bool(self.split), bool(self.never or self.lines)
        if self.kind is Kind.IMPERATIVE and told != 1:
            raise BadMandate("an imperative mandate has a vote or a split")
        if self.kind is not Kind.IMPERATIVE and told:
            raise BadMandate("only an imperative mandate says how to vote")
        if self.kind is Kind.BOUNDED and not bounds:
            raise BadMandate("a bounded mandate has bounds")
        if self.kind is Kind.FREE and bounds:
            raise BadMandate("a free mandate has no bounds")
        answers = [answer for answer, _ in self.split]
        if len(set(answers)) != len(answers) or (
            self.split and not sum(votes for _, votes in self.split) > 0
        ):
            raise BadMandate("a split has votes for different answers")

    @property
    def bounded(self) -> bool:
        return bool(self.never or self.lines)

    def to_json(self) -> dict[str, Any]:
        """{"vote": "yes"} or {"split": {"yes": 60, "no": 40}}, with {"never": ["yes"], "lines": [texts]} where there are bounds."""
        found: dict[str, Any] = {}
        if self.vote:
            found["vote"] = self.vote
        if self.split:
            found["split"] = dict(self.split)
        if self.never:
            found["never"] = list(self.never)
        if self.lines:
            found["lines"] = list(self.lines)
        return found

    @classmethod
    def of_json(cls, kind: str, instruction: object, if_amended: str = IfAmended.REFER_BACK) -> Mandate:
        """What `to_json` made, with its kind and what to do if the text was amended. Raises BadMandate."""
        if not isinstance(instruction, dict) or instruction.keys() - {"vote", "split", "never", "lines"}:
            raise BadMandate("not an instruction")
        vote = instruction.get("vote", "")
        if not isinstance(vote, str) or len(vote) > LONGEST:
            raise BadMandate("a vote is an answer")
        return cls(
            _named(Kind, kind),
            vote,
            _split(instruction.get("split", {})),
            _texts(instruction.get("never", []), MOST_ANSWERS, LONGEST),
            _texts(instruction.get("lines", []), MOST_LINES, LONGEST_LINE),
            _named(IfAmended, if_amended),
        )


Name = TypeVar("Name", bound=StrEnum)


def _named(kind: type[Name], value: str) -> Name:
    try:
        return kind(value)
    except ValueError:
        raise BadMandate(f"no such {kind.__name__}") from None


def _split(value: object) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, dict) or len(value) > MOST_ANSWERS:
        raise BadMandate("a split is answers with their votes")
    for answer, votes in value.items():
        if (
            not isinstance(answer, str)
            or len(answer) > LONGEST
            or type(votes) is not int
            or not 0 <= votes <= MOST_VOTES
        ):
            raise BadMandate("a split is answers with their votes")
    return tuple(value.items())


def _texts(value: object, most: int, longest: int) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > most:
        raise BadMandate("bounds are a list of texts")
    if not all(isinstance(one, str) and 0 < len(one) <= longest for one in value):
        raise BadMandate("bounds are a list of texts")
    return tuple(value)


@dataclass(frozen=True)
class Question:
    """What is voted on above. `answers` are keys or texts, as on the ballot."""

    answers: tuple[str, ...]
    changed: bool = False
    """The text is another than the one that the body had before it."""
    in_block: bool = False
    """It is voted on together with others: the ballot does not say what somebody thinks of it alone."""

    def on(self, answer: str, weight: int) -> tuple[int, ...]:
        """The whole weight on one answer."""
        return tuple(weight if one == answer else 0 for one in self.answers)

    def only(self, ballot: Sequence[int], answer: str) -> bool:
        """Whether a ballot has something on this answer and nothing on any other."""
        return sum(ballot) > 0 and all(
            not votes or one == answer for one, votes in zip(self.answers, ballot, strict=True)
        )


def fits(question: Question, mandate: Mandate) -> bool:
    """Whether every answer that the mandate tells to give is on the ballot. Abstentions at home may be missing above: they are left out of the split."""
    if mandate.vote:
        return mandate.vote in question.answers
    told = {answer for answer, votes in mandate.split if votes}
    if ABSTAIN not in question.answers:
        told.discard(ABSTAIN)
    return bool(told) and told <= set(question.answers)
