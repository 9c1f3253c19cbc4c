"""Two kinds of file: one to take away, sealed with words that were shown once, and one to bring back, sealed with the key that lay in the first.

    to take away    "veche copy 1\n"  | salt (16) | nonce (12) | AES-256-GCM(Argon2id(words, salt), zlib(JSON))
    to bring back   "veche back 1\n" | copy (16) | nonce (12) | AES-256-GCM(HKDF-SHA256(key of the copy), zlib(JSON))

What stands before the nonce is authenticated too.
"""

from __future__ import annotations

import json
import secrets
import zlib
from typing import Any
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

TAKEN, BROUGHT = b"veche copy 1\n", b"veche back 1\n"
SALT, NONCE, KEY = 16, 12, 32
MOST = 16 * 1024 * 1024
"""Bytes of a file."""
MOST_PLAIN = 64 * 1024 * 1024
"""Bytes of what is in it."""
COST = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 1}

Document = dict[str, Any]


class NotOurs(Exception):
    """Another kind of file, a damaged one, or the words or the key do not open it."""


def seal_for_away(document: Document, words: tuple[str, ...]) -> bytes:
    """`words`: as `veche.words.wordlist.folded` gives them."""
    salt = secrets.token_bytes(SALT)
    return _seal(TAKEN + salt, _of_words(words, salt), document)


def open_away(file: bytes, words: tuple[str, ...]) -> Document:
    """Raises NotOurs."""
    head = _head(file, TAKEN, SALT)
    return _open(file, len(head), _of_words(words, head[len(TAKEN) :]))


def seal_for_back(document: Document, copy: UUID, key: bytes) -> bytes:
    return _seal(BROUGHT + copy.bytes, _of_key(key), document)


def copy_of(file: bytes) -> UUID:
    """Which copy a file comes from, as it says. Raises NotOurs."""
    return UUID(bytes=_head(file, BROUGHT, 16)[len(BROUGHT) :])


def open_back(file: bytes, key: bytes) -> Document:
    """Raises NotOurs."""
    return _open(file, len(_head(file, BROUGHT, 16)), _of_key(key))


def _head(file: bytes, mark: bytes, length: int) -> bytes:
    if not file.startswith(mark) or not len(mark) + length + NONCE < len(file) <= MOST:
        raise NotOurs
    return file[: len(mark) + length]


def _seal(head: bytes, key: bytes, document: Document) -> bytes:
    plain = zlib.compress(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode())
    nonce = secrets.token_bytes(NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head)


def _open(file: bytes, start: int, key: bytes) -> Document:
    head, nonce, sealed = file[:start], file[start : start + NONCE], file[start + NONCE :]
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(AESGCM(key).decrypt(nonce, sealed, head), MOST_PLAIN)
        document = json.loads(plain)
    except (InvalidTag, zlib.error, ValueError, RecursionError):
        raise NotOurs from None
    if not isinstance(document, dict):
        raise NotOurs
    return document


def _of_words(words: tuple[str, ...], salt: bytes) -> bytes:
    return hash_secret_raw(" ".join(words).encode(), salt, hash_len=KEY, type=Type.ID, **COST)


def _of_key(key: bytes) -> bytes:
    return HKDF(SHA256(), KEY, None, b"veche offline: bring back").derive(key)
