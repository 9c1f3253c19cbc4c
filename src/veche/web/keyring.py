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

from .safety import Unsafe

LENGTH = 32
DOORS = "veche.doors"
KEPT = ("veche.sqlite3", "archives")
"""What a server makes in its folder after the key."""
RESTORE = "put back the veche.key that belongs to the database"


@dataclass(frozen=True, repr=False)
class Keyring:
    """Separate keys for separate ends, all from one secret."""

    django: str
    """Signs forms (the token against forged requests)."""
    sealing: bytes
    """Seals fields of the database that name somebody (AES-256-GCM)."""
    finding: bytes
    """Keyed hashes by which tokens, codes and sessions are found (HMAC-SHA256)."""
    doors: bytes
    """The same for codes of an assembly's door, and what follows from them. A copy of an assembly that is taken away holds this one, so that slips
    of paper let people in on a laptop too."""

    def finds(self, end: str) -> bytes:
        """The key by which something of this end is found."""
        return self.doors if end.partition(" ")[0] == "door" else self.finding


def read_keyring(path: Path) -> Keyring:
    """The keys in the file, which is made on the first start. Raises OSError; Unsafe where it holds no key, or is gone while data stay."""
    if not path.exists():
        _check_first_start(path)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with suppress(
            FileExistsError
        ):  # another process of the same server was first, and its key is as good
            write_new(path, base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n", secret=True)
    try:
        secret = base64.b64decode(path.read_bytes().strip(), validate=True)
    except ValueError:
        secret = b""
    if len(secret) != LENGTH:
        raise Unsafe("this is not a key of Veche", os.fspath(path), RESTORE)
    return Keyring(
        _derived(secret, b"django").hex(),
        _derived(secret, b"sealing"),
        _derived(secret, b"finding"),
        _doors(path) or _derived(secret, b"doors"),
    )


def _doors(path: Path) -> bytes:
    """Of a laptop that serves a copy of an assembly: the key for doors that came with it. Otherwise nothing."""
    beside = path.with_name(DOORS)
    return beside.read_bytes() if beside.exists() else b""


def _check_first_start(path: Path) -> None:
    """A fresh key beside old data would open nothing: nobody could sign in, no name could be read, and new rows would mix with the old.

    Raises Unsafe. Whether a PostgreSQL holds something is not known here; its archives are.
    """
    kept = [name for name in KEPT if (path.parent / name).exists()]
    if kept and not path.exists():  # looked at again: another process makes its key first, and then the rest
        raise Unsafe(
            "the key is gone, and what is kept here cannot be read without it", os.fspath(path), RESTORE
        )


def _derived(secret: bytes, end: bytes) -> bytes:
    return HKDF(SHA256(), LENGTH, None, b"veche web: " + end).derive(secret)
