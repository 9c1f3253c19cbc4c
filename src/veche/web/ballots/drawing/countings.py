"""Which counting rules fit which question, and how many seats they can fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from veche import counting
from veche.counting import RULES
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.words import Language, Words, catalogue
from veche.words.answers import roles

from .questions import compact

RANKS = ("irv", "scottish-stv", "meek", "ers97", "schulze", "ranked-pairs", "borda")
GRADES = ("majority-judgment", "cumulative", "equal-shares")
LISTS = ("dhondt", "sainte-lague")
ONE_SEAT = frozenset({"yes-no", "irv"})
"""Rules that have one winner, whatever is asked for."""


def fitting(question: Question) -> tuple[str, ...]:
    """The ids of the rules that count such a question, the usual one first."""
    if isinstance(question, ListsQuestion):
        return LISTS
    if isinstance(question, NonHomomorphicQuestion):
        return RANKS + GRADES
    if question.maximum > 1:
        return ("block", "approval")
    meant = roles(question.answers)
    plain = meant is not None and meant.count("yes") == meant.count("no") == 1
    return ("yes-no", "plurality") if plain else ("plurality",)


def words_of(language: Language) -> Words:
    """What rules call themselves."""
    return catalogue(Path(counting.__file__).parent / "words", language)


def name_of(rule: str, language: Language) -> str:
    return words_of(language).text(f"rule.{rule}")


def source_of(rule: str) -> str:
    """Where the rule's text can be read."""
    return RULES[rule].source


def most_seats(question: Question, rule: str) -> int:
    """As many as can be filled: no more than there are answers, or candidates on lists."""
    if rule in ONE_SEAT:
        return 1
    if isinstance(question, ListsQuestion):
        return sum(len(names) - 1 for names in question.answers)
    return len(question.answers)


def settings_of(question: Question, rule: str) -> dict[str, str]:
    """Settings that follow from the question: how many votes a ballot has, which answer is yes, what grades are called."""
    if isinstance(question, HomomorphicQuestion) and rule == "block":
        return {"votes": str(question.maximum)}
    if isinstance(question, HomomorphicQuestion) and rule == "yes-no":
        meant = roles(question.answers) or ("yes", "no")
        return {name: str(meant.index(name) + 1) for name in ("yes", "no")}
    return {}


def hinted(question: Question, chosen: Mapping[str, Any] | None, grades: Sequence[str] = ()) -> Question:
    """The question with a hint of its count, for booths and other programs: ranks or grades, and how many seats.

    `grades`: names of grades, the best first, where the rule has grades.
    """
    if not isinstance(question, NonHomomorphicQuestion):
        return question
    if chosen is None:
        return replace(question, extra=None)
    hint: dict[str, Any] = {"method": chosen["rule"], "seats": chosen["seats"]}
    if grades:
        hint["grades"] = list(grades)
    return replace(question, extra=compact(hint))
