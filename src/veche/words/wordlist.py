"""Words to write on paper and to read to each other: for each language 1,024 of them, so that a word is worth ten bits.

They are common and concrete, three to eight letters long, each in the letters of its own language. Two of a list differ in more than one
letter even for somebody who writes without accents or on a keyboard for another language: `fold` takes all of that away.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from . import Language

SIZE = 1024
BITS = 10
FOLDER = Path(__file__).parent / "wordlists"

_APOSTROPHES = re.compile("['’ʼ‘`´′]")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[а-ґ]")
_LATIN = str.maketrans("aeopcxyikmthb", "аеорсхуикмтнв")
"""Latin letters that look like Cyrillic ones, typed inside a Cyrillic word."""
_ALIKE = str.maketrans({"і": "и", "ґ": "г", "є": "е", "э": "е", "ł": "l"})
"""Letters that one reaches for when the keyboard lacks the right one. ё, ї, ў, й, ó, ż are letters with a mark, and lose it."""


@cache
def wordlist(language: Language) -> tuple[str, ...]:
    """The words of a language, in the order that gives each its number. Raises ValueError where the file is not such a list."""
    words = tuple((FOLDER / f"{language}.txt").read_text(encoding="utf-8").split())
    if len(words) != SIZE or len({fold(word) for word in words}) != SIZE:
        raise ValueError(f"wordlists/{language}.txt: not {SIZE} words that can be told apart")
    return words


def spoken(language: Language, value: bytes, count: int) -> list[str]:
    """The first `count` times ten bits of a value, as words: for two people who compare a fingerprint. Raises ValueError where it is shorter."""
    if len(value) * 8 < count * BITS:
        raise ValueError(f"{len(value)} bytes are not {count} words")
    bits = int.from_bytes(value, "big") >> (len(value) * 8 - count * BITS)
    places = (bits >> BITS * place & SIZE - 1 for place in reversed(range(count)))
    return [wordlist(language)[place] for place in places]


def folded(text: str) -> tuple[str, ...]:
    """The words that somebody typed, whatever stands between them, in the one form in which they are compared."""
    return tuple(fold(word) for word in _WORD.findall(_unmarked(text)))


def fold(word: str) -> str:
    """A word without case, accents, apostrophes, and without the differences that keyboards make."""
    plain = _unmarked(word)
    if _CYRILLIC.search(plain):
        plain = plain.translate(_LATIN)
    return plain.translate(_ALIKE)


def _unmarked(text: str) -> str:
    """Small letters without the marks over and under them; no apostrophes, so that they do not part a word."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return _APOSTROPHES.sub("", "".join(letter for letter in apart if not unicodedata.combining(letter)))
