"""Ties: first as the earlier stages fell, where the rule looks at them, then by the lot. Every tie is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from .contest import Contest
from .errors import TieNeedsLot
from .lot import Lot
from .record import Number, Tie

Earlier = Iterable[tuple[int, Mapping[int, Number]]]
"""Earlier stages by number (from 1), each with the votes at its end, in the order in which the rule looks at them."""


class Ties:
    """The ties of one count. `broken` is their record, in order.

    An order always goes from those who stand best to those who stand worst: by votes at an earlier stage, or first to
    last by the lot. Whoever is to be elected or transferred first is taken from its front, whoever is excluded from its end.
    """

    def __init__(self, contest: Contest, lot: Lot | None) -> None:
        self.contest, self.lot = contest, lot
        self.broken: list[Tie] = []

    def pick(
        self, stage: int, among: Collection[int], purpose: str, history: Earlier = (), *, highest: bool
    ) -> int:
        """One of the candidates `among`, who are tied at the end of the stage before `stage`: the best, or the worst.

        At the first earlier stage at which they differ, only the best (or worst) stay in the tie; those who were equal
        there too are compared at the stages after it in `history`; what remains is for the lot. `purpose` is a key of
        `tie.*`. Raises TieNeedsLot.
        """
        tied = sorted(among)
        for at, votes in history:
            if len(tied) == 1:
                break
            picked = (max if highest else min)(votes[number] for number in tied)
            if any(votes[number] != picked for number in tied):
                order = sorted(tied, key=lambda number: -votes[number])
                self.broken.append(Tie(stage, tuple(tied), purpose, "history", tuple(order), at))
                tied = [number for number in tied if votes[number] == picked]
        if len(tied) == 1:
            return tied[0]
        return self.order(stage, tied, purpose)[0 if highest else -1]

    def order(self, stage: int, among: Collection[int], purpose: str) -> tuple[int, ...]:
        """All the tied candidates as the lot puts them, first to last. Raises TieNeedsLot."""
        tied = tuple(sorted(among))
        if len(tied) == 1:
            return tied
        named = {self.contest.name(number): number for number in tied}
        if self.lot is None:
            raise TieNeedsLot(stage, tied, tuple(named))
        order = tuple(named[name] for name in self.lot.order(stage, named))
        self.broken.append(Tie(stage, tied, purpose, "lot", order))
        return order


def latest_first(history: Sequence[Mapping[int, Number]]) -> Earlier:
    """The stages so far, the most recent first, for rules that look at "the most recent preceding stage"."""
    return ((at, history[at - 1]) for at in range(len(history), 0, -1))
