"""What is counted and what shares are taken of, computed from the figures under one reading of the rule.

A *reading* says what the rule may leave open: what an abstention and a blank paper are, and when attendance is counted.
Where a rule is silent, every reading is worked out (`readings`), and the outcome stands only if they all agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from .figures import PAPERS, Figures
from .model import AnyOf, Condition, Conditions, Settings


class NotGiven(Exception):
    """The rule needs a number that the figures do not have; its name is the argument."""


@dataclass(frozen=True)
class Reading:
    """Every setting decided. `voting_is` is the measure meant where a rule says only "those who vote"."""

    abstain_counts_as: str = "present_not_for"
    blank_is: str = "invalid"
    quorum_checked_at: str = "each_vote"
    quorum_lost: str = "record"
    voting_is: str = "papers_returned"


CHOICES = {
    "abstain_counts_as": ("present_not_for", "not_voting", "for_nobody"),
    "blank_is": ("invalid", "abstain"),
    "quorum_checked_at": ("each_vote", "open"),
    "quorum_lost": ("record", "stop"),
    "voting_is": ("papers_returned", "papers_returned_without_spoiled"),
}
"""The values of each setting; the first is shown where all of them lead to the same outcome."""


def readings(settings: Settings, figures: Figures, conditions: Conditions) -> Iterator[Reading]:
    """Every reading that the rule allows and that these figures can tell apart, the usual one first.

    A rule that says "papers returned" or "those present" has said that abstentions are among them; one that says "valid
    votes" or "those who vote" has not. A number that is not given may be any: it does not close a reading.
    """
    words = {one.count for one in simple(conditions)} | bases(conditions)
    open_words = bool(words & {"valid_votes", "voting"})
    abstentions = figures.abstain != 0 or figures.blank != 0
    moved = figures.present_at_opening not in (None, figures.present)
    matters = {
        "abstain_counts_as": open_words and abstentions,
        "blank_is": (open_words or "papers_returned_without_spoiled" in words) and figures.blank != 0,
        "quorum_checked_at": moved,
        "quorum_lost": moved,
        "voting_is": "voting" in words,
    }
    options = []
    for name, values in CHOICES.items():
        stated = getattr(settings, name, None)
        options.append((stated,) if stated else values if matters[name] else values[:1])
    yield from (Reading(*chosen) for chosen in product(*options))


def bases(conditions: Conditions) -> set[str]:
    """Every measure that shares are taken of."""
    return {one.of for one in simple(conditions) if one.of is not None}


def simple(conditions: Conditions) -> Iterator[Condition]:
    """All conditions, those inside an alternative too."""
    for one in conditions:
        yield from one.conditions if isinstance(one, AnyOf) else (one,)


def complete(figures: Figures) -> Figures:
    """The same with what follows from the rest: all papers from their parts, or one part from the others."""
    parts = {name: getattr(figures, name) for name in PAPERS}
    unknown = [name for name, value in parts.items() if value is None]
    found: dict[str, Any] = {}
    known = sum(value for value in parts.values() if value is not None)
    if figures.returned is None:
        return figures if unknown else replace(figures, returned=known)
    rest = figures.returned - known
    if rest == 0 or len(unknown) == 1:
        found = dict.fromkeys(unknown, rest)
    return replace(figures, **found)


def measure(name: str, figures: Figures, reading: Reading) -> int:
    """The number of that name. Raises NotGiven."""
    if name == "voting":
        name = reading.voting_is
    papers = Papers(figures, reading)
    return FORMULAS[name](papers) if name in FORMULAS else papers.given(name)


@dataclass(frozen=True)
class Papers:
    """The figures of one unit, seen under one reading."""

    figures: Figures
    reading: Reading

    def given(self, name: str) -> int:
        value: int | None = getattr(self.figures, name)
        if value is None:
            raise NotGiven(name)
        return value

    def roll(self) -> int:
        """Whoever the rule keeps out of the base was on the list, and is taken off it here."""
        return self.given("roll") - (self.figures.excluded or 0)

    def abstentions(self) -> int:
        return self.given("abstain") + (self.given("blank") if self.reading.blank_is == "abstain" else 0)

    def invalid(self) -> int:
        return self.given("spoiled") + (self.given("blank") if self.reading.blank_is == "invalid" else 0)

    def returned(self) -> int:
        unseen = self.abstentions() if self.reading.abstain_counts_as == "not_voting" else 0
        return self.given("returned") - unseen

    def yes_plus_no(self) -> int:
        return self.given("yes") + self.given("no")

    def valid_votes(self) -> int:
        for_nobody = self.abstentions() if self.reading.abstain_counts_as == "for_nobody" else 0
        return self.yes_plus_no() + for_nobody


FORMULAS: dict[str, Callable[[Papers], int]] = {
    "roll": Papers.roll,
    "roll_minus_prevented": lambda papers: papers.roll() - papers.given("prevented"),
    "papers_returned": Papers.returned,
    "papers_returned_without_spoiled": lambda papers: papers.returned() - papers.invalid(),
    "valid_votes": Papers.valid_votes,
    "yes_plus_no": Papers.yes_plus_no,
}
"""Measures that are not simply one of the figures."""
