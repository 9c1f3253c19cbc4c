"""Schnorr proofs over messages: proof of knowledge of a key (4.5) and signatures of the trustees (4.6.1)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from .credentials import BASE58
from .errors import MalformedInput
from .messages import Proof, SignedMessage, TrusteeKey

if TYPE_CHECKING:
    from veche._core import Group, Secret


def signing_key(group: Group, seed: str) -> Secret:
    """sk = SHA256(sk|seed) mod q."""
    return group.secret_from_digest(sha256(f"sk|{_checked(seed)}".encode()).digest())


def decryption_key(group: Group, seed: str) -> Secret:
    """dk = SHA256(dk|seed) mod q."""
    return group.secret_from_digest(sha256(f"dk|{_checked(seed)}".encode()).digest())


def _checked(seed: str) -> str:
    if len(seed) != 22 or any(digit not in BASE58 for digit in seed):
        raise MalformedInput(
            "this is not the private key of a threshold trustee",
            "private key",
            "It is 22 letters and digits in one line, in the .key file that the certificate came with.",
        )
    return seed


def sign(key: Secret, message: str) -> SignedMessage:
    """challenge = SHA256(sigmsg|M|A) mod q with A = g^w; response = w - sk × challenge."""
    return SignedMessage(message, Proof(*key.prove(_signature_prefix(message))))


def verify(group: Group, check: str, key: bytes, message: str, signature: Proof) -> None:
    """Raises `CoreError(check)` unless `signature` is that of `message` under the verification key."""
    group.verify(check, _signature_prefix(message), key, signature.challenge, signature.response)


def _signature_prefix(message: str) -> bytes:
    return f"sigmsg|{message}|".encode()


def prove_key(
    group: Group, key: Secret, *, signer: Secret | None = None, name: str | None = None
) -> TrusteeKey:
    """A `trustee_public_key` (4.5): challenge = SHA256(pok|G|X|A) mod q; in threshold mode X is signed as a message."""
    public = key.public()
    signature = None if signer is None else sign(signer, public.decode()).signature
    return TrusteeKey(Proof(*key.prove(_pok_prefix(group, public))), public, signature, name)


def check_pok(group: Group, key: TrusteeKey) -> None:
    """Raises `CoreError("trustees.pok")`, or `group.…` for a key or scalar that is none."""
    prefix = _pok_prefix(group, key.public_key)
    group.verify("trustees.pok", prefix, key.public_key, key.pok.challenge, key.pok.response)


def _pok_prefix(group: Group, public_key: bytes) -> bytes:
    return b"pok|%s|%s|" % (group.name.encode(), public_key)
