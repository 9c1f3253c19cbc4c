"""A question in the reader's words: what may be chosen, and how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from veche.election.questions import HomomorphicQuestion, ListsQuestion, Question
from veche.web.ballots.drawing.countings import GRADES, RANKS, name_of, source_of
from veche.web.house.language import Voice


@dataclass(frozen=True)
class Asked:
    """A question. `lists` have a name and candidates each; where there are lists, there are no `answers`."""

    text: str
    how: str
    answers: Sequence[str]
    lists: Sequence[tuple[str, Sequence[str]]]
    rule: str
    """The name of the rule that counts it; empty where none was chosen."""
    source: str
    seats: int


def asked(question: Question, counting: Mapping[str, Any] | None, voice: Voice) -> Asked:
    """`counting`: of this question, as `Vote.counting` has it."""
    rule = counting["rule"] if counting else ""
    lists = question.answers if isinstance(question, ListsQuestion) else ()
    return Asked(
        question.question,
        _how(question, rule, voice),
        () if isinstance(question, ListsQuestion) else question.answers,
        [(names[0], names[1:]) for names in lists],
        name_of(rule, voice.language) if rule else "",
        source_of(rule) if rule else "",
        counting["seats"] if counting else 0,
    )


def _how(question: Question, rule: str, voice: Voice) -> str:
    if isinstance(question, ListsQuestion):
        return voice("ballots:public.choose_list")
    if not isinstance(question, HomomorphicQuestion):
        if rule in RANKS:
            return voice("ballots:public.choose_order")
        return voice("ballots:public.choose_grades" if rule in GRADES else "ballots:public.choose_numbers")
    least, most = question.minimum, question.maximum
    if least == most:
        said = voice("ballots:public.choose_exactly", most)
    elif least == 0:
        said = voice("ballots:public.choose_up_to", most)
    else:
        said = voice("ballots:public.choose_between", most, least=least)
    return voice("ballots:public.or_blank", choice=said) if question.blank else said
