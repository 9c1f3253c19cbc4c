"""Ballots made by the TypeScript are what both verifiers accept, whatever the question and the vote."""

from __future__ import annotations

import json
from typing import Any

from booth.station import Station
from hypothesis import given, settings
from hypothesis import strategies as st
from veche_verify.ballots import check_ballot, read_envelope
from veche_verify.election import read_election

from veche._core import Group
from veche.election.ballots import check_ballots, tracker
from veche.election.credentials import generate_credential, new_uuid
from veche.election.election import open_election
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template, election_message

GROUP = Group("Ed25519")
Choices = list[Any]


def check_everywhere(election: bytes, ballots: list[bytes]) -> None:
    assert check_ballots(open_election(election), ballots) == [None] * len(ballots)
    second = read_election(election)
    for ballot in ballots:
        check_ballot(read_envelope(ballot, second), second)


def election_of(*questions: Question, name: str = "Test") -> bytes:
    return election_message(Template("", name, questions), GROUP, GROUP.random_secret().public(), new_uuid())


def cast(booth: Station, election: bytes, votes: list[Choices]) -> list[bytes]:
    answers = [booth.ask("vote", election.decode(), generate_credential(), vote) for vote in votes]
    ballots = [answer["ballot"].encode() for answer in answers]
    assert [answer["tracker"] for answer in answers] == [tracker(ballot) for ballot in ballots]
    return ballots


def test_every_limit_of_a_question(booth: Station) -> None:
    """1 to 3 answers, every min and max, with blank and without: each number of choices that is allowed, and blank."""
    cases = [
        (n, low, high, blank)
        for n in (1, 2, 3)
        for low in range(n + 1)
        for high in range(low, n + 1)
        for blank in (None, True)
    ]
    questions = [
        HomomorphicQuestion(("a", "b", "c")[:n], blank, low, high, "?") for n, low, high, blank in cases
    ]
    least = [[0] * bool(q.blank) + _first(q.minimum, q) for q in questions]
    most = [[0] * bool(q.blank) + _first(q.maximum, q) for q in questions]
    blank = [[1, *_first(0, q)] if q.blank else _first(q.maximum, q) for q in questions]
    election = election_of(*questions)
    check_everywhere(election, cast(booth, election, [least, most, blank]))


def _first(count: int, question: HomomorphicQuestion) -> list[int]:
    return [int(i < count) for i in range(len(question.answers))]


NAMES = st.lists(st.text(max_size=8), min_size=1, max_size=4).map(tuple)
BIT = st.integers(0, 1)


@st.composite
def homomorphic(draw: st.DrawFn) -> tuple[Question, st.SearchStrategy[Any]]:
    answers = draw(NAMES)
    low = draw(st.integers(0, len(answers)))
    high = draw(st.integers(low, len(answers)))
    blank = draw(st.sampled_from([None, False, True]))
    indices = st.sets(st.integers(0, len(answers) - 1), min_size=low, max_size=high)
    vote = indices.map(lambda chosen: [0] * bool(blank) + [int(i in chosen) for i in range(len(answers))])
    votes = vote | st.just([1] + [0] * len(answers)) if blank else vote
    return HomomorphicQuestion(answers, blank, low, high, draw(st.text(max_size=8))), votes


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Question, st.SearchStrategy[Any]]:
    answers = tuple("abc" * 10)[: draw(st.integers(1, 30))]
    return NonHomomorphicQuestion(answers, "?"), st.lists(
        st.integers(0, 255), min_size=len(answers), max_size=len(answers)
    )


@st.composite
def lists(draw: st.DrawFn) -> tuple[Question, st.SearchStrategy[Any]]:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    question = ListsQuestion(tuple(("A", "a", "b", "c")[: size + 1] for size in sizes), "?")
    candidates = [st.lists(BIT, min_size=size, max_size=size).filter(any) for size in sizes]

    def vote(chosen: int, marks: list[int]) -> list[list[int]]:
        return [[1, *marks] if i == chosen else [0] * (size + 1) for i, size in enumerate(sizes)]

    return question, st.integers(0, len(sizes) - 1).flatmap(
        lambda chosen: candidates[chosen].map(lambda marks: vote(chosen, marks))
    )


QUESTIONS = st.lists(st.one_of(homomorphic(), numbers(), lists()), min_size=1, max_size=3)


@settings(max_examples=8)
@given(st.data(), QUESTIONS, st.text(max_size=20))
def test_any_vote_in_any_election(
    booth: Station, data: st.DataObject, questions: list[tuple[Question, st.SearchStrategy[Any]]], name: str
) -> None:
    election = election_of(*(question for question, _ in questions), name=name)
    votes = data.draw(st.lists(st.tuples(*(vote for _, vote in questions)).map(list), min_size=1, max_size=3))
    ballots = cast(booth, election, votes)
    check_everywhere(election, ballots)
    audits = [booth.ask("vote", election.decode(), generate_credential(), vote)["audit"] for vote in votes]
    assert [booth.ask("audit", election.decode(), audit) for audit in audits] == votes
    assert json.loads(ballots[0])["election_hash"] == open_election(election).fingerprint
