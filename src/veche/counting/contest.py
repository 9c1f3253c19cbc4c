"""What is counted: candidates, seats and ballots of one of three kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .errors import CannotCount
from .papers import Rankings


@dataclass(frozen=True)
class Candidate:
    """`number` counts from 1, as in the file. Where the candidates are lists, `members` are the people on it, in its order."""

    number: int
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scores:
    """Ballots that give each candidate a number: points, a grade (0 is the lowest), or 1 for approval.

    `groups` maps one entry a candidate (None where the voter left it out) to how many ballots say so.
    """

    groups: Mapping[tuple[int | None, ...], int]

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    def canonical(self) -> bytes:
        """One line a kind of ballot, "weight scores", sorted: what `votes_hash` hashes."""
        lines = [
            f"{weight} {' '.join('-' if score is None else str(score) for score in scores)}\n"
            for scores, weight in sorted(self.groups.items(), key=lambda item: str(item[0]))
        ]
        return "".join(lines).encode()


@dataclass(frozen=True)
class Totals:
    """Sums alone, as an election archive states them: votes for each candidate, how many ballots, how many were blank.

    Where the candidates are lists, `personal` may have for each list the votes of its members, in the order of the list.
    """

    votes: tuple[int, ...]
    total: int
    blank: int = 0
    personal: tuple[tuple[int, ...], ...] = ()

    def canonical(self) -> bytes:
        """A line "total blank votes…", then a line for each list with the votes of its members, where they are known."""
        lines = [(self.total, self.blank, *self.votes), *self.personal]
        return "".join(f"{' '.join(map(str, line))}\n" for line in lines).encode()


Ballots = Rankings | Scores | Totals


@dataclass(frozen=True)
class Contest:
    """Everything that a count starts from.

    `total` of the ballots is the number of valid papers. `invalid` says how many papers were set aside and why,
    `applied` how many were counted under a stated policy and which (keys of `policy.*` in the catalogue).
    """

    title: str
    candidates: tuple[Candidate, ...]
    seats: int
    ballots: Ballots
    withdrawn: frozenset[int] = frozenset()
    invalid: Mapping[str, int] = field(default_factory=dict)
    applied: Mapping[str, int] = field(default_factory=dict)

    def name(self, number: int) -> str:
        return self.candidates[number - 1].name

    @property
    def rankings(self) -> Rankings:
        """The ballots of a contest whose rule takes nothing but ranked papers. Raises CannotCount for others."""
        if not isinstance(self.ballots, Rankings):
            raise CannotCount("these ballots do not rank candidates", "count with a rule that takes them")
        return self.ballots

    @property
    def standing(self) -> tuple[int, ...]:
        """Numbers of the candidates who have not withdrawn."""
        return tuple(one.number for one in self.candidates if one.number not in self.withdrawn)

    def without(self, numbers: frozenset[int]) -> Contest:
        """The same contest after these candidates withdrew."""
        return replace(self, withdrawn=self.withdrawn | numbers)

    def votes_hash(self) -> str:
        """SHA-256 in hexadecimal of the grouped ballots in canonical order, whatever their order in the file.

        The input is "veche ballots v1", a line feed, the number of candidates, a line feed, then the canonical lines.
        """
        head = f"veche ballots v1\n{len(self.candidates)}\n".encode()
        return hashlib.sha256(head + self.ballots.canonical()).hexdigest()
