"""What tells how somebody voted in a secret vote: said to the officer who is about to make or publish it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from veche import rules
from veche.cli.terminal import note
from veche.counting import Contest
from veche.counting.papers import Rankings
from veche.election.questions import Question
from veche.rules.small_groups import revealing_question, revealing_rankings, unique_weights
from veche.words import Language, catalogue
from veche.words.sentence import Sentence


def warn_of_weights(weights: Iterable[int]) -> None:
    """Where a weight belongs to one member alone."""
    _warn(unique_weights(weights))


def warn_of_rankings(contest: Contest) -> None:
    """Where whole papers are written down, and there are more orders than voters."""
    if isinstance(contest.ballots, Rankings):
        _warn(revealing_rankings(len(contest.candidates), contest.ballots.total))


def warn_of_questions(questions: Sequence[Question], roll: int) -> None:
    """Before a vote is open: where the result will show every vote, and there are more orders than people."""
    for number, question in enumerate(questions, 1):
        if question.kind == "NH":
            _warn(revealing_question(number, len(question.answers), roll))


def _warn(sentences: Iterable[Sentence]) -> None:
    words = catalogue(Path(rules.__file__).parent / "words", Language.EN)
    for sentence in sentences:
        note(sentence.say(words))
