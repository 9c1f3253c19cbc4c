"""Credentials (4.8): made by the registrar, written on a voter's paper, and the public list of them."""

from __future__ import annotations

import os
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha256
from typing import TYPE_CHECKING

from veche._core import CoreError, Group, Secret

from .canonical import ListOf, NotCanonical, Plain, Source, read
from .errors import MalformedInput, VerificationError, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGIT = f"[{BASE58}]"
_FULL = re.compile(f"{_DIGIT}{{5}}-{_DIGIT}{{6}}-{_DIGIT}{{5}}-{_DIGIT}{{6}}")
_SHORT = re.compile(f"{_DIGIT}{{3}}(?:-{_DIGIT}{{3}}){{4}}")
_UUID = re.compile(f"{_DIGIT}{{14,256}}")
_SLICE = 8192
_MOST_WEIGHT = 10**15
"""Of all voters together: a result is found as a logarithm, and nobody could find a larger one."""

_UNPLAIN = re.compile(rb"[^ -\[\]-~]")
_LINE = re.compile(rb"([^,]*)(?:,(0|[1-9][0-9]{0,17}))?")


def _random(length: int) -> str:
    return "".join(secrets.choice(BASE58) for _ in range(length))


def new_uuid() -> str:
    """A fresh election identifier: 14 Base58 characters (4.2)."""
    return _random(14)


def check_uuid(uuid: str) -> None:
    """4.2. Raises `VerificationError("election.uuid")`."""
    if not _UUID.fullmatch(uuid):
        raise VerificationError(
            "election.uuid", "election", "the identifier is not 14 to 256 Base58 characters"
        )


def new_seed() -> str:
    """22 Base58 characters: the seed of a threshold trustee (4.6.1), the substance of a credential."""
    return _random(22)


def generate_credential() -> str:
    """A fresh secret credential XXXXX-XXXXXX-XXXXX-XXXXXX, more than 128 bits."""
    seed = new_seed()
    return "-".join((seed[:5], seed[5:11], seed[11:16], seed[16:]))


def check_credential(text: str) -> str:
    """`text` itself, if it is a credential of 3.1 or of release 2.0. Raises `MalformedInput`, without repeating it."""
    if _FULL.fullmatch(text) or (_SHORT.fullmatch(text) and _checksum_holds(text)):
        return text
    raise MalformedInput(
        "this is not a credential",
        "credential",
        "A credential looks like XXXXX-XXXXXX-XXXXX-XXXXXX: 22 letters and digits, never 0, O, I or l.",
    )


def _checksum_holds(text: str) -> bool:
    """Release 2.0: 15 characters, the last one 53 minus the others (a big-endian number in base 58) modulo 53."""
    *digits, last = (BASE58.index(digit) for digit in text.replace("-", ""))
    number = 0
    for digit in digits:
        number = number * 58 + digit
    return last == 53 - number % 53


def secret_of(group: Group, uuid: str, text: str) -> Secret:
    """The exponent of a credential (4.8): SHA256(derive_credential|uuid|i|c) for i = 0, 1, concatenated, modulo q.

    A credential of release 2.0 gives PBKDF2-HMAC-SHA256(c, uuid, 1000 rounds, 32 bytes) modulo q.
    """
    check_credential(text)
    if len(text) == 19:
        return group.secret_from_digest(pbkdf2_hmac("sha256", text.encode(), uuid.encode(), 1000, 32))
    halves = (sha256(f"derive_credential|{uuid}|{i}|{text}".encode()).digest() for i in range(2))
    return group.secret_from_digest(b"".join(halves))


def public_of(group: Group, uuid: str, text: str) -> bytes:
    """The public credential g^secret."""
    return secret_of(group, uuid, text).public()


def public_credentials(group: Group, uuid: str, credentials: Iterable[tuple[str, int | None]]) -> bytes:
    """The sorted message `public_credentials` for secret credentials and weights (None: without weights)."""
    lines = []
    for text, weight in credentials:
        element = public_of(group, uuid, text)
        lines.append(element if weight is None else element + b",%d" % weight)
    return _message(lines)


def write_lists(lists: Mapping[str, bytes]) -> bytes:
    """One file of the lists of many votes, made from the same codes: an object of messages by the identifier of their vote."""
    return b"{" + b",".join(b'"%s":%s' % (uuid.encode(), lists[uuid]) for uuid in sorted(lists)) + b"}"


def read_lists(data: bytes) -> dict[str, bytes]:
    """The same again. Raises `VerificationError("json")`; what the lists hold is checked by `Roll.read`."""
    source, lists = Source(data), ListOf(Plain())
    found: dict[str, bytes] = {}
    try:
        source.expect(b"{")
        while not source.take(b"}"):
            if found:
                source.expect(b",")
            uuid = Plain().read(source).decode()
            source.expect(b":")
            start = source.position
            lists.read_inside(source, f".{uuid}")
            if uuid in found:
                source.refuse("this vote stands twice")
            found[uuid] = data[start : source.position]
        if source.position != len(data):
            source.refuse("something stands after the end")
    except NotCanonical as refused:
        raise VerificationError("json", "public lists", refused.detail) from None
    return found


def merge_public_credentials(messages: Iterable[bytes]) -> bytes:
    """One list from several registrars' lists, sorted."""
    return _message([line for message in messages for line in _lines(message)])


def _message(lines: list[bytes]) -> bytes:
    """Sorted, so that the order tells nothing about the order of the voters (3.1)."""
    return ListOf(Plain()).write(sorted(lines))


def _lines(message: bytes) -> Sequence[bytes]:
    """The lines of a list of a million credentials in a fraction of a second, or the slow reader's exact refusal."""
    if not _UNPLAIN.search(message) and message.startswith(b'["') and message.endswith(b'"]'):
        lines = message[2:-2].split(b'","')
        if message.count(b'"') == 2 * len(lines):
            return lines
    return read(ListOf(Plain()), message, "public_credentials")


@dataclass(frozen=True)
class Roll:
    """Who may vote: the public credentials in their order, and their weights."""

    places: dict[bytes, int]
    """The place of each credential in the list, from 0."""
    weights: tuple[int, ...] | None
    """None where every weight is 1."""

    @classmethod
    def read(cls, group: Group, message: bytes) -> Roll:
        """Raises `VerificationError`: `json`, `credentials.format`, `credentials.duplicate`, `group.element`."""
        lines = _lines(message)
        places: dict[bytes, int] = {}
        weights: list[int] = []
        for place, (element, weight) in enumerate(_entries(lines)):
            if places.setdefault(element, place) != place:
                raise _bad_line("duplicate", place, f"it stands already at [{places[element]}]")
            weights.append(weight)
        if sum(weights) > _MOST_WEIGHT:
            raise VerificationError(
                "credentials.format", "public_credentials", "the weights are too large to be counted"
            )
        _check_elements(group, list(places))
        return cls(places, tuple(weights) if any(weight != 1 for weight in weights) else None)

    def __len__(self) -> int:
        return len(self.places)

    def weight_at(self, place: int) -> int:
        return 1 if self.weights is None else self.weights[place]

    def weight(self, credential: bytes) -> int:
        """Raises `KeyError` for a credential that is not on the roll."""
        return self.weight_at(self.places[credential])

    @property
    def total_weight(self) -> int:
        return len(self) if self.weights is None else sum(self.weights)


def _entries(lines: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    for place, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None:
            raise _bad_line("format", place, "it is neither a credential nor a credential and a weight")
        yield found[1], int(found[2] or 1)


def _bad_line(check: str, place: int, detail: str) -> VerificationError:
    return VerificationError(f"credentials.{check}", f"public_credentials: [{place}]", detail)


def _check_elements(group: Group, elements: list[bytes]) -> None:
    """Slices of the roll go to the core side by side; the first element in the roll that is wrong is named."""
    starts = range(0, len(elements), _SLICE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = pool.map(lambda start: _fault(group, elements[start : start + _SLICE]), starts)
        for start, fault in zip(starts, faults, strict=True):
            if fault is not None:
                check, where, detail = fault.args
                raise refusal("public_credentials", check, f"[{start + int(where.strip('[]'))}]", detail)


def _fault(group: Group, elements: list[bytes]) -> CoreError | None:
    try:
        group.check_elements(elements)
    except CoreError as error:
        return error
    return None
