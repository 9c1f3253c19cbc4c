"""What members read from the command, in their language."""

from __future__ import annotations

from pathlib import Path

from veche.words import Language, Words, catalogue


def words(language: Language) -> Words:
    """The texts of the command in a language."""
    return catalogue(Path(__file__).parent, language)
