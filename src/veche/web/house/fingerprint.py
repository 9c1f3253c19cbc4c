"""The texts of a fingerprint: groups to read with the eyes."""

from __future__ import annotations

GROUP = 4


def grouped(text: str) -> list[str]:
    """The text in groups of four, as people compare it."""
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]
