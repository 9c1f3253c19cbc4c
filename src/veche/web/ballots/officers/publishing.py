"""A decryption that completes the result orders the report."""

from __future__ import annotations

from veche.web.ballots import jobs
from veche.web.ballots.actions import counting


def decrypted(uuid: str, number: int, message: bytes) -> None:
    """Take a trustee's decryption. Raises what `counting.take_decryption` raises."""
    if counting.take_decryption(uuid, number, message):
        jobs.begin(uuid, "report")
