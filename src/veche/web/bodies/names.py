"""Names that people choose: what is written, and when two look the same."""

from __future__ import annotations

import unicodedata

LONGEST = 60
LONGEST_TYPED = 1000
"""In characters. What stands behind is not looked at: to put accents in order takes time that grows with the square of their number."""


def clean(name: str) -> str:
    """One line without what cannot be seen: control characters, marks of direction, spaces in a row."""
    visible = "".join(
        character
        for character in unicodedata.normalize("NFC", name[:LONGEST_TYPED])
        if unicodedata.category(character)[0] != "C"
    )
    return " ".join(visible.split())


SAME = str.maketrans(
    "авекмнорстухіјѕёўґ"  # Cyrillic letters, and the Latin or Cyrillic ones for which they are taken
    "0l1|",
    "abekmhopctyxijseyroiii",
)


def same_name(one: str, other: str) -> bool:
    """Whether somebody could take one name for the other: case, spaces, signs and look-alike letters aside."""
    return _skeleton(one) == _skeleton(other)


def _skeleton(name: str) -> str:
    letters = unicodedata.normalize("NFKD", clean(name).casefold().translate(SAME))
    bare = "".join(character for character in letters if character.isalnum()).translate(SAME)
    return bare or clean(name)
