"""A paragraph as words, each with what stands before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CORE = re.compile(r"(\s*)((?:[^\W_]+(?:['’ʼ‘‑\-./:][^\W_]+)*)|\S|\Z)", re.DOTALL)
"""A word with its apostrophes and hyphens (аб’яднанне, што-небудзь, 1.5, 10:30), or one sign. At the end what is left of white space."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a sign, and the white space before it."""

    lead: str
    core: str

    @property
    def text(self) -> str:
        return self.lead + self.core

    @property
    def weight(self) -> int:
        """How long a word it is; a sign weighs nothing."""
        return len(self.core) if self.core[:1].isalnum() else 0


def units(text: str) -> list[Unit]:
    """All of the text: joined together, the units give it again."""
    found = [Unit(match[1], match[2]) for match in _CORE.finditer(text)]
    return [unit for unit in found if unit.text]
