"""What a report is about, in one place and in no language: everything that was stated, counted, decided and verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from veche.counting.record import Count
from veche.election.questions import ListsQuestion
from veche.rules.decision import Decision

from .ledger import Ledger

SPOILED = (
    "unmarked",
    "unclear",
    "too_many",
    "identifies_voter",
    "not_genuine",
    "returned_twice",
    "not_entitled",
    "late",
)
"""The closed list of reasons for which a paper is invalid. A reason outside it is a dispute, not a number."""


LISTS = ("dhondt", "sainte-lague")
"""Rules of counting that give seats to lists."""


class Layout(StrEnum):
    """Whose form the report has."""

    GENERAL = "general"
    GB_ELECTION = "gb-election"
    GB_ACTION = "gb-action"
    US_ELECTION = "us-election"


@dataclass(frozen=True)
class Change:
    """`number` members were added to the roll or removed from it (`what`: "added" or "removed"), for a reason."""

    what: str
    number: int
    reason: str


@dataclass(frozen=True)
class Roll:
    """`entitled` is everybody on the roll, `excluded` and `prevented` among them (as in `veche.rules.Figures`)."""

    entitled: int | None = None
    day: date | None = None
    excluded: int | None = None
    prevented: int | None = None
    present: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Papers:
    """Voting papers, or their electronic like. `distributed` counts those that replaced another; `returned` those that are
    spoiled; `spoiled` by the reasons of the closed list, None where it is not known. None: not known; 0 is a number."""

    printed: int | None = None
    unused: int | None = None
    distributed: int | None = None
    replaced: int | None = None
    undeliverable: int | None = None
    returned: int | None = None
    challenged: int | None = None
    spoiled: Mapping[str, int] | None = None
    set_aside: int = 0
    """By the count, for reasons that its record states."""
    valid: int | None = None

    @property
    def all_spoiled(self) -> int | None:
        return None if self.spoiled is None else sum(self.spoiled.values()) + self.set_aside


@dataclass(frozen=True)
class Standing:
    """A candidate, or an answer, and what it received."""

    name: str
    votes: int
    elected: bool = False


@dataclass(frozen=True)
class Votes:
    """Yes and no, or the candidates, or both where an archive states the sums of every answer."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    blank: int | None = None
    candidates: tuple[Standing, ...] = ()
    seats: int | None = None


@dataclass(frozen=True)
class People:
    """Names as their bearers chose them. `independent` are persons beside the scrutineer who stored, distributed or counted."""

    returning_officer: str = ""
    registrar: str = ""
    trustees: tuple[str, ...] = ()
    scrutineer: str = ""
    independent: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The whole report. `minimum`: where fewer papers were returned, only the outcome is published."""

    layout: Layout
    body: str
    title: str
    question: str
    signed: date
    opened: date | None = None
    closed: date | None = None
    place: str = ""
    offices: tuple[str, ...] = ()
    roll: Roll = field(default_factory=Roll)
    papers: Papers = field(default_factory=Papers)
    votes: Votes = field(default_factory=Votes)
    people: People = field(default_factory=People)
    ledger: Ledger | None = None
    count: Count | None = None
    recounted: bool = False
    """Whether the votes in the archive were counted again and gave this count."""
    decision: Decision | None = None
    rule_file: str = ""
    """The file of the rule, where it is one of the body's own; as the report file names it."""
    minimum: int = 0

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Each candidate's votes, as stated or at the first stage of the count, and whether they are elected."""
        if self.count is None or not self.count.stages:
            return self.votes.candidates
        names = {one.number: one.name for one in self.count.candidates}
        elected = set() if self.is_motion else {names[number] for number in self.count.winners}
        first = self.count.stages[0].standing
        known = self.votes.candidates or tuple(
            Standing(name, int(first[number])) for number, name in names.items() if number in first
        )
        return tuple(replace(one, elected=one.elected or one.name in elected) for one in known)

    @property
    def is_motion(self) -> bool:
        """Whether the answers are yes and no: then nobody is elected, whatever has more votes."""
        return self.count is not None and self.count.method.id == "yes-no"

    @property
    def of_lists(self) -> bool:
        """Whether the vote was for lists of candidates."""
        asked = self.ledger is not None and isinstance(self.ledger.question, ListsQuestion)
        return asked or (self.count is not None and self.count.method.id in LISTS)

    @property
    def whole(self) -> int | None:
        """What shares of votes are shares of: valid papers, or the weight of all of them."""
        if self.ledger is not None and self.ledger.weighs:
            return self.ledger.weight
        return self.papers.valid

    @property
    def hiding(self) -> int | None:
        """How many papers hide each other; None where nothing is known, so that there is nothing to hide."""
        papers, votes = self.papers, self.votes
        answers = (votes.yes, votes.no, votes.abstain, votes.blank)
        told = [*answers, *(one.votes for one in votes.candidates)]
        for number in (papers.returned, papers.valid):
            if number is not None:
                return number
        if all(number is None for number in told):
            return None
        return sum(number or 0 for number in answers) or sum(one.votes for one in votes.candidates)

    @property
    def published(self) -> bool:
        """Whether votes are shown. Below the minimum they could tell how single members voted."""
        return self.hiding is None or self.hiding >= self.minimum
