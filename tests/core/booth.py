"""Small elections for the tests of the core, and ballots altered in one place with their signature made right again."""

from __future__ import annotations

import base64
import copy
import functools
import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from veche._core import Election, Group, Secret

GROUPS = ("Ed25519", "RFC-3526-2048", "BELENIOS-2048")
EMBEDDING = ("Ed25519", "RFC-3526-2048")

# A message as Python values, and the way to a member of it.
Message = Any
Path = tuple[str | int, ...]

# One small question of each kind with a choice for it.
QUESTIONS = {
    "plain": (("H", (2,), 1, 2, False), [1, 0]),
    "interval": (("H", (3,), 0, 2, False), [0, 1, 1]),
    "blank": (("H", (2,), 1, 1, True), [0, 0, 1]),
    "blank-vote": (("H", (2,), 1, 1, True), [1, 0, 0]),
    "non-homomorphic": (("NH", (3,), 0, 0, False), [2, 0, 255]),
    "lists": (("L", (2, 1), 0, 0, False), [[1, 1, 0], [0, 0]]),
}


class Booth(NamedTuple):
    """An election with one question and one trustee, and what a voter needs."""

    group: Group
    election: Election
    trustee: Secret
    voter: Secret
    choice: bytes

    def ballot(self) -> bytes:
        [ballot] = self.election.make_ballots([self.voter], [self.choice])
        return ballot

    def refusal(self, ballot: bytes) -> tuple[str, str]:
        """The check and the place of a refusal; ("", "") where the ballot is accepted."""
        [found] = self.election.check_ballots([ballot])
        return (found[0], found[1]) if found else ("", "")


UUID = "Veche123456789"
FINGERPRINT = "A" * 43


@functools.cache
def booth(group_name: str, kind: str) -> Booth:
    group = Group(group_name)
    shape, choice = QUESTIONS[kind]
    trustee, voter = group.random_secret(), group.random_secret()
    election = Election(group_name, trustee.public(), UUID, FINGERPRINT, [shape])
    return Booth(group, election, trustee, voter, compact([choice]))


def compact(message: Message) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode()


def fingerprint(message: bytes) -> bytes:
    return base64.b64encode(hashlib.sha256(message).digest()).rstrip(b"=")


def signed(ballot: Message, voter: Secret) -> bytes:
    """The ballot with the hash and the signature that belong to it."""
    body = {field: value for field, value in ballot.items() if field != "signature"}
    digest = fingerprint(compact(body))
    challenge, response = voter.prove(b"sig|" + digest + b"|")
    proof = {"challenge": challenge.decode(), "response": response.decode()}
    return compact(body | {"signature": {"hash": digest.decode(), "proof": proof}})


def leaves(message: Message, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string in a message with the way to it."""
    if isinstance(message, str):
        yield path, message
    elif isinstance(message, dict):
        for field, member in message.items():
            yield from leaves(member, (*path, field))
    elif isinstance(message, list):
        for index, member in enumerate(message):
            yield from leaves(member, (*path, index))


def arrays(message: Message, path: Path = ()) -> Iterator[tuple[Path, list[Message]]]:
    """Every array in a message with the way to it."""
    members: Any = ()
    if isinstance(message, list):
        yield path, message
        members = enumerate(message)
    elif isinstance(message, dict):
        members = message.items()
    for key, member in members:
        yield from arrays(member, (*path, key))


def replaced(message: Message, path: Path, value: Message) -> Message:
    """The message with another value at the end of the path."""
    changed = copy.deepcopy(message)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return changed


def place(path: Path) -> str:
    """The path as the core writes it."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def is_element(path: Path) -> bool:
    return path[-1] in ("alpha", "beta", "commitment", "credential")


def another(group: Group, path: Path, text: str) -> str:
    """Another valid element or scalar in place of `text`."""
    if is_element(path):
        one = group.secret_from_decimal(b"1").public()
        return group.product([text.encode(), one]).decode()
    return str((int(text) + 1) % group.order)
