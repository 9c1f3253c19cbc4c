"""Whole things shared as evenly as whole numbers allow."""

from __future__ import annotations


def evenly(whole: int, parts: int) -> tuple[int, ...]:
    """`whole` in `parts` parts that differ by one at most, the larger ones first; nothing for no parts."""
    if parts == 0:
        return ()
    each, over = divmod(whole, parts)
    return (each + 1,) * over + (each,) * (parts - over)
