"""Whole elections in which the registrar, the voters and a trustee use the booth, and both verifiers accept the archive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from booth.station import Refused, Station
from election.support import CHOICES, COMMITTEE, COUNTS, LISTS, RANKING, TIMESTAMP, YES_NO, single_items
from veche_verify.opened import verify_opened
from veche_verify.verify import verify

from veche._core import Group, Secret
from veche.election.board import Board
from veche.election.credentials import new_uuid
from veche.election.decryption import make_decryption
from veche.election.questions import Question
from veche.election.result import read_result
from veche.election.setup import Template, create_archive, draw_up
from veche.election.shuffle import make_shuffle
from veche.election.trustees import check_public_key, read_private_key, trustees_message
from veche.election.verify import verify_archive

GROUP = Group("Ed25519")


@dataclass
class Vote:
    """An election whose first trustee made the key in the booth; the second is somebody with the command."""

    path: Path
    election: str
    credentials: list[str]
    booth_key: str
    other: Secret


def open_vote(booth: Station, path: Path, *questions: Question) -> Vote:
    uuid, credentials, key = new_uuid(), booth.ask("credentials", 3), booth.ask("key", "Вольга")
    check_public_key(GROUP, key["publicKey"].encode())
    [other_item], [other] = single_items(GROUP, 1)
    trustees = trustees_message([key["publicKey"].encode(), other_item])
    election = draw_up(Template("", "Страйк", questions), GROUP, uuid, trustees)
    roll = booth.ask("roll", uuid, credentials).encode()
    create_archive(path, election=election, trustees=trustees, credentials=roll, timestamp=TIMESTAMP)
    return Vote(path, election.decode(), credentials, key["privateKey"], other)


def cast_all(booth: Station, vote: Vote, *questions: Question) -> None:
    """The three votes of the questions; the first voter votes twice, and the last ballot counts."""
    choices = [[json.loads(CHOICES[question][i]) for question in questions] for i in (1, 0, 1, 2)]
    voters = [vote.credentials[i] for i in (0, 0, 1, 2)]
    with Board.open(vote.path) as board:
        for credential, chosen in zip(voters, choices, strict=True):
            made = booth.ask("vote", vote.election, credential, chosen)
            assert board.add_ballot(made["ballot"].encode()) == made["tracker"]


def result_of(path: Path) -> list[Any]:
    """What the archive states, once both verifiers accept all of it."""
    verify_archive(path)
    return verify(path).result or pytest.fail("there is no result")


def test_a_ballot_that_the_booth_opened_is_checked_by_the_second_verifier(
    booth: Station, tmp_path: Path
) -> None:
    questions = (YES_NO, COMMITTEE, RANKING, LISTS)
    vote = open_vote(booth, tmp_path / "vote.bel", *questions)
    for i in range(3):
        choices = [json.loads(CHOICES[question][i]) for question in questions]
        made = booth.ask("vote", vote.election, vote.credentials[i], choices)
        (tmp_path / "audit.json").write_text(made["audit"])
        opened = verify_opened(vote.path, tmp_path / "audit.json")
        assert (opened.choices, opened.seal) == (choices, made["seal"])
        with pytest.raises(Refused) as caught:
            booth.ask("audit", vote.election, made["audit"].replace('"choices":[[', '"choices":[[0,', 1))
        assert caught.value.check == "choice"


def test_an_election_with_sums(booth: Station, tmp_path: Path) -> None:
    questions = (YES_NO, COMMITTEE, LISTS)
    vote = open_vote(booth, tmp_path / "vote.bel", *questions)
    cast_all(booth, vote, *questions)
    with Board.open(vote.path) as board:
        board.end_ballots()
        tally = board.add_encrypted_tally()
        board.add_partial_decryption(
            1, booth.ask("decrypt", vote.election, tally.decode(), vote.booth_key).encode()
        )
        board.add_partial_decryption(2, make_decryption(board.election, tally, vote.other))
        result = board.add_result()
    assert read_result(result) == [COUNTS[question] for question in questions]
    assert result_of(vote.path) == [COUNTS[question] for question in questions]


def test_an_election_with_numbers(booth: Station, tmp_path: Path) -> None:
    """Shuffled and decrypted with the command, which takes the key that was made in the booth."""
    vote = open_vote(booth, tmp_path / "vote.bel", RANKING)
    cast_all(booth, vote, RANKING)
    with Board.open(vote.path) as board:
        board.end_ballots()
        tally = board.add_encrypted_tally()
        with pytest.raises(Refused, match="shuffle"):
            booth.ask("decrypt", vote.election, tally.decode(), vote.booth_key)
        for owner in (1, 2):
            board.add_shuffle(owner, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
        board.end_shuffles()
        for owner, secret in enumerate(
            (read_private_key(GROUP, vote.booth_key.encode()), vote.other), start=1
        ):
            board.add_partial_decryption(
                owner, make_decryption(board.election, board.ciphertexts_to_decrypt(), secret)
            )
        board.add_result()
    assert sorted(result_of(vote.path)[0]) == COUNTS[RANKING]


def test_an_election_in_which_nobody_voted(booth: Station, tmp_path: Path) -> None:
    """Its tally is made of neutral elements, which are decrypted like any other."""
    vote = open_vote(booth, tmp_path / "vote.bel", YES_NO)
    with Board.open(vote.path) as board:
        board.end_ballots()
        tally = board.add_encrypted_tally()
        board.add_partial_decryption(
            1, booth.ask("decrypt", vote.election, tally.decode(), vote.booth_key).encode()
        )
        board.add_partial_decryption(2, make_decryption(board.election, tally, vote.other))
        board.add_result()
    assert result_of(vote.path) == [[0, 0]]


def test_what_the_booth_reads_is_what_was_drawn_up(booth: Station, tmp_path: Path) -> None:
    vote = open_vote(booth, tmp_path / "vote.bel", YES_NO, COMMITTEE, RANKING, LISTS)
    read = booth.ask("read", vote.election)
    with Board.open(vote.path) as board:
        assert (read["uuid"], read["fingerprint"]) == (board.election.uuid, board.election.fingerprint)
    assert read["name"] == "Страйк"
    assert [question["kind"] for question in read["questions"]] == ["H", "H", "NH", "L"]
    assert read["questions"][1] == {
        "kind": "H", "question": COMMITTEE.question, "answers": ["Ada", "Bo", "Cy"], "min": 1, "max": 2, "blank": True,
    }  # fmt: skip
    assert read["questions"][3]["lists"] == [["Red", "Ada", "Bo"], ["Green", "Cy"]]


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        ('"version":1', '"version":2', "election.version"),
        ('"version":1', '"version": 1', "json"),
        ('"group":"Ed25519"', '"group":"BELENIOS-2048"', "election.group"),
        ('"min":1', '"min":3', "election.questions"),
        ('"public_key":"', '"public_key":"0', "group.element"),
        ('"uuid":"', '"uuid":"0', "election.uuid"),
    ],
)
def test_an_altered_election_is_refused(
    booth: Station, tmp_path: Path, old: str, new: str, check: str
) -> None:
    vote = open_vote(booth, tmp_path / "vote.bel", COMMITTEE)
    altered = vote.election.replace(old, new)
    assert altered != vote.election
    with pytest.raises(Refused) as caught:
        booth.ask("vote", altered, vote.credentials[0], [[0, 1, 0, 0]])
    assert caught.value.check == check
