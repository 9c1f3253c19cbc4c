"""Any election, held from setup to result, comes to what counting gives; both verifiers agree."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import veche_verify.verify
from election.support import Keys, Scene, make_keys, make_scene
from hypothesis import given, settings
from properties import model
from properties.drawn import PHASES, Drawn, as_json, elections

from veche._core import Group
from veche.election.board import Board
from veche.election.decryption import make_decryption
from veche.election.shuffle import make_shuffle
from veche.election.verify import verify_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

VOTERS = 3
OFTEN = settings(max_examples=25, deadline=None, derandomize=True, phases=PHASES)


@cache
def keys(kind: str) -> Keys:
    """Trustees may serve in many elections."""
    return make_keys(Group("Ed25519"), kind)


def hold(path: Path, drawn: Drawn) -> None:
    """The whole election at a path."""
    kept = keys(drawn.trustees)
    scene = make_scene(path, *drawn.questions, voters=VOTERS, weights=drawn.weights, keys=kept)
    choices = [as_json(vote) for _, vote in drawn.votes]
    ballots = scene.ballots(choices, [voter for voter, _ in drawn.votes])
    with Board.open(path) as board:
        board.add_ballots(ballots)
        board.end_ballots()
        board.add_encrypted_tally()
        if board.election.has_shuffles:
            shuffle(board, range(1, drawn.shuffles + 1))
        decrypt(board, scene, scene.decrypters(drawn.trustees))
        board.add_result()


def shuffle(board: Board, owners: Sequence[int]) -> None:
    """Each owner in turn."""
    for owner in owners:
        board.add_shuffle(owner, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
    board.end_shuffles()


def decrypt(board: Board, scene: Scene, owners: Sequence[int]) -> None:
    """Each owner in turn."""
    ciphertexts = board.ciphertexts_to_decrypt()
    for owner in owners:
        secret = scene.keys.secrets[owner - 1]
        board.add_partial_decryption(owner, make_decryption(board.election, ciphertexts, secret))


@OFTEN
@given(elections(VOTERS))
def test_an_election_comes_to_what_counting_gives(drawn: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "election.bel"
        hold(path, drawn)
        ours, second = verify_archive(path).to_json()["result"], veche_verify.verify.verify(path).result
    assert ours == second
    assert ours is not None
    counted = model.result(drawn.kinds, drawn.nothing, drawn.votes, drawn.all_weights(VOTERS))
    assert model.stated(drawn.kinds, ours) == counted
