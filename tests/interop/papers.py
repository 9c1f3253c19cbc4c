"""Ballot papers: questions, what the voters choose, and the result that a person would count by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .belenios_tool.releases import BELENIOS_2048, ED25519, Release

Choice = list[Any]
"""One answer for each question, as belenios-tool writes it: H [1,0] (blank first), NH [2,1,3], lists [[1,0,1],[0,0]]."""


def homomorphic(answers: int, minimum: int, maximum: int, *, blank: bool = False) -> dict[str, object]:
    """A question with choices that are added up (specification 4.8)."""
    names = [f"Answer {i}" for i in range(1, answers + 1)]
    head: dict[str, object] = {"answers": names}
    if blank:
        head["blank"] = True
    return {**head, "min": minimum, "max": maximum, "question": "Which of these?"}


def ranking(answers: int) -> dict[str, object]:
    """A question whose answers are shuffled and decrypted one by one."""
    names = [f"Answer {i}" for i in range(1, answers + 1)]
    return {"type": "NonHomomorphic", "value": {"answers": names, "question": "In which order?"}}


def lists(*candidates: int) -> dict[str, object]:
    """A question with lists of so many candidates."""
    names = [[f"List {i}", *(f"Candidate {i}.{j}" for j in range(n))] for i, n in enumerate(candidates)]
    return {"type": "Lists", "value": {"answers": names, "question": "Which list, and whom on it?"}}


@dataclass(frozen=True)
class Paper:
    """Questions, and for each voter a choice and a weight."""

    name: str
    questions: list[dict[str, object]]
    choices: list[Choice]
    weights: tuple[int, ...] = ()
    slow: bool = False
    """Whether it is for a group so slow that nobody votes twice, and the second verifier reads finished archives only."""

    @property
    def voters(self) -> tuple[int, ...]:
        """The weight of each voter."""
        return self.weights or (1,) * len(self.choices)

    @property
    def shuffled(self) -> bool:
        """Whether a question needs shuffles."""
        return any(kind(question) == "NonHomomorphic" for question in self.questions)


def kind(question: dict[str, object]) -> str:
    """ "Homomorphic", "NonHomomorphic" or "Lists"."""
    return str(question.get("type", "Homomorphic"))


def count(paper: Paper) -> list[Any]:
    """The result, counted by hand; the votes of a ranking in ascending order."""
    totals = []
    for i, question in enumerate(paper.questions):
        answers = [choice[i] for choice in paper.choices]
        if kind(question) == "NonHomomorphic":
            totals.append(sorted(answers))
        elif kind(question) == "Lists":
            totals.append([_add(lists, paper.voters) for lists in zip(*answers, strict=True)])
        else:
            totals.append(_add(answers, paper.voters))
    return totals


def _add(answers: Any, weights: tuple[int, ...]) -> list[int]:
    return [sum(w * x for w, x in zip(weights, column, strict=True)) for column in zip(*answers, strict=True)]


def comparable(paper: Paper, result: list[Any]) -> list[Any]:
    """A result as it was published, made comparable with `count`: large numbers are strings, rankings have no order."""
    numbers = [_plain(part) for part in result]
    return [
        sorted(x) if kind(q) == "NonHomomorphic" else x for q, x in zip(paper.questions, numbers, strict=True)
    ]


def _plain(value: Any) -> Any:
    return [_plain(x) for x in value] if isinstance(value, list) else int(value)


YES_NO = Paper("yes-no", [homomorphic(2, 1, 1)], [[[1, 0]], [[1, 0]], [[0, 1]]])
BLANK = Paper("blank", [homomorphic(3, 1, 2, blank=True)], [[[0, 1, 1, 0]], [[1, 0, 0, 0]], [[0, 0, 0, 1]]])
WEIGHTS = Paper("weights", [homomorphic(2, 0, 2)], [[[1, 1]], [[0, 0]], [[0, 1]]], (5, 3, 1))
HUGE_WEIGHTS = replace(WEIGHTS, name="huge-weights", weights=(2**31, 3, 1))
"""Above 2^30 weights and results are strings (4.2); belenios-tool takes ten seconds for such a logarithm."""
RANKING = Paper("ranking", [ranking(3)], [[[1, 2, 3]], [[3, 1, 2]], [[0, 255, 7]]])
LISTS = Paper("lists", [lists(2, 1)], [[[[1, 1, 0], [0, 0]]], [[[0, 0, 0], [1, 1]]], [[[1, 1, 1], [0, 0]]]])
ONE_BY_ONE = (YES_NO, BLANK, WEIGHTS, RANKING, LISTS)


def all_at_once(release: Release, group: str, *, weighted: bool) -> Paper:
    """Every type of question that the release and the group can carry, small, for two voters."""
    questions = [homomorphic(2, 1, 1), homomorphic(2, 1, 2, blank=True)]
    first, second = [[1, 0], [1, 0, 0]], [[0, 1], [0, 1, 1]]
    if release.lists:
        questions.append(lists(2))
        first, second = [*first, [[1, 1, 0]]], [*second, [[1, 1, 1]]]  # type: ignore[list-item]
    if not weighted and group != BELENIOS_2048:  # which cannot carry a ranking (5.1)
        questions.append(ranking(2))
        first, second = [*first, [1, 2]], [*second, [2, 0]]
    return Paper("everything", questions, [first, second], (5, 3) if weighted else (), slow=True)


def papers(release: Release, group: str) -> list[Paper]:
    """The papers to try; one type at a time where that is fast."""
    if group == ED25519:
        return [paper for paper in ONE_BY_ONE if release.lists or paper is not LISTS]
    return [all_at_once(release, group, weighted=False)]
