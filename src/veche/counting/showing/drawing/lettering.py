"""How much room a text takes, before anyone has drawn it: a careful guess in whole numbers, wide rather than narrow."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

THIN = frozenset("ijlftrI.,:;'’|!()[]- іїґ")
BROAD = frozenset("mwMWOQGЖШЩЮФЫДМжмшщюфыд@%—…№")


STRONG = 118
"""Strong letters are wider than plain ones: hundredths."""


def room_of(text: str, size: int, *, strong: bool = False) -> int:
    """The width of a text at a size, in the same units."""
    return sum(map(_hundredths, text)) * size * (STRONG if strong else 100) // 10_000


def _hundredths(letter: str) -> int:
    """The width of a letter in hundredths of the size."""
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return 105
    if letter in THIN:
        return 38
    if letter in BROAD:
        return 92
    return 70 if letter.isupper() else 59


def fitted(text: str, room: int, size: int) -> str:
    """The text, or its beginning and "…" where it is too long."""
    if room_of(text, size) <= room:
        return text
    kept = text
    while kept and room_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: int, size: int, most: int) -> list[str]:
    """The text in at most `most` lines, broken between words; the last is cut where it does not fit."""
    lines = list(_lines(text.split(), room, size))
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fitted(line, room, size) for line in lines]


def _lines(words: list[str], room: int, size: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and room_of(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
