"""Questions as the database keeps them (4.9 of the specification, as objects) and as the election library knows them.

A database may change the order of an object's fields, so questions are put together field by field, never read as a message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question


def to_json(question: Question) -> dict[str, Any]:
    """As the specification writes it."""
    if isinstance(question, HomomorphicQuestion):
        blank = {} if question.blank is None else {"blank": question.blank}
        limits = {"min": question.minimum, "max": question.maximum}
        return {"answers": list(question.answers), **blank, **limits, "question": question.question}
    if isinstance(question, ListsQuestion):
        value = {"answers": [list(names) for names in question.answers], "question": question.question}
        return {"type": "Lists", "value": value}
    value = {"answers": list(question.answers), "question": question.question}
    extra = {} if question.extra is None else {"extra": json.loads(question.extra)}
    return {"type": "NonHomomorphic", "value": value, **extra}


def of_json(question: Mapping[str, Any]) -> Question:
    """The same question again. Raises KeyError for what `to_json` never wrote."""
    if "type" not in question:
        return HomomorphicQuestion(
            tuple(question["answers"]),
            question.get("blank"),
            question["min"],
            question["max"],
            question["question"],
        )
    value = question["value"]
    if question["type"] == "Lists":
        return ListsQuestion(tuple(map(tuple, value["answers"])), value["question"])
    extra = question.get("extra")
    return NonHomomorphicQuestion(
        tuple(value["answers"]), value["question"], None if extra is None else compact(extra)
    )


def questions_of(stored: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """All questions of a vote, from `Vote.questions`."""
    return tuple(map(of_json, stored))


def stored(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """For `Vote.questions`."""
    return [to_json(question) for question in questions]


def compact(value: object) -> bytes:
    """Compact JSON, the same whatever order the database gave the fields."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
