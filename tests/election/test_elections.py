"""Elections from the set-up to the checked result, for every kind of question, trustees and group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from election.support import (
    CHOICES,
    COMMITTEE,
    COUNTS,
    LISTS,
    RANKING,
    YES_NO,
    Keys,
    choices_of,
    make_keys,
    make_scene,
    tally,
)

from veche._core import Group
from veche.election.ballots import tracker
from veche.election.board import Board
from veche.election.chain import State
from veche.election.extends import check_extends
from veche.election.result import read_result
from veche.election.verify import verify_archive

if TYPE_CHECKING:
    from pathlib import Path

    from veche.election.questions import Question

TRUSTEES = ("single", "threshold", "mixed")


@pytest.fixture(scope="module")
def keys() -> dict[tuple[str, str], Keys]:
    return {}


def keys_for(keys: dict[tuple[str, str], Keys], group: str, kind: str) -> Keys:
    """Made once for all questions: the same trustees may serve in several elections."""
    if (group, kind) not in keys:
        keys[group, kind] = make_keys(Group(group), kind)
    return keys[group, kind]


def sorted_votes(questions: tuple[Question, ...], result: list[object]) -> list[object]:
    """The result with the votes of rankings in order: shuffling is what makes it unknown."""
    return [sorted(r) if q.kind == "NH" else r for q, r in zip(questions, result, strict=True)]  # type: ignore[call-overload]


CASES = [
    *(("Ed25519", kind, (question,)) for kind in TRUSTEES for question in CHOICES),
    ("Ed25519", "mixed", (YES_NO, RANKING, LISTS, COMMITTEE)),
    ("RFC-3526-2048", "single", (COMMITTEE, RANKING, LISTS)),
    ("BELENIOS-2048", "threshold", (YES_NO, LISTS)),
]


@pytest.mark.parametrize(("group", "kind", "questions"), CASES, ids=lambda value: str(value)[:30])
def test_from_set_up_to_checked_result(
    tmp_path: Path, keys: dict[tuple[str, str], Keys], group: str, kind: str, questions: tuple[Question, ...]
) -> None:
    scene = make_scene(tmp_path / "e.bel", *questions, group=group, keys=keys_for(keys, group, kind))
    first, second, third = scene.ballots(choices_of(*questions))
    with Board.open(scene.path) as board:
        trackers = board.add_ballots([first, second])
        trackers.append(board.add_ballot(third))
    assert trackers == [tracker(ballot) for ballot in (first, second, third)]
    assert verify_archive(scene.path).state is State.OPEN

    stated = read_result(tally(scene, scene.decrypters(kind)))
    report = verify_archive(scene.path, trackers=True)
    assert report.state is State.FINISHED
    assert report.result == stated
    assert sorted_votes(questions, stated) == [COUNTS[question] for question in questions]
    assert report.trackers == tuple((one, 1) for one in trackers)
    assert (report.checked["ballots"], report.checked["tallied"]) == (3, 3)


def test_the_last_ballot_of_a_credential_counts(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "e.bel", YES_NO, RANKING, voters=4)
    choices = ["[[1,0],[1,1,1]]", "[[1,0],[2,2,2]]", "[[0,1],[3,3,3]]", "[[0,1],[4,4,4]]"]
    ballots = scene.ballots(choices, [0, 1, 0, 2])
    with Board.open(scene.path) as board:
        board.add_ballots(ballots)
    result = tally(scene, [1, 2])
    report = verify_archive(scene.path, trackers=True)
    assert report.result == read_result(result)
    assert report.result[0] == [1, 2]
    assert sorted(report.result[1]) == [[2, 2, 2], [3, 3, 3], [4, 4, 4]]
    assert report.trackers is not None
    assert [one for one, _ in report.trackers] == [tracker(ballot) for ballot in ballots[1:]]
    assert (report.checked["voters"], report.checked["ballots"], report.checked["tallied"]) == (4, 4, 3)


def test_weights(tmp_path: Path) -> None:
    weights = [3, 0, 2_000_000]
    scene = make_scene(tmp_path / "e.bel", YES_NO, weights=weights)
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(["[[1,0]]", "[[1,0]]", "[[0,1]]"]))
    tally(scene, [1, 2])
    report = verify_archive(scene.path, trackers=True)
    assert report.result == [[3, 2_000_000]]
    assert report.total_weight == 2_000_003
    assert report.trackers is not None
    assert [weight for _, weight in report.trackers] == weights


@pytest.mark.parametrize(
    "questions", [(YES_NO, COMMITTEE, LISTS), (RANKING, YES_NO)], ids=["sums", "shuffled"]
)
def test_an_election_in_which_nobody_votes(tmp_path: Path, questions: tuple[Question, ...]) -> None:
    scene = make_scene(tmp_path / "e.bel", *questions)
    tally(scene, [1, 2])
    report = verify_archive(scene.path)
    assert (report.state, report.total_weight, report.checked["tallied"]) == (State.FINISHED, 0, 0)
    assert report.result is not None
    assert report.result[questions.index(YES_NO)] == [0, 0]


def test_every_stage_can_be_verified_and_extends_the_one_before(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "e.bel", YES_NO, RANKING, trustees="mixed")
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(choices_of(YES_NO, RANKING)))
    tally(scene, [1, 3, 4, 2])
    whole = scene.path.read_bytes()
    ends = [i + 1024 for i in range(1024, len(whole), 512) if whole[i + 64 : i + 76] == b".event.json\0"]
    copy = tmp_path / "copy.bel"
    states = []
    for end in ends:
        copy.write_bytes(whole[:end])
        report = verify_archive(copy)
        states.append(report.state)
        assert check_extends(copy, scene.path) == len(ends) - report.checked["events"]
    assert list(dict.fromkeys(states)) == [
        State.OPEN,
        State.CLOSED,
        State.TALLIED,
        State.SHUFFLING,
        State.SHUFFLED,
        State.DECRYPTING,
        State.FINISHED,
    ]
