"""Codes that people hold in their hands: typed from paper, read aloud, scanned.

Crockford's Base32 (no I, L, O, U), in groups of four; the last two letters are a check, so that a slip of the finger is told from a code that no
longer holds. Long codes carry 128 bits and lie on paper for days. Short ones carry 50, live for hours, and only a member can try them.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONG, SHORT = 26, 10
"""Letters that carry the secret: 5 bits each, of the long code's 130 two are always zero."""
CHECK = 2
LONGEST_TYPED = 100
"""In characters, with whatever spaces and dashes somebody puts between."""

LOOK_ALIKES = str.maketrans(
    {"I": "1", "L": "1", "O": "0"} | dict(zip("АВЕКМНОРСТУХІЈЅЗ", "ABEKMH0PCTYX1JS3", strict=True))
)
"""What is taken for another letter, on a Latin keyboard and on a Cyrillic one."""


class Mistyped(ValueError):
    """Not a code at all: a letter is missing, or wrong."""


def new_short_code() -> str:
    """A fresh code of 50 bits, as it is shown."""
    return shown(secrets.randbits(5 * SHORT), SHORT)


def long_code(secret: bytes) -> str:
    """The code that carries these 16 bytes, as it is shown."""
    return shown(int.from_bytes(secret[:16], "big"), LONG)


def shown(value: int, length: int) -> str:
    """`length` letters and two for the check, in groups of four: ABCD-EFGH-…"""
    letters = "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(length)))
    letters += _check(letters)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def plain(typed: str) -> str:
    """The bare letters of a code, however it was typed: case, spaces, dashes, look-alikes. Raises `Mistyped`."""
    letters = "".join(character for character in typed[:LONGEST_TYPED].upper() if character.isalnum())
    letters = letters.translate(LOOK_ALIKES)
    if len(letters) - CHECK not in (LONG, SHORT) or _check(letters[:-CHECK]) != letters[-CHECK:]:
        raise Mistyped("not a code")
    return letters


def _check(letters: str) -> str:
    digest = int.from_bytes(hashlib.sha256(letters.encode()).digest()[:2], "big")
    return ALPHABET[digest >> 11] + ALPHABET[digest >> 6 & 31]
