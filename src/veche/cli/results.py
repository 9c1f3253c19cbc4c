"""A result as a person reads it: one table for each question, with the share of all that were counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from veche.cli.terminal import say, table
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question

MOST_ROWS = 20
"""How many different ballots of a question with numbers are shown; the archive states them all."""


def show_result(questions: Sequence[Question], result: Sequence[Any], total: int) -> None:
    """Print the result; `total` is the weight of all ballots that were counted."""
    for number, (question, answers) in enumerate(zip(questions, result, strict=True), 1):
        title = f"Question {number}: {question.question}"
        if isinstance(question, HomomorphicQuestion):
            _choice(title, question, answers, total)
        elif isinstance(question, ListsQuestion):
            _lists(title, question, answers, total)
        else:
            _numbers(title, question, answers)


def _choice(title: str, question: HomomorphicQuestion, votes: Sequence[int], total: int) -> None:
    names = (*(["(blank)"] if question.blank else []), *question.answers)
    rows = [(name, str(count), share(count, total)) for name, count in zip(names, votes, strict=True)]
    if question.blank:
        rows = [*rows[1:], rows[0]]
    table(title, ("Answer", "Votes", "Share"), rows, numbers=(1, 2))


def _lists(title: str, question: ListsQuestion, votes: Sequence[Sequence[int]], total: int) -> None:
    rows = []
    for (name, *candidates), (chosen, *counts) in zip(question.answers, votes, strict=True):
        rows.append((name, str(chosen), share(chosen, total)))
        rows += [(f"   {person}", str(count), "") for person, count in zip(candidates, counts, strict=True)]
    table(title, ("List and candidates", "Votes", "Share"), rows, numbers=(1, 2))


def _numbers(title: str, question: NonHomomorphicQuestion, votes: Sequence[Sequence[int]]) -> None:
    ballots = Counter(tuple(vote) for vote in votes)
    rows = [
        (*map(str, vote), str(count)) for vote, count in sorted(ballots.items(), key=lambda e: (-e[1], e[0]))
    ]
    columns = (*question.answers, "Ballots")
    table(title, columns, rows[:MOST_ROWS], numbers=range(len(columns)))
    if len(rows) > MOST_ROWS:
        say(f"and {len(rows) - MOST_ROWS} other ballots; --json lists all of them")


def share(count: int, total: int) -> str:
    """A percentage, cut off after one digit and not rounded, as in reports: 1,999 of 3,000 must not read as two thirds."""
    if not total:
        return "-"
    whole, tenth = divmod(1000 * count // total, 10)
    return f"{whole}.{tenth} %"
