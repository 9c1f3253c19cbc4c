"""When a quota is due.

A share p/q asks for p of any q contributions that follow each other. Before the first q there is less to look back on, and the quota is due
when the places left of them would not do otherwise.

One quota alone is due when its last chance has come. Several are met by looking ahead: each says by which of the next places it must have
somebody. If any first t places are wanted by t of them, the next place is not free, and goes to the one that can wait least.
"""

from __future__ import annotations

from collections.abc import Sequence

from .habits import Quota

Groups = frozenset[str]


def due(quotas: Sequence[Quota], made: Sequence[Groups], waiting: Sequence[Groups]) -> str | None:
    """The quota that the next place goes to, by its name; None where none is due that somebody waits for."""
    wanted: list[tuple[int, int, str]] = []
    for rank, quota in enumerate(quotas):
        if any(quota.name in groups for groups in waiting):
            flags = [quota.name in groups for groups in made]
            wanted += [(by, rank, quota.name) for by in deadlines(quota, flags)]
    wanted.sort()
    tight = any(by <= place for place, (by, _, _) in enumerate(wanted, 1))
    return wanted[0][2] if tight else None


def deadlines(quota: Quota, made: Sequence[bool]) -> list[int]:
    """By which of the next places, from 1, the quota needs somebody, each as late as it can be, within one round.

    `made`: for each contribution so far whether it was of the group.
    """
    needed, round_ = quota.share.numerator, quota.share.denominator
    flags = list(made)[-round_:]
    beginning = len(made) < round_
    found = []
    for place in range(1, round_ + 1):
        behind = flags[-(round_ - 1) :] if round_ > 1 else []
        left = round_ - len(flags) - 1 if beginning and len(flags) < round_ else 0
        must = sum(behind) + left < needed
        flags.append(must)
        if must:
            found.append(place)
    return found
