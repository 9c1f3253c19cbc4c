"""Ballots by a prover that can lie (4.11 to 4.17), and the signature of a ballot that was altered."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vectors.make import groups, prove, wire
from vectors.make.groups import Dice
from vectors.make.prove import Cipher, Prover
from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from vectors.make.wire import Node


def fingerprint(message: bytes) -> str:
    """Base64 of SHA-256 without padding."""
    return base64.b64encode(hashlib.sha256(message).digest()).decode().rstrip("=")


def credential_secret(credential: str, uuid: str, order: int) -> int:
    """The exponent of a secret credential (4.8)."""
    parts = [
        hashlib.sha256(f"derive_credential|{uuid}|{i}|{credential}".encode()).hexdigest() for i in (0, 1)
    ]
    return int("".join(parts), 16) % order


@dataclass
class Poll:
    """What a voter knows of the election: its message, and the parts of it that go into ballots."""

    message: bytes
    tree: Node = field(init=False)

    def __post_init__(self) -> None:
        self.tree = wire.read(self.message)

    def word(self, name: str) -> str:
        """A string field."""
        return wire.content(wire.get(self.tree, (name,)))

    @property
    def group(self) -> groups.Group[Any]:
        """The group."""
        return groups.group(self.word("group"))

    @property
    def questions(self) -> list[Node]:
        """The questions, each as a tree."""
        node = wire.get(self.tree, ("questions",))
        assert isinstance(node, list), "questions are an array"
        return list(node)

    def secret(self, credential: str) -> int:
        """The exponent of a credential in this election."""
        return credential_secret(credential, self.word("uuid"), self.group.order)


# A twist multiplies the ciphertext at a place of an answer by two elements of small order.
Twist = tuple[tuple[int, ...], tuple[Any, Any]]


def ballot(
    poll: Poll, credential: str, votes: list[Any], seed: str, twist: Twist | None = None, **lies: Any
) -> bytes:
    """A signed ballot for votes in the form of `belenios-tool`, allowed or not.

    `twist` names a ciphertext by (question, place...). `lies` are passed to the answers' makers.
    """
    dice, secret = Dice(f"ballot|{seed}"), poll.secret(credential)
    public = poll.group.power(secret)
    pen = Prover(poll.group, poll.word("public_key"), f"{fingerprint(poll.message)}|{public}", dice)
    answers: list[Node] = []
    for i, (question, vote) in enumerate(zip(poll.questions, votes, strict=True)):
        inner = (twist[0][1:], twist[1]) if twist and twist[0][0] == i else None
        answers.append(answer(pen, question, vote, inner, **lies))
    body = Object(
        [
            ("election_uuid", text(poll.word("uuid"))),
            ("election_hash", text(fingerprint(poll.message))),
            ("credential", text(public)),
            ("answers", answers),
        ]
    )
    return wire.write(signed(poll, body, secret, seed))


def signed(poll: Poll, ballot: Object, secret: int, seed: str, key: Any = None) -> Object:
    """The ballot with a new signature (4.16) over all of it but the signature."""
    bare = Object((name, value) for name, value in ballot if name != "signature")
    hash_ = fingerprint(wire.write(bare))
    proof = prove.schnorr(poll.group, Dice(f"signature|{seed}"), f"sig|{hash_}", secret, key)
    signature = Object([("hash", text(hash_)), ("proof", proof)])
    if not any(name == "signature" for name, _ in ballot):
        return Object([*bare, ("signature", signature)])
    return Object((name, signature if name == "signature" else value) for name, value in ballot)


def answer(pen: Prover, question: Node, vote: Any, twist: Twist | None, **lies: Any) -> Object:
    """An answer of the question's kind."""
    assert isinstance(question, Object), "a question is an object"
    kind = dict(question).get("type")
    if kind == '"NonHomomorphic"':
        return non_homomorphic(pen, vote, twist)
    if kind == '"Lists"':
        return lists(pen, vote, twist, **lies)
    return homomorphic(pen, question, vote, twist)


def _encrypted(
    pen: Prover, bits: list[int], twist: Twist | None, place: tuple[int, ...] = ()
) -> list[Cipher]:
    return [
        pen.encrypt(bit, twist[1] if twist and twist[0] == (*place, j) else None)
        for j, bit in enumerate(bits)
    ]


def homomorphic(pen: Prover, question: Object, vote: list[int], twist: Twist | None) -> Object:
    """4.11.1: with blank, the first of the ciphertexts says whether the vote is blank."""
    low, high = (int(str(wire.get(question, (name,)))) for name in ("min", "max"))
    ciphers = _encrypted(pen, vote, twist)
    listing, values = pen.listing(ciphers), range(low, high + 1)
    fields: list[tuple[str, Node]] = [
        ("choices", [c.node(pen.group) for c in ciphers]),
        ("individual_proofs", [pen.bit(c) for c in ciphers]),
    ]
    if dict(question).get("blank") == "true":
        first, rest = ciphers[0], pen.sum(ciphers[1:])
        fields.append(("overall_proof", pen.blank_or_interval(listing, first, rest, values)))
        fields.append(("blank_proof", pen.blank(listing, first, rest)))
    else:
        total = pen.sum(ciphers)
        fields.append(
            ("overall_proof", pen.interval(listing, total, values, None if total.m in values else 0))
        )
    return Object(fields)


def non_homomorphic(pen: Prover, vote: list[int], twist: Twist | None) -> Object:
    """4.11.2."""
    cipher = pen.encrypt(0, twist[1] if twist else None)
    cipher.beta = pen.group.mul(cipher.beta, embed(pen.group, vote))
    return Object([("choices", cipher.node(pen.group)), ("proof", pen.raweg(cipher))])


def embed(group: groups.Group[Any], vote: list[int]) -> Any:
    """of_ints (section 5): 8 bits a number, then padding until the element lies in the group."""
    number = int.from_bytes(bytes(vote), "big")
    padding = 14 if group.name == "Ed25519" else 8
    for epsilon in range(1 << padding):
        value = (number << padding) + epsilon
        string = f"{value:064x}" if padding == 14 else str(value)
        if group.contains(string):
            return group.read(string)
    raise ValueError("the vote cannot be embedded")


def lists(pen: Prover, vote: list[list[int]], twist: Twist | None, commitment: Any = None) -> Object:
    """4.11.3: the first of each list's ciphertexts says whether the list is chosen."""
    ciphers = [_encrypted(pen, bits, twist, (i,)) for i, bits in enumerate(vote)]
    flat = [c for row in ciphers for c in row]
    listing, heads = pen.listing(flat), pen.sum([row[0] for row in ciphers])
    proofs: list[Node] = [pen.listed(listing, row[0], pen.sum(row[1:])) for row in ciphers]
    members = pen.sum([c for row in ciphers for c in row[1:]])
    overall = pen.interval(listing, heads, range(1, 2), None if heads.m == 1 else 0)
    return Object(
        [
            ("choices", [[c.node(pen.group) for c in row] for row in ciphers]),
            ("individual_proofs", [[pen.bit(c) for c in row] for row in ciphers]),
            ("overall_proof", overall[0]),
            ("list_proofs", proofs),
            ("nonzero_proof", pen.nonzero(listing, members, commitment)),
        ]
    )
