"""The life of an election as a machine with states: what may happen next is drawn at random, and so is what may not.

After every step both verifiers accept the archive, it extends what it was before, and it holds what the model holds. What
comes at the wrong moment, or is not what it should be, is refused and leaves the archive byte for byte as it was.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import veche_verify.verify
from election.support import COMMITTEE, LISTS, RANKING, YES_NO, Keys, make_keys, make_scene
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from properties import model
from properties.drawn import PHASES, as_json, choice, nothing

from veche._core import Group
from veche.election.board import Board
from veche.election.chain import State
from veche.election.credentials import generate_credential
from veche.election.decryption import make_decryption
from veche.election.errors import ElectionError, VerificationError, WrongMoment
from veche.election.extends import check_extends
from veche.election.shuffle import make_shuffle
from veche.election.verify import verify_archive

if TYPE_CHECKING:
    from collections.abc import Callable

    from properties.model import Votes

    from veche.election.questions import Question

VOTERS = 3
PAPERS: list[tuple[Question, ...]] = [(YES_NO, LISTS), (COMMITTEE, RANKING)]


@cache
def keys() -> Keys:
    """A mandatory trustee (1) and a threshold of 2 of 3 (2, 3, 4)."""
    return make_keys(Group("Ed25519"), "mixed")


class Life(RuleBasedStateMachine):
    """The board of one election, and what the model knows of it."""

    @initialize(paper=st.sampled_from(PAPERS))
    def draw_up(self, paper: tuple[Question, ...]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path, self.older = Path(self.folder.name) / "election.bel", Path(self.folder.name) / "older.bel"
        self.questions = paper
        self.votes: Votes = []
        self.shufflers: set[int] = set()
        self.valid: set[int] = set()
        self.forged: set[int] = set()
        self.scene = make_scene(self.path, *paper, voters=VOTERS, keys=keys())
        self.board = Board.open(self.path)
        self.keep()

    def teardown(self) -> None:
        if hasattr(self, "board"):
            self.board.close()
            self.folder.cleanup()

    def keep(self) -> None:
        """Remembers the archive as it is."""
        self.older.write_bytes(self.path.read_bytes())

    def refused(self, *kinds: type[ElectionError], step: Callable[[], object]) -> None:
        """The step fails and changes nothing."""
        before = self.path.read_bytes()
        with pytest.raises(kinds):
            step()
        assert self.path.read_bytes() == before

    def state(self) -> State:
        """Where the election stands."""
        return self.board.state

    def ballot(self, voter: int, choices: list[Any]) -> bytes:
        """A ballot of a voter."""
        return self.scene.ballots([as_json(choices)], [voter])[0]

    def draw_choices(self, data: st.DataObject) -> list[Any]:
        """A choice for each question."""
        return [data.draw(choice(question)) for question in self.questions]

    # The ballot box

    @precondition(lambda self: self.state() is State.OPEN)
    @rule(data=st.data(), voter=st.integers(0, VOTERS - 1))
    def cast(self, data: st.DataObject, voter: int) -> None:
        choices = self.draw_choices(data)
        self.board.add_ballot(self.ballot(voter, choices))
        self.votes.append((voter, choices))

    @precondition(lambda self: self.state() is State.OPEN and self.votes)
    @rule(data=st.data())
    def cast_a_bad_ballot(self, data: st.DataObject) -> None:
        choices = self.draw_choices(data)
        good = self.ballot(0, choices)
        self.board.add_ballot(good)
        self.votes.append((0, choices))
        for bad in spoiled(good):
            self.refused(VerificationError, step=lambda bad=bad: self.board.add_ballot(bad))

    @precondition(lambda self: self.state() is State.OPEN)
    @rule(data=st.data())
    def cast_by_a_stranger(self, data: st.DataObject) -> None:
        self.scene.credentials.append(generate_credential())
        ballot = self.ballot(VOTERS, self.draw_choices(data))
        self.scene.credentials.pop()
        self.refused(VerificationError, step=lambda: self.board.add_ballot(ballot))

    @precondition(lambda self: self.state() is not State.OPEN)
    @rule(data=st.data())
    def cast_too_late(self, data: st.DataObject) -> None:
        ballot = self.ballot(1, self.draw_choices(data))
        self.refused(WrongMoment, step=lambda: self.board.add_ballot(ballot))

    @rule()
    def close(self) -> None:
        if self.state() is State.OPEN:
            self.board.end_ballots()
        else:
            self.refused(WrongMoment, step=self.board.end_ballots)

    # The tally

    @rule()
    def tally(self) -> None:
        if self.state() is State.CLOSED:
            self.board.add_encrypted_tally()
        else:
            self.refused(WrongMoment, step=self.board.add_encrypted_tally)

    @rule(owner=st.integers(0, 5))
    def shuffle(self, owner: int) -> None:
        try:
            message = make_shuffle(self.board.election, self.board.ciphertexts_to_shuffle())
        except WrongMoment:
            assert not self.board.election.has_shuffles or self.state() not in (
                State.TALLIED,
                State.SHUFFLING,
            )
            return
        if 1 <= owner <= 4 and owner not in self.shufflers:
            self.board.add_shuffle(owner, message)
            self.shufflers.add(owner)
        else:
            self.refused(VerificationError, step=lambda: self.board.add_shuffle(owner, message))

    @rule()
    def end_shuffles(self) -> None:
        if self.state() is State.SHUFFLING:
            self.board.end_shuffles()
        else:
            self.refused(WrongMoment, step=self.board.end_shuffles)

    @rule(owner=st.integers(0, 5), honest=st.booleans())
    def decrypt(self, owner: int, honest: bool) -> None:
        try:
            ciphertexts = self.board.ciphertexts_to_decrypt()
        except WrongMoment:
            return
        secret = keys().secrets[(owner - 1 if honest else owner) % 4]
        message = make_decryption(self.board.election, ciphertexts, secret)
        fresh = 1 <= owner <= 4 and owner not in self.valid | self.forged
        if fresh and honest:
            self.board.add_partial_decryption(owner, message)
            self.valid.add(owner)
        else:
            self.refused(VerificationError, step=lambda: self.board.add_partial_decryption(owner, message))

    @rule()
    def state_the_result(self) -> None:
        enough = 1 in self.valid and len(self.valid) >= 3
        if self.state() is State.DECRYPTING and enough:
            self.board.add_result()
        else:
            self.refused(ElectionError, step=self.board.add_result)

    @rule()
    def open_again(self) -> None:
        """A server that stops and starts forgets nothing."""
        before = self.state()
        self.board.close()
        self.board = Board.open(self.path)
        assert self.state() is before

    # What holds at any time

    @invariant()
    def the_archive_holds(self) -> None:
        if not hasattr(self, "board"):
            return
        report = verify_archive(self.path)
        second = veche_verify.verify.verify(self.path, self.older)
        check_extends(self.older, self.path)
        assert report.state is self.state()
        assert report.checked["ballots"] == second.checked["ballots"] == len(self.votes)
        assert (report.result is None) == (self.state() is not State.FINISHED)
        if report.result is not None:
            self.check_result(report.result)
            assert second.result == report.result
        self.keep()

    def check_result(self, stated: list[Any]) -> None:
        """The result is what counting gives."""
        kinds = [question.kind for question in self.questions]
        zero = [nothing(question) for question in self.questions]
        assert model.stated(kinds, stated) == model.result(kinds, zero, self.votes, [1] * VOTERS)


def spoiled(ballot: bytes) -> list[bytes]:
    """A ballot again, with a wrong signature, with a wrong proof, and with something behind it."""
    tree = json.loads(ballot)
    challenge = tree["signature"]["proof"]["challenge"]
    number = str(int(challenge) - 1)
    return [ballot, ballot.replace(challenge.encode(), number.encode()), ballot + b"\n", ballot[:-1]]


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=15, stateful_step_count=18, deadline=None, derandomize=True, phases=PHASES
)
