"""A text as the paragraphs that it is made of. A blank line parts two of them; a paragraph may have several lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from .errors import TooLong

MOST_CHARACTERS = 400_000
MOST_PARAGRAPHS = 3_000

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""What nobody sees, and what makes a text read in another order than it stands: two texts would look the same and differ."""
_SPACES = re.compile(r"[^\S\n]+")


def split(text: str) -> list[str]:
    """The paragraphs of a text as somebody typed it; none is empty. Raises TooLong.

    `split(join(paragraphs))` gives the same paragraphs again.
    """
    if len(text) > MOST_CHARACTERS:
        raise TooLong(MOST_CHARACTERS, "characters")
    found: list[list[str]] = [[]]
    for line in clean(text).split("\n"):
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    paragraphs = ["\n".join(lines) for lines in found if lines]
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise TooLong(MOST_PARAGRAPHS, "paragraphs")
    return paragraphs


def join(paragraphs: Sequence[str]) -> str:
    """The text as one types it."""
    return "\n\n".join(paragraphs)


def clean(text: str) -> str:
    """Composed letters (NFC), lines ended by a line feed and nothing else, one space where there were several, nothing unseen."""
    text = _BREAKS.sub("\n", text)
    text = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")
    text = _UNSEEN.sub("", text)
    return "\n".join(
        _SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n")
    )
