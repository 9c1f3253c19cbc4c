"""Numbers on a result sheet: votes with as many digits as the count has, within reason."""

from __future__ import annotations

from fractions import Fraction

from veche.words import Language, Words
from veche.words.formats import cut, exact
from veche.words.numerals import decimals
from veche.words.sentence import Sentence

from ..record import Count, Number

MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 5
"""After the point, on the sheet. The record in JSON has every number exactly."""


class Figures:
    """`digits` after the point of all votes; `is_cut` where some have more."""

    words: Words
    language: Language
    digits: int
    is_cut: bool

    def votes(self, value: Number) -> str:
        return cut(self.language, value, self.digits)

    def change(self, value: Number) -> str:
        """With its sign; nothing where nothing changed."""
        if not value:
            return ""
        return f"+{self.votes(value)}" if value > 0 else f"{MINUS}{self.votes(-value)}"

    def cell(self, cell: Sentence | str | Number) -> str:
        if isinstance(cell, Sentence):
            return cell.say(self.words)
        return cell if isinstance(cell, str) else self.number(cell)

    def number(self, value: Number) -> str:
        """Whole, or cut off where its digits do not end soon."""
        digits = decimals(Fraction(value))
        if digits is not None and digits <= MOST_DIGITS:
            return exact(self.language, value)
        return f"{cut(self.language, value, MOST_DIGITS)}…"


def digits_of(count: Count) -> tuple[int, bool]:
    """How many digits the votes of a count need, at most MOST_DIGITS, and whether some are cut off there."""
    shown = [
        votes for stage in count.stages for votes in (*stage.standing.values(), stage.exhausted, stage.lost)
    ]
    digits = [decimals(Fraction(votes)) for votes in shown]
    longest = max((MOST_DIGITS + 1 if one is None else one for one in digits), default=0)
    return min(longest, MOST_DIGITS), longest > MOST_DIGITS
