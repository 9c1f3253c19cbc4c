"""Whole elections in a few lines, for the tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from veche._core import Group, Secret
from veche.election import threshold
from veche.election.ballots import make_ballots
from veche.election.board import Board
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.decryption import make_decryption
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template, create_archive, draw_up
from veche.election.shuffle import make_shuffle
from veche.election.trustees import generate_trustee, read_private_key, trustees_message

if TYPE_CHECKING:
    from veche.election.election import OpenElection

TIMESTAMP = 1_790_000_000
YES_NO = HomomorphicQuestion(("Yes", "No"), None, 1, 1, "Shall we strike?")
COMMITTEE = HomomorphicQuestion(("Ada", "Bo", "Cy"), True, 1, 2, "Who sits on the committee?")
RANKING = NonHomomorphicQuestion(("Ada", "Bo", "Cy"), "In which order?")
LISTS = ListsQuestion((("Red", "Ada", "Bo"), ("Green", "Cy")), "Which list?")

CHOICES = {
    YES_NO: ("[1,0]", "[0,1]", "[1,0]"),
    COMMITTEE: ("[0,1,0,1]", "[1,0,0,0]", "[0,1,0,0]"),
    RANKING: ("[1,2,3]", "[3,1,2]", "[0,255,7]"),
    LISTS: ("[[1,1,1],[0,0]]", "[[0,0,0],[1,1]]", "[[1,0,1],[0,0]]"),
}
COUNTS = {
    YES_NO: [2, 1],
    COMMITTEE: [1, 2, 0, 1],
    RANKING: [[0, 255, 7], [1, 2, 3], [3, 1, 2]],
    LISTS: [[2, 1, 2], [1, 1]],
}
"""What the three choices of each question give; a ranking's votes in order."""


@dataclass
class Keys:
    """The trustees of a test: their message, and each one's secret by owner from 1."""

    message: bytes
    secrets: list[Secret] = field(repr=False)


def single_items(group: Group, count: int) -> tuple[list[bytes], list[Secret]]:
    pairs = [generate_trustee(group) for _ in range(count)]
    return [public for _, public in pairs], [read_private_key(group, private) for private, _ in pairs]


def threshold_item(group: Group, needed: int, count: int) -> tuple[bytes, list[Secret]]:
    """Pedersen's key generation, all steps (4.6)."""
    seeds, certs = zip(
        *(threshold.certificate(group, needed, count, i + 1) for i in range(count)), strict=True
    )
    polynomials = [threshold.polynomial(group, certs, seed) for seed in seeds]
    inputs = threshold.vinputs(group, certs, polynomials)
    outputs = [threshold.voutput(group, certs, seed, vi) for seed, vi in zip(seeds, inputs, strict=True)]
    parameters, dkeys = threshold.threshold_parameters(group, certs, polynomials, outputs)
    return parameters, [threshold.open_decryption_key(group, s, d) for s, d in zip(seeds, dkeys, strict=True)]


def make_keys(group: Group, kind: str) -> Keys:
    """`single` (two mandatory keys), `threshold` (2 of 3), `mixed` (one mandatory key, then 2 of 3)."""
    if kind == "single":
        items, secrets = single_items(group, 2)
        return Keys(trustees_message(items), secrets)
    parameters, members = threshold_item(group, 2, 3)
    if kind == "threshold":
        return Keys(trustees_message([parameters]), members)
    items, secrets = single_items(group, 1)
    return Keys(trustees_message([*items, parameters]), secrets + members)


@dataclass
class Scene:
    """An election with its secrets."""

    path: Path
    election: OpenElection
    keys: Keys
    credentials: list[str] = field(repr=False)

    def ballots(self, choices: list[str], voters: list[int] | None = None) -> list[bytes]:
        """A ballot for each choice (JSON), from the voters in order or those given."""
        who = [self.credentials[i] for i in (voters if voters is not None else range(len(choices)))]
        return make_ballots(self.election, who, [choice.encode() for choice in choices])

    def decrypters(self, kind: str) -> list[int]:
        """Owners who are just enough."""
        return {"single": [1, 2], "threshold": [3, 1], "mixed": [1, 2, 4]}[kind]


def make_scene(
    path: Path,
    *questions: Question,
    group: str = "Ed25519",
    trustees: str = "single",
    voters: int = 3,
    weights: list[int] | None = None,
    keys: Keys | None = None,
) -> Scene:
    """An archive at its Setup event."""
    group_ = Group(group)
    keys = keys or make_keys(group_, trustees)
    uuid = new_uuid()
    texts = [generate_credential() for _ in range(voters)]
    pairs: list[tuple[str, int | None]] = list(zip(texts, weights or [None] * voters, strict=True))
    template = Template("A test.", "Test", questions)
    setup = create_archive(
        path,
        election=draw_up(template, group_, uuid, keys.message),
        trustees=keys.message,
        credentials=public_credentials(group_, uuid, pairs),
        timestamp=TIMESTAMP,
    )
    return Scene(path, setup.election, keys, texts)


def choices_of(*questions: Question) -> list[str]:
    """The three votes of the questions, joined."""
    return ["[" + ",".join(CHOICES[question][i] for question in questions) + "]" for i in range(3)]


def tally(scene: Scene, owners: list[int]) -> bytes:
    """From the open ballot box to the result."""
    with Board.open(scene.path) as board:
        board.end_ballots()
        board.add_encrypted_tally()
        if board.election.has_shuffles:
            for owner in (1, 2):
                board.add_shuffle(owner, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
            board.end_shuffles()
        for owner in owners:
            ciphertexts = board.ciphertexts_to_decrypt()
            secret = scene.keys.secrets[owner - 1]
            board.add_partial_decryption(owner, make_decryption(board.election, ciphertexts, secret))
        return board.add_result()


def bytes_read() -> int:
    """How many bytes this process has read so far, as Linux counts them."""
    return int(Path("/proc/self/io").read_text().splitlines()[0].split()[1])
