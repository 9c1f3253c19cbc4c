"""The keys of one server, in one file that nobody else can read."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from veche.election.new_files import write_new

LENGTH = 32


@dataclass(frozen=True, repr=False)
class Keyring:
    """Separate keys for separate ends, all from one secret."""

    django: str
    """Signs forms (the token against forged requests)."""
    sealing: bytes
    """Seals fields of the database that name somebody (AES-256-GCM)."""
    finding: bytes
    """Keyed hashes by which tokens, codes and sessions are found (HMAC-SHA256)."""


def read_keyring(path: Path) -> Keyring:
    """The keys in the file, which is made when it is not there. Raises OSError, ValueError for anything else in it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(
            FileExistsError
        ):  # another process of the same server was first, and its key is as good
            write_new(path, base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n", secret=True)
    secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    if len(secret) != LENGTH:
        raise ValueError(
            f"{os.fspath(path)}: this is not a key of Veche; restore the one that belongs to the database"
        )
    return Keyring(
        _derived(secret, b"django").hex(), _derived(secret, b"sealing"), _derived(secret, b"finding")
    )


def _derived(secret: bytes, end: bytes) -> bytes:
    return HKDF(SHA256(), LENGTH, None, b"veche web: " + end).derive(secret)
