"""Whether the candidates of a question can fill its seats, asked while more can still be nominated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from veche.counting.archive import Hint
from veche.counting.contest import Candidate, Contest, Totals
from veche.counting.reserved.file import read_reserved
from veche.election.questions import ListsQuestion, Question


def can_be_filled(file: Path, questions: Sequence[Question], number: int | None, seats: int | None) -> str:
    """Says which seats of which question can be filled so. Raises CannotReserve, BadTerms, OSError, BadParameter."""
    number = the_question(questions, number)
    question = questions[number - 1]
    if isinstance(question, ListsQuestion):
        raise typer.BadParameter("seats of lists are not kept for groups", param_hint="--question")
    seats = seats or Hint.of(question).seats
    names = question.answers
    candidates = tuple(Candidate(place, name) for place, name in enumerate(names, 1))
    contest = Contest(question.question, candidates, seats, Totals((0,) * len(names), 0))
    read_reserved(file, candidates).check(contest, seats)
    return f"question {number}: {seats} seats can be filled as {file} asks"


def the_question(questions: Sequence[Question], number: int | None) -> int:
    """The number of the question that is meant; none need be given where there is one."""
    if number is None and len(questions) == 1:
        return 1
    if number is None or number > len(questions):
        raise typer.BadParameter(f"say which of the {len(questions)} questions", param_hint="--question")
    return number
