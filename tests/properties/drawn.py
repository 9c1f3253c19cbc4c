"""Elections drawn at random: questions, voters, weights and what each voter wants."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import Phase
from hypothesis import strategies as st

from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy
    from properties.model import Votes

PHASES = (
    Phase.explicit,
    Phase.generate,
)  # making a failure smaller takes minutes, and elections are small already

WORDS = st.text(st.characters(codec="utf-8"), max_size=6)


@dataclass(frozen=True)
class Drawn:
    """An election to be held. `weights` is None where none are written."""

    questions: tuple[Question, ...]
    votes: Votes
    weights: list[int] | None
    trustees: str
    shuffles: int

    @property
    def kinds(self) -> list[str]:
        """H, NH or L for each question."""
        return [question.kind for question in self.questions]

    @property
    def nothing(self) -> list[Any]:
        """A vote for nothing at all."""
        return [nothing(question) for question in self.questions]

    def all_weights(self, voters: int) -> list[int]:
        """The weight of each voter."""
        return [1] * voters if self.weights is None else self.weights


def nothing(question: Question) -> Any:
    """Every place of a choice, at nought."""
    if isinstance(question, HomomorphicQuestion):
        return [0] * (len(question.answers) + bool(question.blank))
    if isinstance(question, ListsQuestion):
        return [[0] * len(row) for row in question.answers]
    return []


@st.composite
def homomorphic(draw: DrawFn) -> HomomorphicQuestion:
    """A question with any limits that can be."""
    answers = tuple(draw(st.lists(WORDS, min_size=1, max_size=4)))
    low = draw(st.integers(0, len(answers)))
    high = draw(st.integers(low, len(answers)))
    return HomomorphicQuestion(answers, draw(st.sampled_from([None, False, True])), low, high, draw(WORDS))


@st.composite
def non_homomorphic(draw: DrawFn) -> NonHomomorphicQuestion:
    """A question whose answers are given numbers."""
    return NonHomomorphicQuestion(tuple(draw(st.lists(WORDS, min_size=1, max_size=5))), draw(WORDS))


@st.composite
def lists(draw: DrawFn) -> ListsQuestion:
    """A question of lists, each with a candidate at least."""
    rows = draw(st.lists(st.lists(WORDS, min_size=2, max_size=3).map(tuple), min_size=1, max_size=3))
    return ListsQuestion(tuple(rows), draw(WORDS))


@st.composite
def choice(draw: DrawFn, question: Question) -> Any:
    """A choice that the question allows."""
    if isinstance(question, NonHomomorphicQuestion):
        size = len(question.answers)
        return draw(st.lists(st.integers(0, 255), min_size=size, max_size=size))
    if isinstance(question, HomomorphicQuestion):
        if question.blank and draw(st.booleans()):
            return [1] + [0] * len(question.answers)
        chosen = picked(draw, len(question.answers), question.minimum, question.maximum)
        return [0, *chosen] if question.blank else chosen
    at = draw(st.integers(0, len(question.answers) - 1))
    row = [1, *picked(draw, len(question.answers[at]) - 1, 1, len(question.answers[at]) - 1)]
    return [row if i == at else [0] * len(other) for i, other in enumerate(question.answers)]


def picked(draw: DrawFn, count: int, low: int, high: int) -> list[int]:
    """`low` to `high` ones among noughts."""
    ones = draw(st.sets(st.integers(0, count - 1), min_size=low, max_size=high)) if count else set()
    return [int(i in ones) for i in range(count)]


@st.composite
def elections(draw: DrawFn, voters: int) -> Drawn:
    """An election for a number of voters."""
    kinds: list[Callable[[], SearchStrategy[Any]]] = [homomorphic, non_homomorphic, lists]
    questions = tuple(draw(st.lists(st.one_of(*(kind() for kind in kinds)), min_size=1, max_size=2)))
    ranked = any(question.kind == "NH" for question in questions)
    heavy = st.integers(0, 3) | st.integers(2**30 - 2, 2**31)
    weights = None if ranked else draw(st.none() | st.lists(heavy, min_size=voters, max_size=voters))
    one_vote = st.tuples(st.integers(0, voters - 1), st.tuples(*(choice(q) for q in questions)).map(list))
    votes = draw(st.lists(one_vote, max_size=5))
    trustees = draw(st.sampled_from(["single", "threshold", "mixed"]))
    return Drawn(questions, votes, weights, trustees, draw(st.integers(1, 2)))


def as_json(choices: list[Any]) -> str:
    """Choices as the core takes them."""
    return json.dumps(choices, separators=(",", ":"))
