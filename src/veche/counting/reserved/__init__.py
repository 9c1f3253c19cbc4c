"""Reserved seats: groups of candidates of whom at least or at most so many are elected, whatever the rule.

After I. D. Hill (Voting matters 9, paper 1) with J. Otten's extension to several constraints at once (Voting matters 13,
paper 3). A candidate is *doomed* when no lawful result elects them any more: they are excluded at once, so that their votes
go on. A candidate is *guarded* when every lawful result elects them: they are passed over in exclusions and wait for their
election. Nobody else is touched. Both are decided exactly (`completions`).

A rule that keeps reserved seats
1. calls `check` before anything is counted;
2. elects candidates one at a time, as `admit` lets them through: the first of two with a quota can doom the second;
3. calls `judge` at the start and after each election and exclusion, excludes the doomed and spares the guarded. Whoever is
   not guarded may be excluded, but only one by one: for several together ask `possible`.

Then the limits are met when the seats are filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..contest import Contest
from ..errors import CannotReserve
from .completions import Completions, Row

Cell = frozenset[int]
"""Candidates are alike when the same limits (by place) speak of them."""


@dataclass(frozen=True)
class Limit:
    """`at_least` and `at_most` of the elected belong to the group; `at_most` None: no upper limit."""

    group: str
    at_least: int = 0
    at_most: int | None = None

    def __str__(self) -> str:
        bounds = [f"at least {self.at_least}"] if self.at_least else []
        bounds += [] if self.at_most is None else [f"at most {self.at_most}"]
        return f"{self.group}: {' and '.join(bounds) or 'no limit'}"


@dataclass(frozen=True)
class Verdict:
    """Continuing candidates whom every lawful result elects, and whom none does."""

    guarded: frozenset[int]
    doomed: frozenset[int]


@dataclass(frozen=True)
class Reserved:
    """`groups` maps a name to candidates by number; a candidate may belong to any number of groups.

    Raises CannotReserve for a limit on a group that is not there, or with its bounds the wrong way round.
    """

    limits: tuple[Limit, ...]
    groups: Mapping[str, frozenset[int]]

    def __post_init__(self) -> None:
        for limit in self.limits:
            if limit.group not in self.groups:
                raise CannotReserve(
                    f"a limit names the group {limit.group!r}, which is not defined: add it to the groups"
                )
            if limit.at_least < 0 or (limit.at_most is not None and limit.at_most < limit.at_least):
                raise CannotReserve(f"{limit} cannot be kept: state bounds from low to high, none below 0")

    def check(self, contest: Contest, seats: int) -> None:
        """Whether the candidates who stand can fill the seats; best called before the vote opens. Raises CannotReserve.

        The message names the fewest limits that already contradict each other: leaving out any one of them would help.
        """
        standing = contest.standing
        if seats > len(standing):
            raise CannotReserve(
                f"{seats} seats and {len(standing)} candidates: nominate more, or declare fewer seats"
            )
        if self.possible((), standing, seats):
            return
        blame = list(self.limits)
        for limit in self.limits:
            fewer = [other for other in blame if other is not limit]
            if not Reserved(tuple(fewer), self.groups).possible((), standing, seats):
                blame = fewer
        told = "; ".join(f"{limit} (stand: {len(self.groups[limit.group] & {*standing})})" for limit in blame)
        raise CannotReserve(
            f"{seats} seats cannot be filled so that {told}: nominate more, or change the limits"
        )

    def possible(self, elected: Collection[int], continuing: Collection[int], seats: int) -> bool:
        """Whether some lawful result has all these elected and takes the rest of its `seats` from those continuing."""
        return self._completions(elected, continuing, seats)[0].exist()

    def judge(self, elected: Collection[int], continuing: Collection[int], seats: int) -> Verdict:
        """Who of those continuing is guarded and who is doomed; `seats` in all, those of the elected included.

        Raises CannotReserve where no lawful result is left.
        """
        completions, cells = self._completions(elected, continuing, seats)
        if not completions.exist():
            raise CannotReserve(
                f"no way is left to fill {seats} seats within the limits: check the limits before the vote opens"
            )
        guarded = {cell for place, cell in enumerate(cells) if not completions.can_spare(place)}
        doomed = {cell for place, cell in enumerate(cells) if not completions.can_use(place)}
        return Verdict(
            frozenset(one for one in continuing if self._cell(one) in guarded),
            frozenset(one for one in continuing if self._cell(one) in doomed),
        )

    def admit(
        self, proposed: Sequence[int], elected: Collection[int], continuing: Collection[int], seats: int
    ) -> tuple[int, ...]:
        """Those of the proposed who can be elected one after another in this order, each with those before."""
        admitted: list[int] = []
        for one in proposed:
            winners = [*elected, *admitted, one]
            if self.possible(winners, [other for other in continuing if other not in winners], seats):
                admitted.append(one)
        return tuple(admitted)

    def _cell(self, number: int) -> Cell:
        return frozenset(
            place for place, limit in enumerate(self.limits) if number in self.groups[limit.group]
        )

    def _completions(
        self, elected: Collection[int], continuing: Collection[int], seats: int
    ) -> tuple[Completions, list[Cell]]:
        sizes = Counter(self._cell(one) for one in continuing)
        cells = sorted(sizes, key=sorted)
        have = Counter(place for one in elected for place in self._cell(one))
        rows = [Row(tuple(range(len(cells))), seats - len(elected), seats - len(elected))]
        for place, limit in enumerate(self.limits):
            members = tuple(index for index, cell in enumerate(cells) if place in cell)
            most = seats if limit.at_most is None else limit.at_most
            rows.append(Row(members, limit.at_least - have[place], most - have[place]))
        return Completions([sizes[cell] for cell in cells], rows), cells


def fill(order: Sequence[int], seats: int, reserved: Reserved | None) -> tuple[int, ...]:
    """The first of the order who can be elected together, in that order: for rules that rank the candidates and stop.

    Whoever no lawful result could elect beside those before them is passed over. Raises CannotReserve where the limits
    cannot be met.
    """
    if reserved is None:
        return tuple(order[:seats])
    if not reserved.possible((), order, seats):
        raise CannotReserve(
            f"{seats} seats cannot be filled within the limits: check the limits before the vote opens"
        )
    return reserved.admit(order, (), order, seats)


def judged(
    limits: Reserved | None, elected: Collection[int], continuing: Collection[int], seats: int
) -> Verdict:
    """As `Reserved.judge`; nobody is guarded or doomed where nothing is reserved, or once all seats are filled."""
    if limits is None or len(elected) == seats:
        return Verdict(frozenset(), frozenset())
    return limits.judge(elected, continuing, seats)


def admitted(
    limits: Reserved | None,
    proposed: Sequence[int],
    elected: Collection[int],
    continuing: Collection[int],
    seats: int,
) -> tuple[int, ...]:
    """As `Reserved.admit`; all of them where nothing is reserved."""
    return tuple(proposed) if limits is None else limits.admit(proposed, elected, continuing, seats)
