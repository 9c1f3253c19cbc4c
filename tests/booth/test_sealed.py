"""Sealed messages are what their description says: written again here over another library, each side opens the other's."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode

import pytest
from booth.station import Refused, Station
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VOTE = "BcDeFgHiJkLmNo"
TEXT = "5JyRd-uqKJ6M-a7QXw-Fz3nVh · капыл"


def keys(shared: bytes, ephemeral: bytes, receiver: bytes) -> tuple[bytes, bytes]:
    info = b"veche sealed message 1|" + VOTE.encode()
    both = HKDF(SHA256(), 64, salt=ephemeral + receiver, info=info).derive(shared)
    return both[:32], both[32:]


def masked(key: bytes, text: bytes) -> bytes:
    blocks = range(-(-len(text) // 32))
    stream = b"".join(hmac.digest(key, block.to_bytes(4), "sha256") for block in blocks)
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))


def seal(receiver: bytes) -> str:
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    hiding, proving = keys(ephemeral.exchange(X25519PublicKey.from_public_bytes(receiver)), public, receiver)
    hidden = masked(hiding, TEXT.encode())
    return b64encode(public + hidden + hmac.digest(proving, hidden, "sha256")).decode()


def test_the_booth_opens_what_was_sealed_here(booth: Station) -> None:
    receiver = booth.ask("receiver")
    sealed = seal(b64decode(receiver["public"]))
    assert booth.ask("open", receiver["secret"], VOTE, sealed) == TEXT
    with pytest.raises(Refused, match="sealed"):
        booth.ask("open", receiver["secret"], VOTE[::-1], sealed)


def test_what_the_booth_sealed_is_opened_here(booth: Station) -> None:
    secret = X25519PrivateKey.generate()
    receiver = secret.public_key().public_bytes_raw()
    whole = b64decode(booth.ask("seal", b64encode(receiver).decode(), VOTE, TEXT))
    public, hidden, tag = whole[:32], whole[32:-32], whole[-32:]
    hiding, proving = keys(secret.exchange(X25519PublicKey.from_public_bytes(public)), public, receiver)
    assert hmac.compare_digest(tag, hmac.digest(proving, hidden, "sha256"))
    assert masked(hiding, hidden).decode() == TEXT
