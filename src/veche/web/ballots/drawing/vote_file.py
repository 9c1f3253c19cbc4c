"""The vote file, from which `veche credentials make` and `veche trustee key` work on a machine without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from veche.election.questions import HomomorphicQuestion, ListsQuestion, Question


def vote_file(
    uuid: str,
    title: str,
    description: str,
    questions: Sequence[Question],
    officer: str,
    registrar: str,
    *,
    rounds: Sequence[str] = (),
) -> str:
    """TOML, as `veche election template` explains it. It holds no secret. `rounds`: of a standing roll, which asks nothing itself."""
    head = [
        f"id = {_text(uuid)}",
        'group = "Ed25519"',
        f"title = {_text(title)}",
        f"description = {_text(description)}",
        f"returning_officer = {_text(officer)}",
        f"registrar = {_text(registrar)}",
    ]
    if rounds:
        head.append(f"rounds = {_row(rounds)}")
    parts = [line for question in questions for line in _question(question)]
    return "\n".join([*head, *parts]) + "\n"


def _question(question: Question) -> Iterator[str]:
    yield ""
    yield "[[question]]"
    kind = {"H": "choice", "NH": "numbers", "L": "lists"}[question.kind]
    yield f"kind = {_text(kind)}"
    yield f"question = {_text(question.question)}"
    if isinstance(question, ListsQuestion):
        for name, *candidates in question.answers:
            yield "[[question.list]]"
            yield f"name = {_text(name)}"
            yield f"candidates = {_row(candidates)}"
        return
    yield f"answers = {_row(question.answers)}"
    if isinstance(question, HomomorphicQuestion):
        yield f"least = {question.minimum}"
        yield f"most = {question.maximum}"
        if question.blank:
            yield "blank = true"
    elif question.extra is not None:
        yield f"counting = {_text(question.extra.decode())}"


def _row(texts: Sequence[str]) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes, and DEL, which JSON leaves as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
