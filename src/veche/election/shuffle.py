"""Shuffles (4.19, 6): made by trustees, on their own machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import named

if TYPE_CHECKING:
    from .election import OpenElection


def make_shuffle(election: OpenElection, ciphertexts: bytes, *, threads: int = 0) -> bytes:
    """The message `shuffle` for the ciphertexts that `Contents.ciphertexts_to_shuffle` or the board gives."""
    with named("shuffle"):
        return election.core.shuffle(ciphertexts, threads=threads)
