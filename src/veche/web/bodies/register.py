"""The register that some laws oblige a body to keep (GB: Trade Union and Labour Relations (Consolidation) Act 1992, s. 24), so that the server cannot read it.

The secretary makes a key on their own machine (`veche register key`) and gives the server its public half. What a member enters is sealed to it at once;
`veche register open` opens the sealed bundle, again on the secretary's machine. No Django here: the command uses this file too.

Sealed entry, in bytes (format 1):

    E  32         fresh public key of X25519, whose private half is forgotten
    C  PADDED+16  AES-256-GCM under K, nonce of 12 zero bytes (K seals one entry), no additional data

    K = HKDF-SHA256(X25519(e, R), salt = E | R, info = "veche register 1|" | body's UUID in 16 bytes), 32 bytes

where R is the secretary's public key. The plaintext is compact JSON {"name": …, "address": …} in UTF-8, filled up with spaces to PADDED bytes, so
that no length tells a name. Who moves an entry to another body or to another key makes it unreadable.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
PADDED = 1536
SEALED = KEY + PADDED + 16
LONGEST_NAME, LONGEST_ADDRESS = 100, 200
"""In characters: with four bytes each they fit."""
BUNDLE, PRIVATE = "veche register 1", "veche register key 1"
_NONCE = bytes(12)


class RegisterError(ValueError):
    """What is no key, no bundle, or not sealed to this key. Never repeats what it holds."""


@dataclass(frozen=True, repr=False)
class Entry:
    """What the law asks for: a legal name and an address."""

    name: str
    address: str


def new_private_key() -> bytes:
    """32 bytes, from the operating system."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def public_text(public: bytes) -> str:
    """The public key as it is handed over: 64 hexadecimal digits and 8 to check them, in groups of eight."""
    digits = (public + hashlib.sha256(public).digest()[:4]).hex()
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))


def public_from(text: str) -> bytes:
    """What `public_text` made, with any spaces. Raises RegisterError where a digit is missing or wrong, and for a key that seals nothing."""
    try:
        value = bytes.fromhex("".join(text[:500].split()))
    except ValueError:
        raise RegisterError("not a public key") from None
    public, check = value[:KEY], value[KEY:]
    if len(public) != KEY or check != hashlib.sha256(public).digest()[:4]:
        raise RegisterError("not a public key")
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # a point of small order: everybody would know the key
        raise RegisterError("not a public key") from None
    return public


def seal(public: bytes, body: UUID, entry: Entry) -> bytes:
    """A sealed entry. Raises RegisterError if it is too long."""
    text = json.dumps(
        {"name": entry.name, "address": entry.address}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    if len(text) > PADDED:
        raise RegisterError("the entry is too long")
    fresh = X25519PrivateKey.generate()
    ephemeral = fresh.public_key().public_bytes_raw()
    key = _key(fresh.exchange(X25519PublicKey.from_public_bytes(public)), ephemeral, public, body)
    return ephemeral + AESGCM(key).encrypt(_NONCE, text.ljust(PADDED), None)


def open_entry(private: bytes, body: UUID, sealed: bytes) -> Entry:
    """What was sealed. Raises RegisterError for anything that was not sealed to this key and for this body."""
    ephemeral = sealed[:KEY]
    refused = RegisterError("this entry is not sealed to this key")
    if len(sealed) != SEALED:
        raise refused
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(ephemeral)
        )
        text = AESGCM(_key(shared, ephemeral, public_of(private), body)).decrypt(_NONCE, sealed[KEY:], None)
        match json.loads(text):
            case {"name": str(name), "address": str(address), **rest} if not rest:
                (name + address).encode()  # half a character could not be written into any file
                return Entry(name, address)
    except (InvalidTag, ValueError, RecursionError):
        pass
    raise refused


def _key(shared: bytes, ephemeral: bytes, public: bytes, body: UUID) -> bytes:
    return HKDF(SHA256(), 32, ephemeral + public, b"veche register 1|" + body.bytes).derive(shared)


def bundle(body: UUID, entries: Iterable[bytes]) -> bytes:
    """All sealed entries of a body in one file. They are sorted: they look random, so their order tells nothing."""
    sealed = [base64.b64encode(one).decode() for one in sorted(entries)]
    return json.dumps({"format": BUNDLE, "body": str(body), "entries": sealed}, indent=0).encode() + b"\n"


def read_bundle(data: bytes) -> tuple[UUID, list[bytes]]:
    """The body and its sealed entries. Raises RegisterError."""
    try:
        match json.loads(data):
            case {"format": "veche register 1", "body": str(body), "entries": list(entries), **rest} if (
                not rest
            ):
                return UUID(body), [base64.b64decode(one, validate=True) for one in entries]
    except (ValueError, TypeError, binascii.Error, RecursionError):
        pass
    raise RegisterError("not a sealed register")


def private_file(private: bytes) -> bytes:
    """The secretary's key as a file."""
    value = {"format": PRIVATE, "private": base64.b64encode(private).decode()}
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def read_private(data: bytes) -> bytes:
    """What `private_file` wrote. Raises RegisterError, without repeating it."""
    try:
        match json.loads(data):
            case {"format": "veche register key 1", "private": str(text), **rest} if not rest:
                private = base64.b64decode(text, validate=True)
                if len(private) == KEY:
                    return private
    except (ValueError, binascii.Error, RecursionError):
        pass
    raise RegisterError("not a register key")
