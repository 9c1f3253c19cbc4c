"""The result of each question: its sums from the archive, its count, its decision, as far as a small group may be told of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from veche.counting import Count
from veche.counting.record_json import count_from_json
from veche.election.contents import read_contents
from veche.election.questions import HomomorphicQuestion, ListsQuestion, Question
from veche.election.result import read_result
from veche.rules import Days, Decision, Figures, choose, decide, opened_under
from veche.rules.small_groups import SMALLEST, publish
from veche.web.ballots.casting.opened import KEPT
from veche.web.ballots.files import archive_file, count_file
from veche.web.ballots.models import Vote
from veche.words.answers import added_up, roles


@dataclass(frozen=True)
class Result:
    """What the archive of a finished vote says: for each question its sums, or None where every vote stands by itself."""

    questions: Sequence[Question]
    sums: Sequence[Any]
    voters: int
    """Ballots that count."""
    entitled: int


@dataclass(frozen=True)
class Outcome:
    """One question. `hidden`: too few voted to say how."""

    number: int
    question: Question
    answers: Sequence[tuple[str, int]]
    """What each answer or list received; empty where it is hidden, or where there are no sums."""
    blank: int | None
    decision: Decision | None
    count: Count | None
    hidden: bool


@lru_cache(maxsize=KEPT)
def result_of(uuid: str) -> Result:
    """Of a vote that is published: its archive does not change any more. Raises OSError, VerificationError."""
    contents = read_contents(archive_file(uuid))
    if contents.result is None:
        raise FileNotFoundError(uuid)
    found = read_result(contents.result)
    questions = contents.election.questions
    sums = [
        numbers if isinstance(question, HomomorphicQuestion | ListsQuestion) else None
        for question, numbers in zip(questions, found, strict=True)
    ]
    entitled = contents.credentials.count(b'"') // 2
    return Result(questions, sums, contents.tallied().total_weight, entitled)


def outcomes(vote: Vote) -> list[Outcome]:
    """Every question of a published vote. Raises OSError, VerificationError, BadRecord."""
    result = result_of(vote.uuid)
    return [_outcome(vote, result, number) for number in range(1, len(result.questions) + 1)]


def _outcome(vote: Vote, result: Result, number: int) -> Outcome:
    question, sums = result.questions[number - 1], result.sums[number - 1]
    hidden = result.voters < SMALLEST
    answers, blank = _answers(question, sums, result.voters)
    return Outcome(
        number,
        question,
        () if hidden else answers,
        None if hidden else blank,
        _decision(vote, question, dict(answers), blank, result) if number == 1 and vote.rule else None,
        read_count(vote, number),
        hidden,
    )


def _answers(question: Question, sums: Any, voters: int) -> tuple[list[tuple[str, int]], int | None]:
    """Whoever chose nothing where one answer may be chosen voted blank, whether or not the paper had a place for it."""
    if isinstance(question, ListsQuestion):
        return [(names[0], row[0]) for names, row in zip(question.answers, sums, strict=True)], None
    if not isinstance(question, HomomorphicQuestion):
        return [], None
    votes = sums[1:] if question.blank else sums
    blank = voters - sum(votes) if question.maximum == 1 else sums[0] if question.blank else None
    return list(zip(question.answers, votes, strict=True)), blank


def _decision(
    vote: Vote, question: Question, answers: dict[str, int], blank: int | None, result: Result
) -> Decision | None:
    """As the report decides it. None where the answers are not yes and no."""
    meant = roles(question.answers) if isinstance(question, HomomorphicQuestion) else None
    if meant is None or vote.opens is None or vote.closes is None:
        return None
    opened, closed = vote.opens.date(), vote.closes.date()
    chosen = opened_under(choose(vote.rule, closed), vote.rule, opened)
    votes = added_up(meant, list(answers.values()))
    figures = _figures(votes, blank, result, closed)
    days = Days(opens=opened)
    decision = decide(chosen.rule, figures, variant=vote.variant or None, days=days, smallest=SMALLEST)
    return publish(decision, SMALLEST)


def _figures(votes: dict[str, int], blank: int | None, result: Result, closed: date) -> Figures:
    return Figures(
        roll=result.entitled,
        issued=result.entitled,
        returned=result.voters,
        spoiled=0,
        blank=blank,
        abstain=votes.get("abstain"),
        yes=votes["yes"],
        no=votes["no"],
        date=closed,
    )


def read_count(vote: Vote, number: int) -> Count | None:
    """The count of a question by its rule, once it is there. Raises BadRecord."""
    path = count_file(vote.uuid, number)
    return count_from_json(json.loads(path.read_bytes())) if path.exists() else None
