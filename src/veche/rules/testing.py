"""Whether each condition of a rule holds for given figures: yes, no, or nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .decision import Outcome
from .figures import Figures
from .measures import NotGiven, Reading, measure
from .model import AnyOf, Condition, Conditions


@dataclass(frozen=True)
class Finding:
    """One condition tested. `role` is a key of `role.*`; `condition` None: the rule's own condition is not known.

    `met` None: `missing` says which number was needed. `among` are the findings of an alternative. `without_abstentions`:
    whoever abstained was not counted among those who voted.
    """

    role: str
    met: bool | None
    condition: Condition | None = None
    count: int = 0
    base: int = 0
    missing: str = ""
    among: tuple[Finding, ...] = ()
    without_abstentions: bool = False


@dataclass(frozen=True)
class Judged:
    """What one reading of the rule leads to."""

    reading: Reading
    outcome: Outcome
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Tester:
    """The figures of the whole, the units that it is made of, and one reading of the rule."""

    figures: Figures
    units: Sequence[Figures]
    reading: Reading

    def test(self, role: str, conditions: Conditions | None) -> tuple[Finding, ...]:
        """A finding for each condition; one that nobody can tell where the rule's conditions are not known."""
        if conditions is None:
            return (Finding(role, None),)
        return tuple(
            self._any(role, one) if isinstance(one, AnyOf) else self._one(role, one) for one in conditions
        )

    def quorum(self, conditions: Conditions | None) -> tuple[Finding, ...]:
        """Attendance is that at the opening, at the vote, or both, as the reading says."""
        opening = self.figures.present_at_opening
        if self.reading.quorum_checked_at == "each_vote" or opening is None:
            return self.test("quorum", conditions)
        at_opening = replace(self, figures=replace(self.figures, present=opening)).test("quorum", conditions)
        if self.reading.quorum_lost == "record":
            return at_opening
        return at_opening + self.test("quorum_at_vote", conditions)

    def _any(self, role: str, alternative: AnyOf) -> Finding:
        among = tuple(self._one(role, one) for one in alternative.conditions)
        met = (
            True
            if any(one.met for one in among)
            else None
            if any(one.met is None for one in among)
            else False
        )
        missing = next((one.missing for one in among if one.met is None), "") if met is None else ""
        return Finding(role, met, missing=missing, among=among)

    def _one(self, role: str, condition: Condition) -> Finding:
        try:
            count = self._taking_part() if condition.count == "units" else self._measure(condition.count)
            base = len(self.units) if condition.of == "units" else self._measure(condition.of or "")
        except NotGiven as error:
            return Finding(role, None, condition, missing=str(error))
        without = self.reading.abstain_counts_as == "not_voting"
        met = condition.holds(count, base)
        return Finding(role, met, condition, count, base, without_abstentions=without)

    def _measure(self, name: str) -> int:
        return measure(name, self.figures, self.reading) if name else 0

    def _taking_part(self) -> int:
        """In how many units somebody attends or votes."""
        for unit in self.units:
            if unit.present is None and unit.returned is None:
                raise NotGiven("present")
        return sum(bool(unit.present or unit.returned) for unit in self.units)
