"""Settings of a rule as they are written, read strictly: a rule never guesses what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from veche.words.sentence import Place, Sentence

from ..contest import Contest
from ..errors import CannotCount
from ..terms import Rule, Setting, Terms

MOST_DIGITS = 9
"""Of a number in a setting: more than any roll needs."""


@dataclass(frozen=True)
class Choices:
    """The settings in force for one count."""

    rule: Rule
    terms: Terms

    def text(self, name: str) -> str:
        return self.rule.setting(self.terms, name)

    def one_of(self, name: str, *allowed: str) -> str:
        """One of the words that the setting knows. Raises CannotCount."""
        return self.rule.choice(self.terms, name, *allowed)

    def whole(self, name: str, least: int = 1) -> int:
        """A whole number. Raises CannotCount."""
        value = self.text(name)
        if not re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", value) or int(value) < least:
            raise self.wrong(name, f"a whole number from {least}")
        return int(value)

    def share(self, name: str) -> Fraction:
        """A fraction, "1/2", or a whole number. Raises CannotCount."""
        value = self.text(name)
        if not re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}(/0*[1-9][0-9]{{0,{MOST_DIGITS - 1}}})?", value):
            raise self.wrong(name, "a fraction such as 1/2")
        return Fraction(value)

    def wrong(self, name: str, wanted: str) -> CannotCount:
        return CannotCount(f"{self.rule.id}: {name} cannot be {self.text(name)}", f"choose {wanted}")


@dataclass(frozen=True)
class Threshold:
    """What somebody must reach to win anything: more than a share of some number of papers, or at least that share."""

    share: Fraction
    at_least: bool
    base: str
    of: int

    @property
    def needed(self) -> Fraction:
        """The exact number of votes that the share comes to."""
        return self.share * self.of

    def reached(self, votes: int | Fraction) -> bool:
        return votes >= self.needed if self.at_least else votes > self.needed

    def said(self) -> Sentence:
        """The threshold in words, with the number that it comes to."""
        places: dict[str, Place | Sentence] = {
            "share": str(self.share),
            "base": Sentence(f"base.{self.base}"),
            "of": self.of,
            "needed": self.needed,
        }
        return Sentence("threshold.at_least" if self.at_least else "threshold.more", places)


THRESHOLD = {
    "threshold": Setting("none", "none, or a fraction such as 1/2"),
    "comparator": Setting("more", "more or at-least (than the threshold)"),
    "base": Setting(
        "unstated", "chosen (papers with a vote), valid (with blank ones), returned (with invalid ones)"
    ),
}


def threshold(choices: Choices, contest: Contest, blank: int, set_aside: int = 0) -> Threshold | None:
    """The threshold that the settings state; `set_aside` papers are not valid, `blank` of the valid ones choose nobody.

    What a share is a share of changes who is elected, and rule books differ: without a base, CannotCount.
    """
    if choices.text("threshold") == "none":
        return None
    share = choices.share("threshold")
    if share > 1:
        raise choices.wrong("threshold", "a fraction up to 1")
    at_least = choices.one_of("comparator", "more", "at-least") == "at-least"
    valid, invalid = contest.ballots.total - set_aside, sum(contest.invalid.values()) + set_aside
    papers = {"chosen": valid - blank, "valid": valid, "returned": valid + invalid}
    base = choices.one_of("base", *papers)
    return Threshold(share, at_least, base, papers[base])
