"""Reasons in the reader's language."""

from __future__ import annotations

from pathlib import Path

from veche.words import Language, catalogue
from veche.words.sentence import Sentence


def said(sentence: Sentence, language: Language) -> str:
    """A reason of `Ranked.why`, in words."""
    return sentence.say(catalogue(Path(__file__).parent / "words", language))
