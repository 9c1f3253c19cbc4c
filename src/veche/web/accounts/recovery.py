"""Eight codes on paper, each of which opens the account once, to make a new passphrase.

A code is 22 characters of a base of 32, 110 random bits: too many to guess, so nothing slow has to hash it and nobody can be locked out by
guessing. The letters I, L, O, U are missing, and what looks like a digit is read as one.
"""

from __future__ import annotations

import secrets

COUNT = 8
LENGTH = 22
GROUPS = (6, 5, 6, 5)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST = 80
"""Characters that somebody may type: the code, and whatever they put between."""

_READ = str.maketrans("OIL", "011")
# А, В, Е, К, М, Н, Р, С, Т, У, Х of a Cyrillic keyboard look like these letters; О looks like a nought and І like a one.
_CYRILLIC = str.maketrans("АВЕКМНРСТУХОІ", "ABEKMHPCTYX01")


def draw() -> list[str]:
    """Eight new codes, in canonical form."""
    return ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(COUNT)]


def canonical(typed: str) -> str:
    """The code without spaces, hyphens and case. Whatever is no code at all stays something that no account has."""
    letters = "".join(letter for letter in typed[:LONGEST].upper() if letter.isalnum())
    return letters.translate(_CYRILLIC).translate(_READ)


def shown(code: str) -> str:
    """In groups, as it is printed."""
    parts, start = [], 0
    for length in GROUPS:
        parts.append(code[start : start + length])
        start += length
    return "-".join(parts)
