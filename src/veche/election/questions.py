"""The three kinds of questions (4.9): homomorphic, non-homomorphic, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .canonical import Anything, Boolean, Integer, ListOf, Maybe, Record, Shape, Source, Text, read
from .errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche._core import Group, QuestionShape

MAX_QUESTIONS = 200
MAX_ANSWERS = 1000


@dataclass(frozen=True)
class HomomorphicQuestion:
    """4.9.1: between `minimum` and `maximum` of the answers, or blank. The result is a sum for each answer."""

    answers: tuple[str, ...]
    blank: bool | None
    minimum: int
    maximum: int
    question: str

    kind = "H"

    @property
    def shape(self) -> QuestionShape:
        return "H", (len(self.answers),), self.minimum, self.maximum, bool(self.blank)


@dataclass(frozen=True)
class NonHomomorphicQuestion:
    """4.9.2: a number from 0 to 255 for each answer, for rankings and grades. The result is every vote, shuffled.

    `extra` is compact JSON that hints at the counting rule.
    """

    answers: tuple[str, ...]
    question: str
    extra: bytes | None = None

    kind = "NH"

    @property
    def shape(self) -> QuestionShape:
        return "NH", (len(self.answers),), 0, 0, False


@dataclass(frozen=True)
class ListsQuestion:
    """4.9.3: one list, and at least one candidate on it. Each list starts with its own name."""

    answers: tuple[tuple[str, ...], ...]
    question: str

    kind = "L"

    @property
    def shape(self) -> QuestionShape:
        return "L", tuple(len(names) - 1 for names in self.answers), 0, 0, False


Question = HomomorphicQuestion | NonHomomorphicQuestion | ListsQuestion


@dataclass(frozen=True)
class _NonHomomorphicValue:
    answers: tuple[str, ...]
    question: str


_HOMOMORPHIC = Record(
    HomomorphicQuestion,
    ("answers", ListOf(Text())),
    ("blank", Maybe(Boolean())),
    ("min", Integer()),
    ("max", Integer()),
    ("question", Text()),
)
_NON_HOMOMORPHIC = Record(_NonHomomorphicValue, ("answers", ListOf(Text())), ("question", Text()))
_LISTS = Record(ListsQuestion, ("answers", ListOf(ListOf(Text()))), ("question", Text()))


class QuestionForm(Shape[Question]):
    """Homomorphic questions stand bare, the others inside `type` and `value`, with an optional `extra`."""

    def read(self, source: Source) -> Question:
        if source.take(b'{"type":"NonHomomorphic","value":'):
            value = _NON_HOMOMORPHIC.read_inside(source, ".value")
            extra = Anything().read_inside(source, ".extra") if source.take(b',"extra":') else None
            source.expect(b"}")
            return NonHomomorphicQuestion(value.answers, value.question, extra)
        if source.take(b'{"type":"Lists","value":'):
            lists = _LISTS.read_inside(source, ".value")
            if source.take(b',"extra":'):
                Anything().read_inside(source, ".extra")
            source.expect(b"}")
            return lists
        return _HOMOMORPHIC.read(source)

    def write(self, value: Question) -> bytes:
        if isinstance(value, HomomorphicQuestion):
            return _HOMOMORPHIC.write(value)
        if isinstance(value, ListsQuestion):
            return b'{"type":"Lists","value":' + _LISTS.write(value) + b"}"
        inner = _NON_HOMOMORPHIC.write(_NonHomomorphicValue(value.answers, value.question))
        extra = b"" if value.extra is None else b',"extra":' + value.extra
        return b'{"type":"NonHomomorphic","value":' + inner + extra + b"}"


QUESTIONS = ListOf(QuestionForm())


def read_questions(data: bytes) -> tuple[Question, ...]:
    """A JSON array of questions, as in `election` (4.10). Raises `VerificationError("json")`."""
    return read(QUESTIONS, data, "questions")


def write_question(question: Question) -> bytes:
    return QuestionForm().write(question)


def check_questions(questions: Sequence[Question], group: Group) -> None:
    """4.9 and section 5: every question can be answered, and the group can carry it.

    Raises `VerificationError` `election.questions` or `election.group`.
    """
    if not 1 <= len(questions) <= MAX_QUESTIONS:
        raise VerificationError(
            "election.questions", "election", f"there must be 1 to {MAX_QUESTIONS} questions"
        )
    for number, question in enumerate(questions):
        fault = _fault(question)
        if fault:
            raise VerificationError("election.questions", f"election: questions[{number}]", fault)
        if question.kind == "NH" and len(question.answers) > group.max_ints:
            detail = f"{group.name} cannot carry {len(question.answers)} numbers in one answer"
            raise VerificationError("election.group", f"election: questions[{number}]", detail)


def _fault(question: Question) -> str | None:
    names = sum(map(len, question.answers)) if isinstance(question, ListsQuestion) else len(question.answers)
    if not 1 <= names <= MAX_ANSWERS:
        return f"there must be 1 to {MAX_ANSWERS} answers"
    if isinstance(question, ListsQuestion) and min(map(len, question.answers)) < 2:
        return "a list has no candidate"
    if isinstance(question, HomomorphicQuestion) and not (
        0 <= question.minimum <= question.maximum <= len(question.answers)
    ):
        return "the limits must keep 0 ≤ min ≤ max ≤ number of answers"
    return None
