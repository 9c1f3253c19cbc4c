"""What a rule is told besides the contest, and how a rule presents itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .contest import Ballots, Contest
from .errors import CannotCount, CannotReserve
from .lot import Lot
from .record import Count, Method
from .reserved import Limit, Reserved

PROTECTED = "protected from exclusion"


@dataclass(frozen=True)
class Terms:
    """`lot` breaks what the rule leaves to a lot; `reserved` seats; `guarded` candidates may not be excluded (countback);
    `settings` of the rule as text, checked against those that it declares."""

    lot: Lot | None = None
    reserved: Reserved | None = None
    guarded: frozenset[int] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def limits(self) -> Reserved | None:
        """The reserved seats, with the guarded candidates as one more group, all of whom must be elected.

        Raises CannotReserve where a group has the name of that one.
        """
        if not self.guarded:
            return self.reserved
        limits, groups = (self.reserved.limits, self.reserved.groups) if self.reserved else ((), {})
        if PROTECTED in groups:
            raise CannotReserve(f"a group is called {PROTECTED!r}, which means those who sit: rename it")
        limit = Limit(PROTECTED, at_least=len(self.guarded))
        return Reserved((*limits, limit), {**groups, PROTECTED: self.guarded})


@dataclass(frozen=True)
class Setting:
    """`default` in the form in which it is given; `values` in words for the help."""

    default: str
    values: str


@dataclass(frozen=True)
class Rule:
    """One rule. `takes` are the kinds of ballots that it counts; `source` where its text can be read."""

    id: str
    version: str
    source: str
    takes: tuple[type[Ballots], ...]
    count: Callable[[Contest, Terms], Count]
    settings: Mapping[str, Setting] = field(default_factory=dict)
    reserves: bool = False
    """Whether it can keep seats for groups."""
    guards: bool = False
    """Whether it can protect candidates from exclusion, as a countback asks."""

    def setting(self, terms: Terms, name: str) -> str:
        """The setting in force."""
        return terms.settings.get(name, self.settings[name].default)

    def choice(self, terms: Terms, name: str, *allowed: str) -> str:
        """The setting in force, which must be one of those allowed. Raises CannotCount."""
        value = self.setting(terms, name)
        if value not in allowed:
            raise CannotCount(f"{self.id}: {name} cannot be {value}", f"choose {' or '.join(allowed)}")
        return value

    def record(self, contest: Contest, terms: Terms, **found: Any) -> Count:
        """The record of a count by this rule: what every record says, and what this count found (fields of `Count`)."""
        settings = {name: self.setting(terms, name) for name in self.settings}
        said: dict[str, Any] = {
            "method": Method(self.id, self.version, self.source, settings),
            "title": contest.title,
            "candidates": contest.candidates,
            "seats": contest.seats,
            "valid": contest.ballots.total,
            "votes_hash": contest.votes_hash(),
            "withdrawn": tuple(sorted(contest.withdrawn)),
            "invalid": contest.invalid,
            "applied": contest.applied,
            "lot": terms.lot.shown() if terms.lot else None,
        }
        return Count(**said | found)
