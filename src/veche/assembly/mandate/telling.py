"""What was judged, and what a delegate is bound to, as sentences: the catalogue is beside this file."""

from __future__ import annotations

from pathlib import Path

from veche.words import Language, Words, catalogue
from veche.words.sentence import Sentence

from .advising import Advice, Duty
from .judging import Verdict, Why
from .model import IfAmended, Kind

FOLDER = Path(__file__).parent / "words"


def words_of(language: Language) -> Words:
    return catalogue(FOLDER, language)


def verdict(found: Verdict | str) -> Sentence:
    """One word or two: kept, broken."""
    return Sentence(f"verdict.{found}")


def why(found: Why | str) -> Sentence:
    return Sentence(f"why.{found}")


def kind(found: Kind | str) -> Sentence:
    return Sentence(f"kind.{found}")


def if_amended(found: IfAmended | str) -> Sentence:
    """What is to be done if the text was amended."""
    return Sentence(f"if_amended.{found}")


def duty(advice: Advice) -> Sentence:
    """What the delegate is bound to; the numbers of a card stand beside it."""
    several = advice.duty is Duty.SPLIT and bool(advice.tied)
    return Sentence("duty.split_tied" if several else f"duty.{advice.duty}")


def answer(key: str) -> Sentence | str:
    """An answer of a decision by yes and no is a key; any other is its own text."""
    return Sentence(f"answer.{key}") if key in ("yes", "no", "abstain") else key
