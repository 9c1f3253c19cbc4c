"""The texts of a fingerprint: groups to read with the eyes, words to read aloud."""

from __future__ import annotations

GROUP = 4
SPOKEN, BITS = 6, 10
"""Six words of ten bits: 60 bits. Who looks for another hash with the same six tries 2^60, and then its band is another."""


def grouped(text: str) -> list[str]:
    """The text in groups of four, as people compare it."""
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]


def spoken(digest: bytes, wordlist: list[str]) -> list[str]:
    """The first 60 bits of a hash as six words of a list of 1,024: word n is that of bits 10n to 10n + 9, the highest first."""
    bits = int.from_bytes(digest[:8], "big")
    return [wordlist[bits >> (64 - BITS * (place + 1)) & 1023] for place in range(SPOKEN)]
