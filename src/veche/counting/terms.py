"""What a rule is told besides the contest, and how a rule presents itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .contest import Ballots, Contest
from .record import Count

if TYPE_CHECKING:
    from .lot import Lot
    from .reserved import Reserved


@dataclass(frozen=True)
class Terms:
    """`lot` breaks what the rule leaves to a lot; `reserved` seats; `guarded` candidates may not be excluded (countback);
    `settings` of the rule as text, checked against those that it declares."""

    lot: Lot | None = None
    reserved: Reserved | None = None
    guarded: frozenset[int] = frozenset()
    settings: Mapping[str, str] = field(default_factory=dict)


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
