"""Ballots (4.17): for which election, by whom, with which signature."""

from __future__ import annotations

from dataclasses import dataclass

from .answers import read_answers
from .canonical import Json, parse
from .election import Election
from .messages import base64_hash, read_element, read_proof
from .proofs import check_knowledge
from .refused import Refused

MAX_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Envelope:
    """A ballot of which only the outside is read; answers and signature are read when it is opened."""

    message: bytes
    credential: str
    answers: Json
    signature: Json


def read_envelope(message: bytes, election: Election) -> Envelope:
    """Reads the outside of a ballot and checks that it is for this election (4.17)."""
    fields = parse(message).fields("election_uuid", "election_hash", "credential", "answers", "signature")
    uuid, fingerprint = fields["election_uuid"].plain(), fields["election_hash"].plain()
    if uuid != election.uuid:
        raise Refused("ballot.election", "election_uuid", "the ballot is for another election")
    if fingerprint != election.fingerprint:
        raise Refused("ballot.election", "election_hash", "the ballot is for another election")
    return Envelope(message, fields["credential"].plain(), fields["answers"], fields["signature"])


def check_ballot(ballot: Envelope, election: Election) -> None:
    """Every check of a ballot but that it is for this election, on the roll, and not a copy (4.11 to 4.17)."""
    G = election.G
    # 5: every element is one of the group; 4.2: every scalar is below the order
    credential = read_element(Json(ballot.credential, "credential"), G)
    answers = read_answers(ballot.answers, election)
    signature = ballot.signature.fields("hash", "proof")
    signed_hash, proof = signature["hash"].plain(), read_proof(signature["proof"], G)
    # 4.11: the answers have the shape of the questions
    for i, answer in enumerate(answers):
        answer.check_shape(f"answers[{i}]")
    # 4.17: the hash is that of the ballot without its signature, as it was received. A quote without a backslash
    # begins or ends a string, so the last `,"signature":{` of a ballot begins its last field.
    unsigned = ballot.message[: ballot.message.rindex(b',"signature":{')] + b"}"
    if signed_hash != base64_hash(unsigned):
        raise Refused("ballot.hash", "signature.hash", "this is not the hash of the ballot")
    # 4.16: A = g^response credential^challenge, challenge = H(sig|hash|A)
    check_knowledge("ballot.signature", "signature.proof", G, f"sig|{signed_hash}", credential, proof)
    # 4.11: S_0 is the fingerprint of the election, a bar, and the credential
    S_0 = f"{election.fingerprint}|{credential}"
    for i, answer in enumerate(answers):
        answer.check_proofs(f"answers[{i}]", election, S_0)
