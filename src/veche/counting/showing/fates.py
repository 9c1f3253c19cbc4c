"""What became of each candidate, and at which stage: told in the result, and the order of the lanes in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..record import Count, Number


class Kind(StrEnum):
    ELECTED = "elected"
    LEFT = "not_elected"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Fate:
    """`stage` counted from 1, None where no stage decided; `votes` at that stage, or at the last."""

    number: int
    kind: Kind
    stage: int | None = None
    votes: Number | None = None


def fates(count: Count) -> tuple[Fate, ...]:
    """All candidates, each once: the elected in their order, those left over and those excluded last to first, those withdrawn."""
    found = [_fate(count, number) for number in dict.fromkeys(count.winners)]
    others = [_fate(count, one.number) for one in count.candidates if one.number not in count.winners]
    rank = list(Kind)
    others.sort(key=lambda fate: (rank.index(fate.kind), -(fate.stage or 0), -(fate.votes or 0), fate.number))
    return (*found, *others)


def _fate(count: Count, number: int) -> Fate:
    kind = Kind.ELECTED if number in count.winners else Kind.LEFT
    kind = Kind.WITHDRAWN if number in count.withdrawn else kind
    for position, stage in enumerate(count.stages, 1):
        if number in (stage.elected if kind is Kind.ELECTED else stage.excluded):
            # A candidate goes out with the votes that they had: after the step most rules leave them none.
            before = count.stages[max(position - 2, 0)] if number in stage.excluded else stage
            found = Kind.EXCLUDED if kind is Kind.LEFT else kind
            return Fate(number, found, position, before.standing.get(number))
    last = count.stages[-1].standing.get(number) if count.stages else None
    return Fate(number, kind, None, last)
