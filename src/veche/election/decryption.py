"""Partial decryptions (4.20): made by trustees, on their own machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import named

if TYPE_CHECKING:
    from veche._core import Secret

    from .election import OpenElection


def make_decryption(election: OpenElection, ciphertexts: bytes, secret: Secret, *, threads: int = 0) -> bytes:
    """The message `partial_decryption` for the ciphertexts that `Contents.ciphertexts_to_decrypt` or the board gives."""
    with named("partial_decryption"):
        return election.core.decrypt(ciphertexts, secret, threads=threads)
