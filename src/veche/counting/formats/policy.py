"""Papers that are not clear, and what is done with them: refused, unless somebody chose a policy, which the record prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..papers import Ranking
from .lines import Lines

PAIRS = ("schulze", "ranked-pairs")
"""Rules that only ask which of two stands higher: equal ranks and gaps mean something to them."""


class Overvote(StrEnum):
    """Several candidates share a rank."""

    REFUSE = "refuse"
    EQUAL = "equal"
    """They are ranked equal. Only rules that compare candidates in pairs count such papers."""
    STOP = "stop"
    """The paper counts up to there."""
    SKIP = "skip"
    """The rank is passed over."""
    INVALID = "invalid"


class Skipped(StrEnum):
    """A rank is empty although a later one is not."""

    REFUSE = "refuse"
    CLOSE_UP = "close-up"
    """Later ranks move up."""
    STOP = "stop"
    INVALID = "invalid"


class Duplicate(StrEnum):
    """A candidate stands twice on a paper."""

    REFUSE = "refuse"
    FIRST = "first"
    """The first place counts."""
    STOP = "stop"
    INVALID = "invalid"


@dataclass(frozen=True)
class Policy:
    """`overvote` None: as the format means it. Tally sheets, .toi and .toc rank equal; all others refuse."""

    overvote: Overvote | None = None
    skipped: Skipped = Skipped.REFUSE
    duplicate: Duplicate = Duplicate.REFUSE

    def by(self, rule: str) -> Policy:
        """As a rule, by its id, understands papers: one that compares in pairs takes equal ranks as such, unless told otherwise."""
        return replace(self, overvote=Overvote.EQUAL) if self.overvote is None and rule in PAIRS else self


@dataclass
class Scrutiny:
    """Looks at papers that are not clear. `invalid` and `applied` count papers as `Contest` wants them.

    A paper is read from its first rank to its last that is not empty. A fault that stops it, or makes it invalid, ends
    the reading. Each policy counts once a paper.
    """

    policy: Policy
    equal_by_default: bool = False
    invalid: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)

    def ranking(
        self, lines: Lines, number: int, ranks: Sequence[Sequence[int]], weight: int
    ) -> Ranking | None:
        """What counts of `weight` papers on line `number`, or None where they are invalid. Raises BadBallots."""
        if self._clear(ranks):
            return tuple(map(tuple, ranks))
        kept: list[tuple[int, ...]] = []
        seen: set[int] = set()
        used: set[str] = set()
        for place, rank in enumerate(_without_empty_end(ranks), start=1):
            left = _unseen(rank, seen)
            if fault := self._fault(rank, left):
                choice = self._choice(fault)
                if choice == "refuse":
                    raise lines.refusal(_said(fault, place, rank, left), number)
                used.add(key(fault, choice))
                if choice == "invalid":
                    self.invalid[key(fault, choice)] += weight
                    return None
                if choice == "stop":
                    break
                left = () if fault == "overvote" else left
            if left:
                kept.append(left)
                seen.update(left)
        self.applied.update(dict.fromkeys(used, weight))
        return tuple(kept)

    def _clear(self, ranks: Sequence[Sequence[int]]) -> bool:
        """Whether nothing is wrong, which is so for most papers, and quickly seen."""
        given = [number for rank in ranks for number in rank]
        shared = len(given) > len(ranks) and self._choice("overvote") != Overvote.EQUAL
        return all(ranks) and not shared and len(set(given)) == len(given)

    def _fault(self, rank: Sequence[int], left: Sequence[int]) -> str:
        """What is wrong with a rank, the worst of it, or nothing."""
        if not rank:
            return "skipped"
        if len(set(rank)) > 1 and self._choice("overvote") != Overvote.EQUAL:
            return "overvote"
        return "duplicate" if len(left) < len(rank) else ""

    def _choice(self, fault: str) -> str:
        if fault == "overvote":
            default = Overvote.EQUAL if self.equal_by_default else Overvote.REFUSE
            return self.policy.overvote or default
        return self.policy.skipped if fault == "skipped" else self.policy.duplicate


def key(fault: str, choice: str) -> str:
    """The key in the catalogue: `policy.skipped_close_up`."""
    return f"{fault}_{choice.replace('-', '_')}"


def _without_empty_end(ranks: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """Ranks left empty behind the last preference say nothing."""
    end = len(ranks)
    while end and not ranks[end - 1]:
        end -= 1
    return ranks[:end]


def _unseen(rank: Sequence[int], seen: set[int]) -> tuple[int, ...]:
    """Who of the rank did not stand higher already, each once."""
    return tuple(number for number in dict.fromkeys(rank) if number not in seen)


def _said(fault: str, place: int, rank: Sequence[int], left: Sequence[int]) -> str:
    """The reason of a refusal."""
    if fault == "skipped":
        return f"skipped rank: nobody has rank {place}: correct the line, or choose a policy (--skipped)"
    if fault == "overvote":
        names = " and ".join(map(str, dict.fromkeys(rank)))
        return f"overvote: candidates {names} share rank {place}: correct the line, or choose a policy (--overvote)"
    marks, new = Counter(rank), set(left)
    twice = next(number for number in rank if marks[number] > 1 or number not in new)
    return f"duplicate: candidate {twice} stands twice: correct the line, or choose a policy (--duplicate)"
