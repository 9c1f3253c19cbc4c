"""Eight codes on paper, each of which opens the account once, to make a new passphrase.

A code is 22 characters of a base of 32, 110 random bits: too many to guess, so nothing slow has to hash it and nobody can be locked out by
guessing. The letters I, L, O, U are missing, and what looks like a digit is read as one.

The codes are made from random bytes that the form carries and from the server's key: a form that is sent twice, by a second click,
shows the same codes twice. Otherwise those on the page that comes up might be the ones that were replaced.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from veche.web.house.sealed import found_by

COUNT = 8
LENGTH = 22
GROUPS = (6, 5, 6, 5)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST = 80
"""Characters that somebody may type: the code, and whatever they put between."""

LONGEST_ONCE = 64

_READ = str.maketrans("OIL", "011")
# А, В, Е, К, М, Н, Р, С, Т, У, Х of a Cyrillic keyboard look like these letters; О looks like a nought and І like a one.
_CYRILLIC = str.maketrans("АВЕКМНРСТУХОІ", "ABEKMHPCTYX01")


def new_once() -> str:
    """For a hidden field: 128 random bits."""
    return secrets.token_urlsafe(16)


def draw(account: UUID, once: str) -> list[str]:
    """Eight codes, in canonical form: the same for the same account and form. They hold nothing that somebody else could know or guess.

    SHAKE-256(HMAC(key, "recovery codes " account "|" once)), five bits a letter.
    """
    seed = found_by(f"recovery codes {account}", once[:LONGEST_ONCE] or new_once())
    bits = int.from_bytes(hashlib.shake_256(seed).digest(COUNT * LENGTH * 5 // 8), "big")
    letters = "".join(LETTERS[bits >> 5 * place & 31] for place in range(COUNT * LENGTH))
    return [letters[start : start + LENGTH] for start in range(0, COUNT * LENGTH, LENGTH)]


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
