"""Casual vacancies: who takes the seat of a member who leaves, from the papers of the election that elected them.

How bodies that elect by transferable vote fill such a seat:

- *Countback of one member's papers* (Tasmania since 1918, the Australian Capital Territory, Malta): only the papers that elected
  the member who leaves are counted again, among the candidates who are free. The same voters choose again. It needs to know
  which papers those are and how much of each, which depends on the rule, and a fresh majority must be found among them.
- *A full recount* with the leaving member withdrawn. Without more it can unseat a sitting member, as an exclusion may
  fall otherwise; so sitting members are protected (I. D. Hill, "Casual vacancies and the Meek method", Voting matters).
- The runner-up of the last stage, co-option, or a by-election: the first is chance, and the others let a majority of the body,
  or of the voters, take a seat that a minority had won.

Here it is the full recount with protection. It works with every transferable rule, keeps the whole body proportional, uses
every voter's paper, and anyone can repeat it with the file of votes and this record:

1. The leaving members, and candidates who do not consent or may not serve, are withdrawn: their papers go to the next
   preferences from the start.
2. All papers are counted anew by the rule of the election, for as many seats as then.
3. Every sitting member is elected in the end: they are passed over in exclusions, and as soon as the vacant seats are taken
   by others, whoever is not a sitting member is excluded.
4. The winners who are not sitting members take the vacant seats.

Whoever knows all papers can work out beforehand who would follow whom. A body that fears pressure on its members should
know that of every kind of countback.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from veche.words.sentence import Sentence

from . import count, find
from .contest import Contest
from .errors import CannotCount
from .lot import Lot
from .record import Count
from .reserved import Reserved


def countback(
    contest: Contest,
    rule: str,
    *,
    leaving: Collection[int],
    sitting: Collection[int],
    unavailable: Collection[int] = (),
    lot: Lot | None = None,
    reserved: Reserved | None = None,
    **settings: Any,
) -> Count:
    """The record of the recount; its `outcome` says first who takes the vacant seats and how it was done.

    `contest` as it was counted then, with its seats; `leaving` give up a seat now; `sitting` are the other members whom that
    election, or a countback after it, elected; `unavailable` candidates do not stand. All by number. A lot sealed before
    the first count serves here too. Raises CannotCount, TieNeedsLot and CannotReserve.
    """
    gone, stay = frozenset(leaving) | frozenset(unavailable), frozenset(sitting)
    must_make_sense(contest, rule, frozenset(leaving), stay, gone)
    found = count(contest, rule, lot=lot, reserved=reserved, withdrawn=gone, guarded=stay, **settings)
    name = contest.name
    told = [Sentence("countback.fills", {"name": name(one)}) for one in found.winners if one not in stay] or [
        Sentence("countback.nobody")
    ]
    told += [Sentence("countback.left", {"name": name(one)}) for one in sorted(leaving)]
    told += [Sentence("countback.unavailable", {"name": name(one)}) for one in sorted(unavailable)]
    told += [Sentence("countback.protected", {"name": name(one)}) for one in sorted(stay)]
    return replace(found, outcome=(*told, *found.outcome))


def must_make_sense(
    contest: Contest, rule: str, leaving: frozenset[int], sitting: frozenset[int], gone: frozenset[int]
) -> None:
    """Raises CannotCount for a countback that has nothing to fill, or people in two places at once."""
    if not find(rule).guards:
        raise CannotCount(f"{rule} cannot protect sitting members", "count back with a transferable vote")
    if both := sitting & gone:
        raise CannotCount(f"{contest.name(min(both))} is sitting and gone", "name each candidate once")
    if not leaving or len(sitting) >= contest.seats:
        raise CannotCount("no seat is vacant", "name who leaves, and only the members who stay")
