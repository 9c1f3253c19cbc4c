"""Petitions (`docs/petitions.md`): a statement that members sign with their credentials, so that anybody can count them and nobody is named.

A signature is a proof of knowledge of the credential's secret (Schnorr), bound to the statement. With g the generator of the group G of
prime order q, the code c of a member, and the identifier of the round `uuid`:

    x = SHA256(derive_credential|uuid|0|c) SHA256(derive_credential|uuid|1|c) mod q     the secret of the credential (4.8)
    X = g^x                                                                            the public credential, which is on the list
    φ = SHA256(statement) in Base64 without padding                                    43 characters
    w random, A = g^w
    challenge = SHA256(veche-petition|G|φ|turn|X|A) mod q
    response  = w - x × challenge mod q

Whoever checks it computes A = g^response X^challenge, and hashes again.

    G      the name of the group, as in 5             turn   in base 10: odd signs, even takes the signature back
    X, A   written as in 4.2                          |      one byte, 0x7c; none of the other parts can hold it

The statement holds uuid, the hash of the list and everything that is asked for, so a signature is of one petition on one roll. A ballot is
signed over `sig|H|A` (4.16), and no hash of the specification begins with `veche-petition|`: so no signature of a ballot is one of a
petition, and none of a petition one of a ballot, whatever a booth is made to sign. Besides, a round serves either a vote or a petition,
never both, and x is another in every round.

Nobody else can make a signature (it is a proof of knowledge of x), and one turn cannot be passed off as another: a signature that was
taken back stays taken back until the same credential signs a later turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from veche._core import Group

from .canonical import Embedded, Integer, ListOf, Plain, Record, read
from .credentials import Roll, check_uuid, secret_of
from .election import fingerprint
from .errors import MalformedInput, VerificationError, named
from .messages import PROOF, Proof

VERSION = 1
TURNS = range(1, 100)
"""A credential signs and takes back at most fifty times: a bound, as everything has one."""
LONGEST = 1 << 16
"""Bytes of a statement."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Statement:
    """What is signed. `until`: the last day, as YYYY-MM-DD; `credentials`: the hash of the message `public_credentials` (Base64)."""

    version: int
    group: bytes
    uuid: bytes
    body: str
    text: str
    needed: int
    until: bytes
    credentials: bytes


STATEMENT = Record(
    Statement,
    ("version", Integer()),
    ("group", Plain()),
    ("uuid", Plain()),
    ("body", Embedded()),
    ("text", Embedded()),
    ("needed", Integer()),
    ("until", Plain()),
    ("credentials", Plain(rb"[A-Za-z0-9+/]{43}", "a SHA-256 in Base64, 43 characters")),
)


@dataclass(frozen=True)
class Signature:
    """One turn of one credential. `signs`: it counts; otherwise it took the one before back."""

    credential: bytes
    turn: int
    proof: Proof

    @property
    def signs(self) -> bool:
        return self.turn % 2 == 1


SIGNATURE = Record(Signature, ("credential", Plain()), ("turn", Integer()), ("proof", PROOF))


@dataclass(frozen=True)
class File:
    """`petition.json`: everything that anybody needs to check a petition."""

    statement: Statement
    credentials: tuple[bytes, ...]
    signatures: tuple[Signature, ...]


FILE = Record(
    File,
    ("statement", STATEMENT),
    ("credentials", ListOf(Plain())),
    ("signatures", ListOf(SIGNATURE)),
)


@dataclass(frozen=True)
class OpenPetition:
    """A statement and the list of those who may sign it, checked together."""

    message: bytes
    statement: Statement
    group: Group
    roll: Roll

    credentials: bytes
    """The message `public_credentials`."""

    @property
    def uuid(self) -> str:
        return self.statement.uuid.decode()

    def file(self, signatures: Iterable[Signature]) -> bytes:
        """The file `petition.json` with these, of which each was checked."""
        return petition_file(self.message, self.credentials, map(SIGNATURE.write, signatures))

    @cached_property
    def fingerprint(self) -> str:
        """φ."""
        return fingerprint(self.message)

    def prefix(self, turn: int, credential: bytes) -> bytes:
        """All that is hashed before A, its last bar included."""
        parts = (b"veche-petition", self.statement.group, self.fingerprint.encode(), b"%d" % turn, credential)
        return b"|".join(parts) + b"|"


def statement_message(
    *, group: Group, uuid: str, body: str, text: str, needed: int, until: date, credentials: bytes
) -> bytes:
    """The message `statement` over a list of public credentials (the message), in its one form."""
    listed = fingerprint(credentials).encode()
    return STATEMENT.write(
        Statement(
            VERSION,
            group.name.encode(),
            uuid.encode(),
            body,
            text,
            needed,
            until.isoformat().encode(),
            listed,
        )
    )


def open_petition(statement: bytes, credentials: bytes) -> OpenPetition:
    """P1. Raises `VerificationError`: `json`, `election.group`, `election.uuid`, `petition.statement`, `petition.list`, `credentials.…`."""
    if len(statement) > LONGEST:
        raise VerificationError("petition.statement", "statement", f"it is larger than {LONGEST} bytes")
    found = read(STATEMENT, statement, "statement")
    if found.version != VERSION:
        raise VerificationError(
            "petition.statement", "statement", f"version {found.version} is not version {VERSION}"
        )
    with named("statement"):
        group = Group(found.group.decode())
    check_uuid(found.uuid.decode())
    _check_day(found.until.decode())
    if found.credentials.decode() != fingerprint(credentials):
        raise VerificationError(
            "petition.list", "public_credentials", "it is not the list that the statement names"
        )
    roll = _roll(group, credentials)
    if not found.text:
        raise VerificationError("petition.statement", "statement", "it says nothing")
    if not 1 <= found.needed <= len(roll):
        detail = f"{found.needed} signatures are asked for of {len(roll)} credentials"
        raise VerificationError("petition.statement", "statement", detail)
    return OpenPetition(statement, found, group, roll, credentials)


def _check_day(text: str) -> None:
    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return
    except ValueError:
        pass  # 2026-02-30: the same answer as for anything else that is no day
    raise VerificationError("petition.statement", "statement: until", "this is no day, YYYY-MM-DD")


def _roll(group: Group, credentials: bytes) -> Roll:
    roll = Roll.read(group, credentials)
    places = list(roll.places)
    if places != sorted(places) or b"," in credentials.replace(b'","', b""):
        raise VerificationError("petition.list", "public_credentials", "it is not sorted, or has weights")
    return roll


def sign(petition: OpenPetition, code: str, turn: int = 1) -> bytes:
    """The message `signature` of whoever has the code. Raises `MalformedInput` for what is no code, or not one of this list."""
    return sign_with(petition, code, lambda _: turn)


def sign_with(petition: OpenPetition, code: str, turn_of: Callable[[bytes], int]) -> bytes:
    """The same, where the turn depends on the public credential: it is the one after the last that stands in a file."""
    secret = secret_of(petition.group, petition.uuid, code)
    credential = secret.public()
    if credential not in petition.roll.places:
        raise MalformedInput(
            "this code is not on the list of this petition",
            "credential",
            "Check every letter, and that the code is for the roll on which the petition stands.",
        )
    turn = turn_of(credential)
    if turn not in TURNS:
        raise ValueError("a turn is between 1 and 99")
    proof = Proof(*secret.prove(petition.prefix(turn, credential)))
    return SIGNATURE.write(Signature(credential, turn, proof))


def check_signature(petition: OpenPetition, message: bytes, where: str = "signature") -> Signature:
    """P2 and P3 of one message `signature`.

    Raises `VerificationError`: `json`, `petition.turn`, `petition.credential`, `group.scalar`, `petition.signature`.
    """
    found = read(SIGNATURE, message, where)
    _check(petition, found, where)
    return found


def _check(petition: OpenPetition, found: Signature, where: str) -> None:
    if found.turn not in TURNS:
        raise VerificationError("petition.turn", where, f"{found.turn} is not between 1 and 99")
    if found.credential not in petition.roll.places:
        raise VerificationError("petition.credential", where, "its credential is not on the list")
    prefix = petition.prefix(found.turn, found.credential)
    with named(where):
        petition.group.verify(
            "petition.signature", prefix, found.credential, found.proof.challenge, found.proof.response
        )


def petition_file(statement: bytes, credentials: bytes, signatures: Iterable[bytes]) -> bytes:
    """The file `petition.json` of checked messages: one signature a credential, sorted, so that their order says nothing."""
    ordered = sorted(signatures, key=lambda message: read(SIGNATURE, message, "signature").credential)
    listed = b"[" + b",".join(ordered) + b"]"
    return b'{"statement":' + statement + b',"credentials":' + credentials + b',"signatures":' + listed + b"}"


@dataclass(frozen=True)
class Report:
    """What a petition's file shows."""

    petition: OpenPetition
    signed: int
    withdrawn: int

    @property
    def filled(self) -> bool:
        """As many have signed as are needed."""
        return self.signed >= self.petition.statement.needed


def verify_petition(data: bytes) -> Report:
    """Check a file `petition.json`: the statement, the list, every signature. Raises `VerificationError` for the first that fails."""
    petition, turns = open_file(data)
    signed = sum(one.signs for one in turns.values())
    return Report(petition, signed, len(turns) - signed)


def open_file(data: bytes) -> tuple[OpenPetition, dict[bytes, Signature]]:
    """The petition in a file `petition.json`, and the latest turn of each credential. Raises as `verify_petition`."""
    file = read(FILE, data, "petition")
    petition = open_petition(STATEMENT.write(file.statement), ListOf(Plain()).write(file.credentials))
    _check_order(file.signatures)
    for number, one in enumerate(file.signatures, 1):
        _check(petition, one, f"signature {number}")
    return petition, {one.credential: one for one in file.signatures}


def _check_order(signatures: Sequence[Signature]) -> None:
    credentials = [one.credential for one in signatures]
    for number, (before, after) in enumerate(pairwise(credentials), 2):
        if before >= after:
            detail = "it is of the same credential as the one before" if before == after else "not in order"
            raise VerificationError("petition.order", f"signature {number}", detail)
