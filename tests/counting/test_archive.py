"""From the result of an archive to contests: each kind of question, each hint, and votes that fit no rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import RULES, count
from veche.counting.archive import Polled, Polls
from veche.counting.contest import Scores, Totals
from veche.counting.errors import BadBallots, CannotCount
from veche.counting.formats import Duplicate, Overvote, Policy, Skipped
from veche.counting.papers import Rankings
from veche.election.errors import VerificationError
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.verify import Report

EXAMPLE = Path(__file__).parents[2] / "docs" / "example.bel"


def polls(question: Question, result: Any, weight: int = 0) -> Polls:
    """An archive with one question, as if it had been verified."""
    election = SimpleNamespace(questions=(question,))
    report = SimpleNamespace(election=election, result=[result], total_weight=weight, fingerprint="abc")
    return Polls(cast(Report, report), "vote.bel")


def ranked(votes: Sequence[Sequence[int]], rule: str | None = None, extra: Any = None, **more: Any) -> Polled:
    """A question with three answers that everyone numbered."""
    hint = None if extra is None else json.dumps(extra).encode()
    question = NonHomomorphicQuestion(("a", "b", "c"), "In what order?", hint)
    return polls(question, [list(vote) for vote in votes]).poll(1, rule, **more)


def papers(polled: Polled) -> dict[Any, int]:
    assert isinstance(polled.contest.ballots, Rankings)
    return dict(polled.contest.ballots)


def groups(polled: Polled) -> dict[Any, int]:
    assert isinstance(polled.contest.ballots, Scores)
    return dict(polled.contest.ballots.groups)


def test_yes_or_no_is_known_by_its_answers() -> None:
    for answers in (
        ("Yes", "No"),
        ("Так", "Не"),
        ("да.", "нет."),
        ("ТАК", "НІ"),
        ("tak", "nie"),
        ("Yes", "No", "Abstain"),
    ):
        question = HomomorphicQuestion(answers, None, 0, 1, "Do we stop work?")
        assert polls(question, [0] * len(answers), 5).poll(1).rule == "yes-no"
    turned = polls(HomomorphicQuestion(("No", "Yes"), None, 0, 1, "?"), [1, 2], 3).poll(1)
    assert (turned.rule, turned.settings) == ("yes-no", {"yes": "2", "no": "1"})
    for answers in (("Yes", "No", "In May"), ("Yes", "Aye", "No"), ("Yes", "Abstain"), ("Ana", "Bo")):
        question = HomomorphicQuestion(answers, None, 0, 1, "?")
        assert polls(question, [0] * len(answers), 3).poll(1).rule == "plurality"


def test_blank_votes_are_told_apart() -> None:
    polled = polls(HomomorphicQuestion(("Ana", "Bo"), True, 1, 1, "Who?"), [4, 3, 2], 9).poll(1)
    assert polled.contest.ballots == Totals((3, 2), 9, 4)
    assert polled.rule == "plurality"
    assert [note.key for note in polled.notes] == ["show.from_archive"]


def test_a_question_with_several_answers_implies_its_seats_and_says_so() -> None:
    polled = polls(HomomorphicQuestion(("Ana", "Bo", "Cy"), None, 1, 2, "Who?"), [3, 4, 5], 6).poll(1)
    assert (polled.rule, polled.contest.seats, polled.settings) == ("block", 2, {"votes": "2"})
    assert [note.key for note in polled.notes] == ["show.from_archive", "show.seats_of_question"]
    assert count(polled.contest, polled.rule, votes="2").winners == (3, 2)


def test_seats_that_are_given_win_over_those_implied() -> None:
    polled = polls(HomomorphicQuestion(("Ana", "Bo", "Cy"), None, 1, 2, "Who?"), [3, 4, 5], 6).poll(
        1, seats=1
    )
    assert polled.contest.seats == 1
    assert [note.key for note in polled.notes] == ["show.from_archive"]


def test_weights_are_the_papers_of_totals() -> None:
    polled = polls(HomomorphicQuestion(("Yes", "No"), None, 1, 1, "?"), [2**40, 1], 2**40 + 1).poll(1)
    assert polled.contest.ballots.total == 2**40 + 1


def test_lists_keep_the_votes_of_their_members() -> None:
    question = ListsQuestion((("North", "Ana", "Bo"), ("South", "Cy")), "Which list?")
    with pytest.raises(
        CannotCount,
        match=r"vote.bel, question 1: lists take their seats by dhondt or sainte-lague.*: give --rule",
    ):
        polls(question, [[2, 1, 1], [1, 1]], 3).poll(1)
    contest = polls(question, [[2, 1, 1], [1, 1]], 3).poll(1, "dhondt", seats=2).contest
    assert contest.ballots == Totals((2, 1), 3, 0, ((1, 1), (1,)))
    assert [one.members for one in contest.candidates] == [("Ana", "Bo"), ("Cy",)]


def test_schulze_takes_equal_ranks_gaps_and_silence() -> None:
    polled = ranked([(1, 1, 2), (7, 0, 200), (0, 0, 0)], extra={"method": "Schulze", "blank": True})
    assert polled.rule == "schulze"
    assert papers(polled) == {((1, 2), (3,)): 1, ((1,), (3,)): 1, (): 1}
    assert not polled.contest.invalid
    assert not polled.contest.applied


def test_stv_is_not_guessed_but_its_seats_are_known() -> None:
    with pytest.raises(CannotCount, match="STV is several rules: scottish-stv, meek or ers97"):
        ranked([(1, 2, 3)], extra={"method": "STV", "seats": 2})
    assert ranked([(1, 2, 3)], "meek", {"method": "STV", "seats": 2}).contest.seats == 2
    assert ranked([(1, 2, 3)], "meek", {"method": "STV", "seats": "2"}).contest.seats == 1


def test_votes_that_are_no_order_are_set_aside_and_counted() -> None:
    polled = ranked([(1, 2, 3), (1, 1, 2), (2, 3, 0), (1, 0, 0), (255, 1, 0)], "scottish-stv")
    assert papers(polled) == {((1,), (2,), (3,)): 1, ((1,),): 1}
    assert polled.contest.invalid == {"overvote_invalid": 1, "skipped_invalid": 2}


def test_a_policy_counts_them_or_refuses_them() -> None:
    lenient = Policy(Overvote.STOP, Skipped.CLOSE_UP, Duplicate.REFUSE)
    polled = ranked([(1, 2, 2), (2, 3, 0)], "scottish-stv", policy=lenient)
    assert papers(polled) == {((1,),): 1, ((1,), (2,)): 1}
    assert polled.contest.applied == {"overvote_stop": 1, "skipped_close_up": 1}
    with pytest.raises(BadBallots, match=r"vote.bel, question 1: vote 2: overvote"):
        ranked([(1, 2, 3), (1, 1, 0)], "scottish-stv", policy=Policy())


def test_grades_turn_round_with_their_names() -> None:
    hint = {
        "type": "ScoreVoting",
        "method": "MajorityJudgment",
        "blank": True,
        "grades": ["Good", "Fair, enough", "Bad"],
    }
    polled = ranked([(1, 2, 3), (0, 0, 0), (1, 0, 3), (4, 1, 1)], extra=hint)
    assert polled.settings == {"grades": "Bad,Fair  enough,Good"}
    assert groups(polled) == {(2, 1, 0): 1}
    assert polled.contest.invalid == {"blank": 1, "no_grade": 2}


def test_numbers_are_grades_where_no_scale_is_named() -> None:
    assert groups(ranked([(0, 7, 255)], "majority-judgment")) == {(0, 7, 255): 1}


def test_points_and_marks_beyond_the_rule_are_set_aside() -> None:
    approval = ranked([(1, 0, 1), (2, 0, 0)], "approval")
    assert (groups(approval), approval.contest.invalid) == ({(1, 0, 1): 1}, {"no_mark": 1})
    points = ranked([(3, 0, 1), (5, 0, 0)], "cumulative", settings={"points": "4"})
    assert (groups(points), points.contest.invalid) == ({(3, 0, 1): 1}, {"too_many_points": 1})
    assert ranked([(2, 0, 0)], "cumulative", seats=2).contest.invalid == {}


def test_any_rule_can_be_the_hint() -> None:
    assert ranked([(1, 2, 3)], extra={"method": "Borda"}).rule == "borda"
    assert ranked([(1, 2, 3)], "borda", {"method": "Schulze"}).rule == "borda"


@pytest.mark.parametrize("extra", [None, {}, [], 3, {"method": 3}, {"method": "Bucklin"}])
def test_without_a_hint_the_rule_must_be_named(extra: Any) -> None:
    with pytest.raises(CannotCount, match="question 1: the question"):
        ranked([(1, 2, 3)], extra=extra)


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(CannotCount, match="there is no rule stv"):
        ranked([(1, 2, 3)], "stv", {"method": "Schulze"})
    with pytest.raises(CannotCount, match=r"vote.bel has no question 2: it has 1"):
        polls(HomomorphicQuestion(("Yes", "No"), None, 1, 1, "?"), [1, 1], 2).poll(2)
    report = SimpleNamespace(election=None, result=None)
    with pytest.raises(CannotCount, match=r"vote.bel has no result yet"):
        Polls(cast(Report, report), "vote.bel")


@given(
    st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=1, max_size=9),
    st.sampled_from([one.id for one in RULES.values() if {Rankings, Scores} & {*one.takes}]),
)
def test_no_vote_is_ever_dropped(votes: list[tuple[int, int, int]], rule: str) -> None:
    contest = ranked(votes, rule).contest
    assert contest.ballots.total + sum(contest.invalid.values()) == len(votes)


def test_a_real_archive_is_verified_first(tmp_path: Path) -> None:
    contest = Polls.read(EXAMPLE).poll(1).contest
    assert contest.ballots == Totals((0, 2), 2)
    spoilt = tmp_path / "spoilt.bel"
    spoilt.write_bytes(EXAMPLE.read_bytes().replace(b'{"result":[[0,2]]}', b'{"result":[[2,0]]}'))
    with pytest.raises(VerificationError):
        Polls.read(spoilt)
