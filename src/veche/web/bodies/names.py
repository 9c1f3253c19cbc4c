"""Names that people choose: what is written, and when two look the same."""

from __future__ import annotations

import unicodedata

LONGEST = 60
LONGEST_TYPED = 1000
"""In characters. What stands behind is not looked at: to put accents in order takes time that grows with the square of their number."""


BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, accents and signs by their kind, of which nothing is seen: fillers of Hangul and others, the empty sign of Braille."""


def clean(name: str) -> str:
    """One line without what cannot be seen: control characters, marks of direction, blank letters, spaces in a row."""
    visible = "".join(
        character
        for character in unicodedata.normalize("NFC", name[:LONGEST_TYPED])
        if unicodedata.category(character)[0] != "C" and character not in BLANK
    )
    return " ".join(visible.split())


SAME = str.maketrans(
    "авекмнорстухіјѕґзбһԁԛԝ"  # Cyrillic letters, and the Latin or Cyrillic ones and digits for which they are taken
    "αβεζηικμνορτυχ"  # Greek ones: capitals, as they are mistaken most
    "ıɑɡ0l1",
    "abekmhopctyxijsr36hdqwabezhikmnoptyxiagoii",
)


def same_name(one: str, other: str) -> bool:
    """Whether somebody could take one name for the other: case, spaces, signs, accents and look-alike letters aside."""
    return skeleton(one) == skeleton(other)


def skeleton(name: str) -> str:
    """What is left of a name when case, spaces, signs, accents and look-alikes are put aside."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", clean(name)).casefold())
    bare = "".join(character for character in letters if character.isalnum()).translate(SAME)
    return bare or clean(name)
