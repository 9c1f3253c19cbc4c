"""Messages between trustees through the server (4.6.1, 4.6.3): signed, then sealed to their recipient."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .canonical import read
from .errors import VerificationError, named
from .messages import CHANNEL_MESSAGE, SEALED_MESSAGE, SIGNED_MESSAGE, ChannelMessage, SealedMessage
from .signing import sign, verify

if TYPE_CHECKING:
    from veche._core import Group, Secret


def seal(group: Group, key: bytes, plaintext: bytes) -> bytes:
    """An `encrypted_msg`: ElGamal carries g^s, from which the key of AES-GCM is made."""
    alpha, beta, carried = group.encrypt_to(key)
    data = _cipher(carried).encrypt(_nonce(alpha), plaintext, None)
    return SEALED_MESSAGE.write(SealedMessage(b"AES-GCM", alpha, beta, data.hex().encode()))


def unseal(key: Secret, message: bytes, where: str) -> bytes:
    """The plaintext. Raises `VerificationError("threshold.message")` if it was not sealed to `key`, or altered."""
    sealed = read(SEALED_MESSAGE, message, where)
    with named(where):
        carried = key.open(sealed.alpha, sealed.beta)
    try:
        return _cipher(carried).decrypt(_nonce(sealed.alpha), bytes.fromhex(sealed.data.decode()), None)
    except InvalidTag:
        raise VerificationError("threshold.message", where, "it cannot be opened with this key") from None


def _cipher(carried: bytes) -> AESGCM:
    """All 32 bytes of SHA256(key|g^s) are the key."""
    return AESGCM(sha256(b"key|" + carried).digest())


def _nonce(alpha: bytes) -> bytes:
    """All 32 bytes of SHA256(iv|alpha) go into GCM, which takes nonces of any length. alpha is fresh each time."""
    return sha256(b"iv|" + alpha).digest()


def send(group: Group, signer: Secret, recipient: bytes, message: bytes) -> str:
    """send(sk, recipient, message) of 4.6.3."""
    addressed = CHANNEL_MESSAGE.write(ChannelMessage(recipient, message.decode())).decode()
    return seal(group, recipient, SIGNED_MESSAGE.write(sign(signer, addressed))).decode()


def receive(group: Group, key: Secret, sender: bytes, sealed: str, where: str) -> bytes:
    """Open what `sender` (a verification key) sent to `key`.

    Raises `VerificationError("threshold.message")` for another sender or recipient.
    """
    signed = read(SIGNED_MESSAGE, unseal(key, sealed.encode(), where), where)
    with named(where):
        verify(group, "threshold.message", sender, signed.message, signed.signature)
    channel = read(CHANNEL_MESSAGE, signed.message.encode(), where)
    if channel.recipient != key.public():
        raise VerificationError("threshold.message", where, "it was sent to somebody else")
    return channel.message.encode()
