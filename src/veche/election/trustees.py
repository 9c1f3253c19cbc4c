"""Trustees (4.5, 4.7): single keys, the `trustees` message, its checks, and the key of the election."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from veche._core import CoreError, Group, Secret

from .canonical import read
from .errors import MalformedInput, VerificationError, named
from .messages import (
    RAW_COEFFICIENTS,
    THRESHOLD_PARAMETERS,
    TRUSTEE_KEY,
    TRUSTEES,
    ThresholdParameters,
    TrusteeKey,
)
from .parameters import check_parameters
from .signing import check_pok, prove_key

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TrusteeKey | ThresholdParameters


def generate_trustee(group: Group, name: str | None = None) -> tuple[bytes, bytes]:
    """A fresh single key: (private key file, `trustee_public_key`). The private key is a JSON string in base 10."""
    secret = group.random_secret()
    return b'"' + secret.to_decimal() + b'"', TRUSTEE_KEY.write(prove_key(group, secret, name=name))


def key_id(public_key: bytes) -> str:
    """Eight hexadecimal digits that name the files of a trustee, from its `trustee_public_key`."""
    element = read(TRUSTEE_KEY, public_key.strip(), "trustee public key").public_key
    return sha256(element).hexdigest()[:8].upper()


def read_private_key(group: Group, data: bytes) -> Secret:
    """The secret in a private key file. Raises `MalformedInput`, which never shows it."""
    text = data.strip()
    if len(text) > 2 and text[:1] == text[-1:] == b'"' and text[1:-1].isdigit():
        try:
            return group.secret_from_decimal(text[1:-1])
        except CoreError:
            pass  # the same answer as for anything else that is no key
    raise MalformedInput(
        f"this is not a private key for {group.name}",
        "private key",
        "Give the file that was written when your key was made; it holds one number in quotation marks.",
    )


def read_public_item(data: bytes) -> Item:
    """A `trustee_public_key` or `threshold_parameters` message from a file."""
    message = data.strip()
    if message.startswith(b'{"threshold":'):
        return read(THRESHOLD_PARAMETERS, message, "threshold parameters")
    return read(TRUSTEE_KEY, message, "trustee public key")


def trustees_message(items: Iterable[bytes]) -> bytes:
    """The `trustees` message from `trustee_public_key` and `threshold_parameters` messages, in the order given."""
    return TRUSTEES.write([read_public_item(item) for item in items])


def check_public_key(group: Group, public_key: bytes) -> TrusteeKey:
    """What S checks of a single trustee's `trustee_public_key` (3.1.1). Raises `VerificationError`."""
    key = read(TRUSTEE_KEY, public_key.strip(), "trustee public key")
    with named("trustee public key"):
        check_single(group, key)
    return key


def check_single(group: Group, key: TrusteeKey) -> None:
    """4.5. A signature says nothing outside threshold mode, but its scalars are scalars. Raises `CoreError`."""
    if key.signature is not None:
        group.check_scalar(key.signature.challenge)
        group.check_scalar(key.signature.response)
    check_pok(group, key)


@dataclass(frozen=True)
class Trustees:
    """Mandatory single keys and threshold keys, mixed. Owners count from 1, members of a threshold key one by one."""

    items: tuple[Item, ...]

    @classmethod
    def read(cls, message: bytes) -> Trustees:
        return cls(read(TRUSTEES, message, "trustees"))

    def check(self, group: Group) -> None:
        """4.5 to 4.7. Raises `VerificationError`."""
        if not self.items:
            raise VerificationError("trustees.empty", "trustees", "there are no trustees")
        for i, item in enumerate(self.items):
            if isinstance(item, ThresholdParameters):
                check_parameters(group, item, f"trustees: [{i}][1]")
            else:
                with named(f"trustees: [{i}][1]"):
                    check_single(group, item)

    @property
    def public_keys(self) -> tuple[TrusteeKey, ...]:
        """All of them, by owner."""
        return tuple(key for item in self.items for key in _members(item))

    @property
    def keys(self) -> tuple[bytes, ...]:
        return tuple(key.public_key for key in self.public_keys)

    @property
    def names(self) -> tuple[str | None, ...]:
        return tuple(key.name for key in self.public_keys)

    def __len__(self) -> int:
        return len(self.public_keys)

    def combined_key(self, group: Group) -> bytes:
        """y: the product of the single keys and of every A_z0 (3.1.1, 4.6.4). For trustees that were checked."""
        with named("trustees"):
            return group.product([_sub_key(group, item) for item in self.items])

    def owner_of(self, public_key: bytes) -> int:
        """The owner's number, from 1. Raises `MalformedInput` if nobody holds this key."""
        if public_key not in self.keys:
            raise MalformedInput(
                "this key belongs to no trustee of this election",
                "private key",
                "Check that it is the key that you made for this election.",
            )
        return self.keys.index(public_key) + 1

    def places(self) -> list[tuple[int, ...]]:
        """The owners of each item, in order."""
        places, first = [], 1
        for item in self.items:
            count = len(_members(item))
            places.append(tuple(range(first, first + count)))
            first += count
        return places


def _members(item: Item) -> tuple[TrusteeKey, ...]:
    return item.verification_keys if isinstance(item, ThresholdParameters) else (item,)


def _sub_key(group: Group, item: Item) -> bytes:
    """Of a threshold key the polynomials' value at 0 in the exponent: the product of the first coefficients."""
    if isinstance(item, TrusteeKey):
        return item.public_key
    rows = (read(RAW_COEFFICIENTS, row.message.encode(), "trustees").coefexps for row in item.coefexps)
    return group.product([row[0] for row in rows])
