"""The report's words in one language, and those of the rooms below: rules of counting, reasons of a decision."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from veche import counting, rules
from veche.words import Language, Words, catalogue
from veche.words.formats import share
from veche.words.sentence import Place, Sentence

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that hide text or turn its direction: a name must not change what the paper says around it."""


@dataclass(frozen=True)
class Voice:
    """Says a text by its key: `voice("roll.entitled")`; {places} are filled as the language writes them."""

    language: Language

    def __call__(self, key: str, count: int | None = None, **places: Place | Sentence) -> str:
        return Sentence(key, places, count).say(self.words)

    @property
    def words(self) -> Words:
        return catalogue(Path(__file__).parent / "words", self.language)

    @property
    def counting(self) -> Words:
        return catalogue(Path(counting.__file__).parent / "words", self.language)

    @property
    def rules(self) -> Words:
        return catalogue(Path(rules.__file__).parent / "words", self.language)

    def counted(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """What the room of counting says."""
        return tuple(sentence.say(self.counting) for sentence in sentences)

    def ruled(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """What the room of rules says."""
        return tuple(sentence.say(self.rules) for sentence in sentences)

    def number(self, value: int | None) -> str:
        """A number, or that it was not stated: not known is not zero."""
        return self("figure.unknown") if value is None else self("figure.number", value=value)

    def day(self, value: date | None) -> str:
        return self("figure.unknown") if value is None else self("figure.day", value=value)

    def share(self, part: int | None, whole: int | None) -> str:
        """A percentage, or that it cannot be told."""
        if part is None or not whole:
            return self("figure.unknown")
        return share(self.language, Fraction(part, whole))

    def names(self, names: Iterable[str]) -> str:
        return "; ".join(plain(name) for name in names if name) or self("figure.unknown")


def plain(text: str) -> str:
    """Text of others, safe to print: on one line, and nothing in it hides or turns the text around it."""
    line = " ".join(text.splitlines()).replace("\t", " ")
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in HIDDEN else c for c in line)
