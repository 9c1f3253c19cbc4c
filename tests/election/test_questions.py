from __future__ import annotations

import pytest
from election.support import COMMITTEE, LISTS, RANKING, YES_NO

from veche._core import Group
from veche.election.errors import VerificationError
from veche.election.questions import (
    HomomorphicQuestion,
    ListsQuestion,
    NonHomomorphicQuestion,
    Question,
    check_questions,
    read_questions,
    write_question,
)


@pytest.mark.parametrize("question", [YES_NO, COMMITTEE, RANKING, LISTS])
def test_what_is_written_is_read(question: Question) -> None:
    assert read_questions(b"[" + write_question(question) + b"]") == (question,)


def test_forms_of_the_specification() -> None:
    assert write_question(YES_NO) == b'{"answers":["Yes","No"],"min":1,"max":1,"question":"Shall we strike?"}'
    assert write_question(RANKING).startswith(b'{"type":"NonHomomorphic","value":{"answers":')
    assert write_question(LISTS).startswith(b'{"type":"Lists","value":{"answers":[["Red",')


def test_the_hint_of_a_counting_rule_is_kept_as_it_stands() -> None:
    question = NonHomomorphicQuestion(("A",), "Q", b'{"blank":true,"grades":["1","2"]}')
    assert read_questions(b"[" + write_question(question) + b"]") == (question,)


def test_shapes_for_the_core() -> None:
    assert YES_NO.shape == ("H", (2,), 1, 1, False)
    assert COMMITTEE.shape == ("H", (3,), 1, 2, True)
    assert RANKING.shape == ("NH", (3,), 0, 0, False)
    assert LISTS.shape == ("L", (2, 1), 0, 0, False)


@pytest.mark.parametrize(
    "question",
    [
        HomomorphicQuestion((), None, 0, 0, "none"),
        HomomorphicQuestion(("A",), None, -1, 1, "negative"),
        HomomorphicQuestion(("A", "B"), None, 2, 1, "crossed"),
        HomomorphicQuestion(("A", "B"), None, 0, 3, "too many"),
        HomomorphicQuestion(("A",) * 1001, None, 0, 1, "long"),
        NonHomomorphicQuestion((), "none"),
        ListsQuestion((), "none"),
        ListsQuestion((("L",),), "no candidates"),
        ListsQuestion((("L", "A"), ()), "no list"),
    ],
)
def test_questions_that_nobody_can_answer(question: Question) -> None:
    with pytest.raises(VerificationError) as caught:
        check_questions([YES_NO, question], Group("Ed25519"))
    assert (caught.value.check, caught.value.object) == ("election.questions", "election: questions[1]")


def test_there_is_at_least_one_question_and_not_too_many() -> None:
    for questions in ([], [YES_NO] * 201):
        with pytest.raises(VerificationError, match=r"election\.questions"):
            check_questions(questions, Group("Ed25519"))


@pytest.mark.parametrize(("group", "most"), [("Ed25519", 30), ("RFC-3526-2048", 255), ("BELENIOS-2048", 0)])
def test_what_a_group_can_carry(group: str, most: int) -> None:
    with pytest.raises(VerificationError, match=r"election\.group"):
        check_questions([NonHomomorphicQuestion(("A",) * (most + 1), "Q")], Group(group))
    if most:
        check_questions([NonHomomorphicQuestion(("A",) * most, "Q")], Group(group))
