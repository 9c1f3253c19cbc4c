"""What all counts of transferable votes have in common: who is where, the reasons, and the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from veche.words.sentence import Sentence

from ..contest import Contest
from ..record import Count, Number, Stage, Table, Transfer
from ..terms import Rule, Terms
from ..ties import Earlier, Ties


class Votes(dict[int, Number]):
    """The number of votes for a whole number of units of 1/`units`, made once for each.

    A record says the same few numbers again and again, and making a fraction takes longer than anything else in a count:
    so whole votes stay whole numbers.
    """

    def __init__(self, units: int) -> None:
        super().__init__()
        self.units = units

    def __missing__(self, number: int) -> Number:
        whole, rest = divmod(number, self.units)
        self[number] = made = Fraction(number, self.units) if rest else whole
        return made


class Transferable:
    """One count as it goes on. All votes are whole numbers of units, `units` in one vote; `elected` in the order of election."""

    units: int
    votes: Mapping[int, int]
    quota: int
    exhausted: int
    lost: int

    def __init__(self, contest: Contest, terms: Terms) -> None:
        self.contest, self.terms = contest, terms
        self.limits, self.ties = terms.limits, Ties(contest, terms.lot)
        self.standing = contest.standing
        self.continuing, self.elected = list(self.standing), list[int]()
        self.history: list[Mapping[int, int]] = []
        self.stages: list[Stage] = []
        self.reasons: list[Sentence] = []
        self.shown = Votes(self.units)

    @property
    def vacancies(self) -> int:
        return self.contest.seats - len(self.elected)

    @property
    def stage(self) -> int:
        """The number of the stage that is being worked out."""
        return len(self.stages) + 1

    def elect(self, number: int) -> None:
        self.continuing.remove(number)
        self.elected.append(number)

    def by_votes(self, numbers: Iterable[int]) -> list[int]:
        """Most votes first. Equals by name: it makes no difference to anyone, and not to renumbering either."""
        return sorted(numbers, key=lambda number: (-self.votes[number], self.contest.name(number)))

    def earlier(self) -> Earlier:
        """The votes after each stage, the earliest first."""
        return enumerate(self.history, 1)

    def say(self, key: str, number: int, **places: int | Fraction | str) -> None:
        """A reason for the record of this stage, about one candidate."""
        places["name"], places["votes"] = self.contest.name(number), self.shown[self.votes[number]]
        self.reasons.append(Sentence(key, places))

    def add_stage(
        self,
        action: str,
        subjects: Sequence[int],
        elected: Sequence[int],
        excluded: Sequence[int],
        transfers: Sequence[Transfer] = (),
    ) -> None:
        """The end of a stage: what ties look back to, and the record."""
        shown = self.shown
        self.history.append(dict(self.votes))
        self.stages.append(
            Stage(
                action,
                tuple(subjects),
                {number: shown[self.votes[number]] for number in self.standing},
                shown[self.exhausted],
                shown[self.lost],
                shown[self.quota],
                tuple(transfers),
                tuple(elected),
                tuple(excluded),
                tuple(self.reasons),
            )
        )
        self.reasons.clear()

    def record(self, rule: Rule, unmarked: int, tables: tuple[Table, ...] = ()) -> Count:
        """`unmarked` papers prefer nobody in the count, and are not valid."""
        outcome = [Sentence("reserved.obeyed")] if self.limits else []
        if self.vacancies:
            outcome.append(Sentence("seats.vacant", count=self.vacancies))
        invalid = dict(self.contest.invalid) | ({"unmarked": unmarked} if unmarked else {})
        return rule.record(
            self.contest,
            self.terms,
            winners=tuple(self.elected),
            valid=self.contest.ballots.total - unmarked,
            vacant=self.vacancies,
            quota=self.shown[self.quota],
            stages=tuple(self.stages),
            ties=tuple(self.ties.broken),
            tables=tables,
            outcome=tuple(outcome),
            invalid=invalid,
        )
