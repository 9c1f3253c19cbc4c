"""The short texts that table and picture share. Numbers and answers stand beside each other as in a list: no sentence is put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from veche.assembly.mandate import telling
from veche.words import Language, Words, catalogue
from veche.words.formats import exact
from veche.words.sentence import Sentence

from .tree import Decision, Given, Seat

FOLDER = Path(__file__).parent / "words"
OUTCOMES = ("carried", "lost", "no_quorum", "no_law", "cannot_tell", "apart")
BETWEEN = " · "


class Speaker:
    """Both catalogues in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.own: Words = catalogue(FOLDER, language)
        self.mandates: Words = telling.words_of(language)

    def say(self, key: str, count: int | None = None, **places: object) -> str:
        """A text of this room; `count` picks the plural form, and stands in it as people write numbers."""
        shown = {} if count is None else {"count": exact(self.language, count)}
        return self.own.text(key, count, **shown | places)

    def number(self, value: int) -> str:
        return exact(self.language, value)

    def answer(self, answer: str) -> str:
        said = telling.answer(answer)
        return said.say(self.mandates) if isinstance(said, Sentence) else said

    def given(self, given: Sequence[Given]) -> str:
        """Yes 60 · No 40. Answers without a vote are left out where others have some."""
        some = [one for one in given if one.votes] or given
        return BETWEEN.join(f"{self.answer(one.answer)} {self.number(one.votes)}" for one in some)

    def card(self, decision: Decision, seat: Seat) -> str:
        """How a seat voted, or that it did not, or that nobody knows."""
        if seat.card is None:
            return self.say(
                "card.none"
                if seat.verdict == "absent" or seat.why in ("referred_back", "not_voted")
                else "card.unknown"
            )
        answers = [one.answer for one in decision.given]
        voted = [Given(answer, votes) for answer, votes in zip(answers, seat.card, strict=True) if votes]
        if len(voted) == 1 and voted[0].votes == 1:
            return self.answer(voted[0].answer)
        return self.given(voted)

    def outcome(self, outcome: str) -> str:
        key = outcome.replace("-", "_")
        return self.say(f"outcome.{key}") if key in OUTCOMES else self.answer(outcome)

    def verdict(self, seat: Seat) -> str:
        said = telling.verdict(seat.verdict).say(self.mandates)
        return self.say("seat.judged", verdict=said) if seat.judged else said

    def why(self, seat: Seat) -> str:
        return telling.why(seat.why).say(self.mandates)

    def seat(self, seat: Seat) -> str:
        return self.say("seat.name", body=seat.body, number=self.number(seat.number))
