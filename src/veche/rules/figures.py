"""The figures that a decision is made from, and whether they can all be true at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from .errors import BadFigures

MOST = 10**9
"""No roll is longer: there are not so many workers in one vote."""


@dataclass(frozen=True)
class Figures:
    """The figures of one unit (a workplace, a union, everybody) on one question. None: not known; zero is a number.

    roll                everybody on the roll, those in `excluded` and `prevented` too
    excluded            on the roll, but kept out of the base by the rule
    prevented           entitled, but could not vote (ill, abroad), where the rule leaves them out
    present             who attends when the vote is taken; present_at_opening: when the meeting opened
    petition            who asked for the vote to be held
    issued              papers given out
    returned            all papers that came back: yes + no + abstain + blank + spoiled
    spoiled, blank      papers that are invalid; papers without any mark
    abstain, yes, no    papers (or votes, where votes have a weight) that say so; yes also counts consents
    date                the last day of the vote
    """

    name: str = ""
    roll: int | None = None
    excluded: int | None = None
    prevented: int | None = None
    present: int | None = None
    present_at_opening: int | None = None
    petition: int | None = None
    issued: int | None = None
    returned: int | None = None
    spoiled: int | None = None
    blank: int | None = None
    abstain: int | None = None
    yes: int | None = None
    no: int | None = None
    date: datetime.date | None = None

    def numbers(self) -> Iterator[tuple[str, int]]:
        """Every number that is known, by its name."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, int):
                yield field.name, value

    def to_json(self) -> dict[str, int | str]:
        """Only what is known."""
        told: dict[str, int | str] = {"name": self.name} if self.name else {}
        return told | dict(self.numbers()) | ({} if self.date is None else {"date": self.date.isoformat()})

    def check(self) -> None:
        """Raises BadFigures where the numbers cannot all be true."""
        for name, value in self.numbers():
            if isinstance(value, bool) or not 0 <= value <= MOST:
                raise BadFigures(self.name, f"{name} is {value}: give a whole number from 0 to {MOST}")
        for parts, whole in BOUNDS:
            self._within(parts, whole)
        papers = [getattr(self, name) for name in PAPERS]
        if self.returned is not None and None not in papers and sum(papers) != self.returned:
            raise BadFigures(
                self.name,
                f"{' + '.join(PAPERS)} = {sum(papers)}, but returned = {self.returned}: count the papers again",
            )

    def _within(self, parts: tuple[str, ...], whole: str) -> None:
        known = {name: getattr(self, name) for name in parts if getattr(self, name) is not None}
        most = getattr(self, whole)
        if most is not None and sum(known.values()) > most:
            raise BadFigures(
                self.name,
                f"{' + '.join(known)} = {sum(known.values())} is more than {whole} = {most}: count again",
            )


PAPERS = ("yes", "no", "abstain", "blank", "spoiled")
BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("prevented", "excluded"), "roll"),
    (("present",), "roll"),
    (("present_at_opening",), "roll"),
    (("petition",), "roll"),
    (("returned",), "roll"),
    (("returned",), "issued"),
    (("returned",), "present"),
    (PAPERS, "returned"),
    (PAPERS, "present"),
    (PAPERS, "issued"),
    (PAPERS, "roll"),
)
"""What can be no more than what. Papers may be issued twice to one member, so `issued` may pass the roll."""


def total(units: Sequence[Figures], name: str = "") -> Figures:
    """All units added up; a number that one unit lacks is not known for the whole. The date is the latest."""
    sums: dict[str, int | None] = {}
    for field in fields(Figures):
        if field.name in ("name", "date"):
            continue
        values = [getattr(unit, field.name) for unit in units]
        sums[field.name] = None if None in values else sum(values)
    dates = [unit.date for unit in units if unit.date is not None]
    return Figures(name=name, date=max(dates, default=None), **sums)
