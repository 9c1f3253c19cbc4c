"""Whether a draft can be held, and what to warn of before it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from veche._core import Group
from veche.election.errors import VerificationError
from veche.election.questions import HomomorphicQuestion, Question, check_questions
from veche.election.setup import Template, election_message
from veche.rules.small_groups import revealing_question
from veche.words import Words
from veche.words.answers import roles

GROUP = Group("Ed25519")
"""The booth knows no other."""
ANY_KEY = GROUP.product([])
"""Stands for the trustees' key while a draft is tried out."""


@dataclass(frozen=True)
class Plan:
    """What a vote will be, as far as its officers have said."""

    title: str
    description: str
    questions: Sequence[Question]
    rule: str
    opens: datetime | None
    closes: datetime | None
    serious: bool
    threshold: int | None
    trustees: int
    registrars: int


def faults(plan: Plan, now: datetime) -> Iterator[str]:
    """Keys of `draw.*` for what must be put right before the roll can be frozen; none where nothing must."""
    if not plan.title.strip():
        yield "fault_title"
    if not plan.questions or not _can_be_asked(plan):
        yield "fault_questions"
    elif plan.rule and not decides(plan.questions[0]):
        yield "fault_rule"
    if plan.opens is None or plan.closes is None:
        yield "fault_no_times"
    elif plan.closes <= plan.opens or plan.closes <= now:
        yield "fault_times"
    if not plan.registrars or plan.trustees < 2:
        yield "fault_posts"
    if plan.threshold is not None and not 1 < plan.threshold <= plan.trustees:
        yield "fault_threshold"
    if not plan.serious and any(question.kind == "NH" for question in plan.questions):
        yield "fault_shuffles"


def _can_be_asked(plan: Plan) -> bool:
    try:
        check_questions(plan.questions, GROUP)
        election_message(
            Template(plan.description, plan.title, tuple(plan.questions)), GROUP, ANY_KEY, "1" * 14
        )
    except VerificationError:
        return False
    return True


def decides(question: Question) -> bool:
    """Whether a rule of decision can be held against it: one answer, of which some mean yes and some no."""
    return (
        isinstance(question, HomomorphicQuestion)
        and question.maximum == 1
        and roles(question.answers) is not None
    )


def warnings(questions: Sequence[Question], roll: int, words: Words) -> Iterator[str]:
    """Where every vote is published, and most orders would belong to one voter: sentences of `veche.rules`, in its words."""
    for number, question in enumerate(questions, 1):
        if question.kind == "NH":
            for sentence in revealing_question(number, len(question.answers), roll):
                yield sentence.say(words)
