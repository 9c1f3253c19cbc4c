"""Petitions: a statement signed by credentials of a list, each once, without a name (`docs/petitions.md` of Veche).

P1  the statement is of version 1 and names its list by its hash (SHA-256 in Base64 without padding)
P2  a signature is a proof of knowledge of x with X = g^x, X being a credential of the list:
        challenge = H(veche-petition|G|φ|turn|X|A), A = g^response X^challenge, φ the hash of the statement
    a turn from 1 to 99: odd signs, even takes back
P3  signatures are sorted by their credentials, each of which is on the list and signs once
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from .canonical import Json, parse, quote
from .election import GROUPS, UUID, read_public_credentials
from .groups import Group
from .messages import base64_hash, read_element, read_proof
from .proofs import check_knowledge
from .refused import Refused, within

MAX_STATEMENT = 1 << 16
MAX_FILE = 1 << 30
FIELDS = ("version", "group", "uuid", "body", "text", "needed", "until", "credentials")


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition whose every signature holds. `signed`: those that were not taken back."""

    uuid: str
    fingerprint: str
    body: str
    text: str
    needed: int
    until: str
    listed: int
    signed: int
    withdrawn: int


def verify_petition(path: Path) -> Petition:
    """Checks a file `petition.json`. Raises Refused for the first check that fails, OSError for what cannot be read."""
    with path.open("rb") as file:
        message = file.read(MAX_FILE + 1)
    if len(message) > MAX_FILE:
        raise Refused("json", "petition", "it is larger than 2^30 bytes")
    fields = parse(message).fields("statement", "credentials", "signatures")
    statement = fields["statement"].fields(*FIELDS)
    text = _statement(statement)
    # The statement must stand in the file as it is hashed: it is the only part that holds free text.
    if not message.startswith(b'{"statement":' + text + b',"credentials":['):
        raise Refused("json", "statement", "it is not written in its one form")
    G = _group(statement)
    listed = _list(fields["credentials"], statement, G)
    fingerprint = base64_hash(text)
    _check_numbers(statement, len(text), len(listed))
    turns = [
        _turn(item, f"signature {number}", G, fingerprint, listed)
        for number, item in enumerate(fields["signatures"].items(), 1)
    ]
    for number, ((before, _), (after, _)) in enumerate(pairwise(turns), 2):
        if before >= after:
            raise Refused("petition.order", f"signature {number}", "signatures are sorted, one a credential")
    signed = sum(turn % 2 for _, turn in turns)
    return Petition(
        statement["uuid"].plain(),
        fingerprint,
        statement["body"].text(),
        statement["text"].text(),
        statement["needed"].integer(),
        statement["until"].plain(),
        len(listed),
        signed,
        len(turns) - signed,
    )


def _statement(fields: dict[str, Json]) -> bytes:
    """P1: the statement in the one form in which it is hashed."""
    numbers = {"version", "needed"}
    written = []
    for name in FIELDS:
        field = fields[name]
        if name in numbers:
            value = str(field.integer())
        else:
            value = quote(field.embedded() if name in ("body", "text") else field.plain())
        written.append(f'"{name}":{value}')
    return ("{" + ",".join(written) + "}").encode()


def _group(fields: dict[str, Json]) -> Group:
    if fields["version"].integer() != 1:
        raise Refused("petition.statement", "version", "this is not version 1")
    if fields["group"].plain() not in GROUPS:
        raise Refused("election.group", "group", "this group is unknown")
    if not UUID.fullmatch(fields["uuid"].plain()):
        raise Refused("election.uuid", "uuid", "this is not an identifier")
    return GROUPS[fields["group"].plain()]


def _list(json: Json, statement: dict[str, Json], G: Group) -> frozenset[str]:
    lines = [line.plain() for line in json.items()]
    message = ("[" + ",".join(map(quote, lines)) + "]").encode()
    if base64_hash(message) != statement["credentials"].plain():
        raise Refused("petition.list", "credentials", "it is not the list that the statement names")
    with within("credentials"):
        read_public_credentials(message, G)
    if any("," in line for line in lines) or lines != sorted(lines):
        raise Refused("petition.list", "credentials", "it is not sorted, or has weights")
    return frozenset(lines)


def _check_numbers(fields: dict[str, Json], length: int, listed: int) -> None:
    until = fields["until"].plain()
    try:
        day = date.fromisoformat(until).isoformat() == until
    except ValueError:
        day = False
    if not day:
        raise Refused("petition.statement", "until", "this is no day, YYYY-MM-DD")
    if length > MAX_STATEMENT or not fields["text"].text():
        raise Refused("petition.statement", "text", "it says nothing, or too much")
    if not 1 <= fields["needed"].integer() <= listed:
        raise Refused("petition.statement", "needed", "it asks for no signature, or for more than can come")


def _turn(json: Json, where: str, G: Group, fingerprint: str, listed: frozenset[str]) -> tuple[str, int]:
    fields = json.fields("credential", "turn", "proof")
    credential, turn = fields["credential"].plain(), fields["turn"].integer()
    if not 1 <= turn <= 99:
        raise Refused("petition.turn", where, "a turn is between 1 and 99")
    if credential not in listed:
        raise Refused("petition.credential", where, "its credential is not on the list")
    with within(where):
        X = read_element(Json(credential, "credential"), G)
        proof = read_proof(fields["proof"], G)
    prefix = f"veche-petition|{G.name}|{fingerprint}|{turn}|{credential}"
    check_knowledge("petition.signature", where, G, prefix, X, proof)
    return credential, turn
