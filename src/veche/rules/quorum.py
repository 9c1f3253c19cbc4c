"""Whether enough are present, while people come and go: the quorum of a rule alone, and how many more it takes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from veche.words.sentence import Sentence

from .evaluate import together
from .explaining import findings
from .figures import Figures
from .measures import Reading, simple
from .model import Rule
from .testing import Finding, Tester


@dataclass(frozen=True)
class Attendance:
    """`reached` None: nobody can tell. `needed`: the smallest number present with which it is reached; None where no number is enough."""

    present: int
    roll: int
    reached: bool | None
    needed: int | None
    reasons: tuple[Sentence, ...]

    @property
    def missing(self) -> int:
        """How many more must come; 0 where it is reached or nobody can tell."""
        return 0 if self.needed is None else max(0, self.needed - self.present)


def counts_presence(rule: Rule) -> bool:
    """Whether the rule has a quorum that is about who is present, in every way to decide by it."""
    return all(
        way.quorum is not None and any(one.count == "present" for one in simple(way.quorum))
        for way in rule.ways
    )


def attendance(rule: Rule, present: int, roll: int, *, variant: str | None = None) -> Attendance:
    """The quorum of this moment. Raises UnknownRule for a variant that the rule lacks."""
    conditions = rule.way(variant).quorum

    def found(number: int) -> tuple[Finding, ...]:
        figures = Figures(roll=max(roll, number), present=number)
        return Tester(figures, (figures,), Reading()).test("quorum", conditions)

    # More people never undo a quorum: the first number that is enough is found by halving.
    first = bisect_left(range(roll + 1), True, key=lambda number: together(found(number)) is True)
    now = found(present)
    return Attendance(
        present,
        roll,
        together(now),
        first if first <= roll else None,
        tuple(reason.sentence for reason in findings(now)),
    )
