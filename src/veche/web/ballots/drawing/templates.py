"""What a vote begins with, in its own language: texts, questions, how they are counted, and a rule that is often taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from veche.election.questions import HomomorphicQuestion, Question
from veche.web.house.language import Voice

STANDING = "standing"
"""The kind of a vote that prepares a roll for many votes, and never opens."""
KINDS = ("strike", "settlement", "committee", "officers", "rule_change", "recall", "other", STANDING)


@dataclass(frozen=True)
class Draft:
    """A vote that nobody has looked at yet."""

    title: str
    description: str
    questions: Sequence[Question]
    counting: Sequence[dict[str, Any] | None]
    rule: str = ""


@dataclass(frozen=True)
class Pattern:
    """`rule`: of decision. `elects`: for each question how many seats, where people are elected; empty for yes and no."""

    rule: str = ""
    elects: Sequence[int] = field(default=())
    abstain: bool = False


PATTERNS = {
    "strike": Pattern("plain-half-turnout-majority-of-votes"),
    "settlement": Pattern("plain-settlement"),
    "committee": Pattern(elects=(3,)),
    "officers": Pattern(elects=(1, 1)),
    "rule_change": Pattern("plain-two-thirds-of-votes", abstain=True),
    "recall": Pattern("plain-majority-of-votes", abstain=True),
    "other": Pattern("plain-majority-of-votes", abstain=True),
    STANDING: Pattern(),
}


def draft(kind: str, voice: Voice) -> Draft:
    """The template `kind` of `KINDS`, in the language of the voice. Every question can be held as it is."""
    pattern = PATTERNS[kind]

    def say(name: str) -> str:
        return voice(f"ballots:template.{kind}_{name}")

    if kind == STANDING:
        return Draft(say("title"), say("what"), (), ())
    if not pattern.elects:
        return Draft(
            say("title"),
            say("what"),
            [yes_no(say("question"), voice, pattern.abstain)],
            [YES_NO],
            pattern.rule,
        )
    asked = [say("question"), *([say("second")] if len(pattern.elects) > 1 else [])]
    questions = [_election(text, seats, voice) for text, seats in zip(asked, pattern.elects, strict=True)]
    counting = [{"rule": "block" if seats > 1 else "plurality", "seats": seats} for seats in pattern.elects]
    return Draft(say("title"), say("what"), questions, counting)


YES_NO: dict[str, Any] = {"rule": "yes-no", "seats": 1}


def yes_no(question: str, voice: Voice, abstain: bool) -> HomomorphicQuestion:
    """Yes or no, in words that the count and the decision know (`veche.words.answers`)."""
    return HomomorphicQuestion(answers(voice, abstain), None, 1, 1, question)


def answers(voice: Voice, abstain: bool) -> tuple[str, ...]:
    """The words for yes and no, and for abstaining, in the language of the voice."""
    names: tuple[Callable[[], str], ...] = (
        lambda: voice("ballots:template.yes"),
        lambda: voice("ballots:template.no"),
        lambda: voice("ballots:template.abstain"),
    )
    return tuple(name() for name in names[: 3 if abstain else 2])


def _election(question: str, seats: int, voice: Voice) -> HomomorphicQuestion:
    """As many names as seats and one more, to be written over; up to as many are chosen as there are seats."""
    names = tuple(voice("ballots:template.candidate", number=number) for number in range(1, seats + 2))
    return HomomorphicQuestion(names, True, 1, seats, question)
