"""The same roles with veche.election: each method answers the one of `PeerElection` with its name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from veche._core import Group, Secret
from veche.election import ballots, credentials, setup, threshold, trustees
from veche.election.board import Board
from veche.election.contents import read_contents
from veche.election.decryption import make_decryption
from veche.election.shuffle import make_shuffle
from veche.election.verify import verify_archive

from .belenios_tool.peer_election import make_credentials
from .belenios_tool.tool import BeleniosTool
from .belenios_tool.trustees import PeerTrustee

TIMESTAMP = 1_795_500_000


class OurElection:
    """An archive worked on by veche.election."""

    def __init__(self, archive: Path) -> None:
        self.archive = archive

    def ballot(self, credential: str, choice: list[Any]) -> bytes:
        """A ballot with one answer for each question."""
        return ballots.make_ballot(read_contents(self.archive).election, credential, _json(choice))

    def verify_ballot(self, ballot: bytes) -> None:
        """Check one ballot. Raises VerificationError."""
        ballots.check_ballot(read_contents(self.archive).election, ballot)

    def cast(self, ballot: bytes) -> None:
        """Append a ballot."""
        with Board.open(self.archive) as board:
            board.add_ballot(ballot)

    def close(self) -> None:
        """End the voting and append the encrypted tally."""
        with Board.open(self.archive) as board:
            board.end_ballots()
            board.add_encrypted_tally()

    def shuffle(self, owner: int) -> None:
        """Append a shuffle by the trustee number `owner`."""
        with Board.open(self.archive) as board:
            board.add_shuffle(owner, make_shuffle(board.election, board.ciphertexts_to_shuffle()))

    def end_shuffles(self) -> None:
        """Close the shuffles."""
        with Board.open(self.archive) as board:
            board.end_shuffles()

    def decrypt(self, trustee: PeerTrustee) -> None:
        """Append one trustee's partial decryption."""
        with Board.open(self.archive) as board:
            secret = secret_key(board.election.group, trustee)
            share = make_decryption(board.election, board.ciphertexts_to_decrypt(), secret)
            board.add_partial_decryption(trustee.owner, share)

    def result(self) -> list[Any]:
        """Compute the result, append it and return it."""
        with Board.open(self.archive) as board:
            return list(json.loads(board.add_result())["result"])

    def verify(self) -> None:
        """Check the whole archive as far as it goes. Raises VerificationError."""
        verify_archive(self.archive)


def secret_key(group: Group, trustee: PeerTrustee) -> Secret:
    """Read a trustee's key from its files."""
    if trustee.decryption_key is None:
        return trustees.read_private_key(group, trustee.key.read_bytes())
    seed = trustee.key.read_text().strip()
    return threshold.open_decryption_key(group, seed, trustee.decryption_key.read_bytes())


def draw_up(
    folder: Path,
    group_name: str,
    questions: Sequence[object],
    kind: str,
    weights: Sequence[int],
    registrar: BeleniosTool | None = None,
) -> tuple[OurElection, dict[str, str], list[PeerTrustee]]:
    """Set up an election; see `peer_election.draw_up`. `folder` must be empty.

    The credentials are ours, or made by the `registrar` given: release 2.0 can vote with its own form only.
    """
    keys = folder / "keys"
    keys.mkdir()
    group, uuid = Group(group_name), credentials.new_uuid()
    message, board = make_board(keys, group, kind)
    template = setup.Template.read(_json({"description": "", "name": "Test", "questions": list(questions)}))
    if registrar:
        texts = make_credentials(registrar, keys, uuid, group_name, weights)
    else:
        texts = {f"a{i}": credentials.generate_credential() for i, _ in enumerate(weights, 1)}
    listed = [None] * len(weights) if set(weights) == {1} else list(weights)
    path = folder / f"{uuid}.bel"
    setup.create_archive(
        path,
        election=setup.draw_up(template, group, uuid, message),
        trustees=message,
        credentials=credentials.public_credentials(
            group, uuid, list(zip(texts.values(), listed, strict=True))
        ),
        timestamp=TIMESTAMP,
    )
    return OurElection(path), texts, board


def make_board(keys: Path, group: Group, kind: str) -> tuple[bytes, list[PeerTrustee]]:
    """Make trustees and write their keys to files, as `trustees.board` does."""
    items: list[bytes] = []
    board: list[PeerTrustee] = []
    for owner in range(1, 1 + {"single": 2, "threshold": 0, "mixed": 1}[kind]):
        private, public = trustees.generate_trustee(group)
        items.append(public)
        board.append(PeerTrustee(owner, _write(keys / f"{owner}.privkey", private)))
    if kind != "single":
        parameters, members = key_ceremony(group, threshold_of=2, size=3)
        items.append(parameters)
        for owner, (seed, decryption_key) in enumerate(members, len(board) + 1):
            files = (
                _write(keys / f"{owner}.key", seed.encode()),
                _write(keys / f"{owner}.dkey", decryption_key),
            )
            board.append(PeerTrustee(owner, *files))
    return trustees.trustees_message(items), board


def key_ceremony(group: Group, threshold_of: int, size: int) -> tuple[bytes, list[tuple[str, bytes]]]:
    """All six steps of 4.6 by ourselves. Returns the threshold parameters and each member's seed and decryption key."""
    seeds, certificates = zip(
        *(threshold.certificate(group, threshold_of, size, i) for i in range(1, size + 1)), strict=True
    )
    threshold.check_certificates(group, certificates)
    polynomials = [threshold.polynomial(group, certificates, seed) for seed in seeds]
    inputs = threshold.vinputs(group, certificates, polynomials)
    outputs = [threshold.voutput(group, certificates, *each) for each in zip(seeds, inputs, strict=True)]
    parameters, decryption_keys = threshold.threshold_parameters(group, certificates, polynomials, outputs)
    return parameters, list(zip(seeds, decryption_keys, strict=True))


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _write(path: Path, contents: bytes) -> Path:
    path.write_bytes(contents + b"\n")
    return path
