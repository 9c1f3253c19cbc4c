"""Every parser of bytes that others send us, and what it may do with them: accept, or refuse with an error of its own.

Where both verifiers read the same thing, they must agree on whether it is good.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import veche_verify.ballots
import veche_verify.election
import veche_verify.refused
import veche_verify.verify

from fuzz.ballot_files import FILES
from fuzz.mutations import mutated, of_archive
from veche._core import CoreError, Group
from veche.election import credentials, threshold, trustees
from veche.election.ballots import check_ballots
from veche.election.election import open_election
from veche.election.errors import ElectionError, VerificationError
from veche.election.questions import read_questions
from veche.election.result import read_result
from veche.election.setup import Template
from veche.election.verify import verify_archive
from vectors.make import archive

if TYPE_CHECKING:
    from random import Random

    from veche.election.election import OpenElection

GOOD = Path(__file__).parents[1] / "vectors" / "good"
ED25519 = Group("Ed25519")
SEED = "1111111111111111111111"

Mutator = Callable[["Random", bytes, list[bytes]], bytes]


@dataclass(frozen=True)
class Target:
    """`run` raises only where something is wrong with us; `seeds` gives good inputs to start from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    mutate: Mutator = mutated


@cache
def good(name: str) -> archive.Archive:
    """A good election of the vectors."""
    return archive.read((GOOD / f"{name}.bel").read_bytes())


@cache
def election() -> OpenElection:
    """The election with every kind of question."""
    return open_election(good("ed25519-all").record(0, "election"))


def records(kind: str, *names: str) -> list[bytes]:
    """All messages of a kind in some elections."""
    steps = [step for name in names for step in good(name).steps]
    return [record.body for step in steps for record in step.data if record.kind == kind]


def refusing(*errors: type[Exception]) -> Callable[[Callable[[bytes], object]], Callable[[bytes], None]]:
    """A reader that may raise these errors and no others."""

    def wrap(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
        def run(data: bytes) -> None:
            try:
                read(data)
            except errors as error:
                assert "\n" not in str(error), "an error is one line"  # noqa: PT017

        return run

    return wrap


def whole_archive(data: bytes) -> None:
    """Both verifiers, on a file."""
    with tempfile.NamedTemporaryFile(suffix=".bel") as file:
        file.write(data)
        file.flush()
        ours = verdict(lambda: verify_archive(file.name, threads=1))
        second = verdict(lambda: veche_verify.verify.verify(Path(file.name)))
    assert (ours is None) == (second is None), f"veche says {ours}, veche_verify says {second}"


def one_ballot(data: bytes) -> None:
    """Both verifiers, on a ballot."""
    ours = check_ballots(election(), [data], threads=1)[0]
    second = verdict(lambda: second_ballot(data))
    assert (ours is None) == (second is None), f"veche says {ours}, veche_verify says {second}"


def second_ballot(data: bytes) -> None:
    """The ballot as the second verifier checks it."""
    read = veche_verify.election.read_election(election().message)
    veche_verify.ballots.check_ballot(veche_verify.ballots.read_envelope(data, read), read)


def verdict(check: Callable[[], object]) -> str | None:
    """A refusal in words, or None."""
    try:
        check()
    except (VerificationError, veche_verify.refused.Refused) as refusal:
        return str(refusal)
    return None


def archives() -> list[bytes]:
    """Small elections of several kinds."""
    names = ("all", "revote", "threshold", "ranking", "empty", "optional-fields")
    return [(GOOD / f"ed25519-{name}.bel").read_bytes() for name in names]


def shuffle(data: bytes) -> None:
    """A shuffle of the ranking of the election."""
    tally = json.loads(records("encrypted_tally", "ed25519-all")[0])
    before = json.dumps([tally[2]], separators=(",", ":")).encode()
    election().core.check_shuffle(before, data, threads=1)


def decryption(data: bytes) -> None:
    """A partial decryption by the first trustee; the tally is the one before the shuffles."""
    key = trustees.Trustees.read(records("trustees", "ed25519-all")[0]).keys[0]
    election().core.check_decryption(records("encrypted_tally", "ed25519-all")[0], key, data, threads=1)


def private_key(data: bytes) -> None:
    """A key file; what is refused must not be shown."""
    try:
        trustees.read_private_key(ED25519, data)
    except ElectionError as error:
        number = data.strip(b' \n"').decode(errors="replace")
        assert len(number) < 4 or number not in str(error), "the error shows the key"  # noqa: PT017


def credential(data: bytes) -> None:
    """A credential as somebody types it."""
    text = data.decode(errors="surrogateescape")
    try:
        credentials.secret_of(ED25519, "AAAAAAAAAAAAAA", text)
    except ElectionError as error:
        assert len(text) < 4 or text not in str(error), "the error shows the credential"  # noqa: PT017


def parameters() -> list[bytes]:
    """The threshold parameters of an election."""
    message = records("trustees", "ed25519-threshold")[0]
    return [message.removeprefix(b'[["Pedersen",').removesuffix(b"]]")]


@cache
def dealt() -> dict[str, list[bytes]]:
    """The messages of a key generation by two."""
    seeds, certs = zip(*(threshold.certificate(ED25519, 1, 2, i) for i in (1, 2)), strict=True)
    polynomials = [threshold.polynomial(ED25519, certs, seed) for seed in seeds]
    inputs = threshold.vinputs(ED25519, certs, polynomials)
    outputs = [threshold.voutput(ED25519, certs, *pair) for pair in zip(seeds, inputs, strict=True)]
    keys = threshold.threshold_parameters(ED25519, certs, polynomials, outputs)[1]
    seed = [s.encode() for s in seeds]
    return {
        "seed": seed,
        "cert": list(certs),
        "poly": polynomials,
        "vinput": inputs,
        "voutput": outputs,
        "dkey": keys,
    }


def first_seed() -> str:
    """The first member's seed."""
    return dealt()["seed"][0].decode()


def dealing(step: str, read: Callable[[bytes], object]) -> Target:
    """A message of the key generation, read by another member or by the server."""
    return Target(refusing(ElectionError)(read), lambda: dealt()[step])


def certs(data: bytes) -> object:
    """The certificate of the first member beside a good one."""
    return threshold.check_certificates(ED25519, [data, dealt()["cert"][1]])


TARGETS: dict[str, Target] = {
    "archive": Target(whole_archive, archives, of_archive),
    "ballot": Target(one_ballot, lambda: records("ballot", "ed25519-all")),
    "shuffle": Target(refusing(CoreError)(shuffle), lambda: records("shuffle", "ed25519-all")),
    "decryption": Target(
        refusing(CoreError)(decryption), lambda: records("partial_decryption", "ed25519-all")
    ),
    "result": Target(
        refusing(VerificationError)(read_result), lambda: records("result", "ed25519-all", "ed25519-weights")
    ),
    "election": Target(
        refusing(ElectionError)(open_election),
        lambda: records("election", "ed25519-all", "ed25519-running", "ed25519-optional-fields"),
    ),
    "questions": Target(
        refusing(ElectionError)(read_questions),
        lambda: [b'[{"answers":["a"],"min":0,"max":1,"question":"?"}]'],
    ),
    "template": Target(
        refusing(ElectionError)(Template.read),
        lambda: [
            b'{"description":"","name":"","questions":[{"answers":["a"],"min":0,"max":1,"question":"?"}]}'
        ],
    ),
    "trustees": Target(
        refusing(ElectionError)(lambda data: trustees.Trustees.read(data).check(ED25519)),
        lambda: records("trustees", "ed25519-all", "ed25519-mixed"),
    ),
    "public item": Target(refusing(ElectionError)(trustees.read_public_item), parameters),
    "roll": Target(
        refusing(ElectionError)(lambda data: credentials.Roll.read(ED25519, data)),
        lambda: records("public_credentials", "ed25519-all", "ed25519-weights"),
    ),
    "private key": Target(private_key, lambda: [b'"123456789012345678901234567890"', b'"1"\n']),
    "credential": Target(credential, lambda: [b"11111-111111-11111-111111", b"abc-DEF-123-xyz-T4v"]),
    "certificate": dealing("cert", certs),
    "polynomial": dealing(
        "poly", lambda data: threshold.vinputs(ED25519, dealt()["cert"], [data, dealt()["poly"][1]])
    ),
    "vinput": dealing("vinput", lambda data: threshold.voutput(ED25519, dealt()["cert"], first_seed(), data)),
    "voutput": dealing(
        "voutput",
        lambda data: threshold.threshold_parameters(
            ED25519, dealt()["cert"], dealt()["poly"], [data, dealt()["voutput"][1]]
        ),
    ),
    "decryption key": dealing(
        "dkey", lambda data: threshold.open_decryption_key(ED25519, first_seed(), data)
    ),
    **{name: Target(run, lambda seeds=seeds: seeds) for name, (run, seeds) in FILES.items()},
}
