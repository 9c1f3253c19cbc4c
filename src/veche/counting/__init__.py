"""Counting: who is elected by a stated rule, and the full record of why.

    from veche.counting import count, formats

    found = count(formats.read("ward.blt"), "scottish-stv")
    found.winners    # numbers of candidates, in the order of their election
    found.stages     # who had how many votes after each step, and why

From the top down:

    showing/            a count for people: in words and tables, as text, as pictures
    record_json         a count for machines, and back; fields: JSON read strictly
    linked/, countback  several votes in a stated order; casual vacancies, from the papers of the same election
    archive             the result of an election archive, question by question, as contests
    this module         `count`, which lets a rule count only what it takes
    rules/              one file a rule, its text beside the code; `rules.RULES` has them all by id
    families/           what rules share: transferable votes, highest sums, quotients, pairs
    terms               what a rule is told besides the contest, and how a rule presents itself
    reserved/           seats kept for groups, decided exactly by completions
    ties, lot           how ties are broken: by earlier stages, then by a lot that was sealed before the count
    terms_file          files in which a body states its terms, for reserved/file and linked/file
    formats/            files of ballots, read and written
    record, contest     what a count found: stages, transfers, ties, tables; what is counted
    papers              ranked papers, grouped once
    errors              everything that this library raises by itself

No number in a count is a float: integers and fractions only.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .contest import Ballots, Contest, Scores, Totals
from .errors import CannotCount
from .lot import Lot
from .papers import Rankings
from .record import Count
from .reserved import Reserved
from .rules import RULES
from .terms import Rule, Terms

__all__ = ["RULES", "Contest", "Count", "Lot", "count", "find"]

BALLOTS: dict[type[Ballots], str] = {
    Rankings: "papers that rank candidates",
    Scores: "ballots that give points or grades",
    Totals: "totals alone",
}


def count(
    contest: Contest,
    rule: str,
    *,
    seats: int | None = None,
    lot: Lot | None = None,
    reserved: Reserved | None = None,
    withdrawn: Collection[int] = (),
    guarded: Collection[int] = (),
    **settings: str,
) -> Count:
    """Count a contest by a rule, named by its id.

    `seats` wins over those of the contest; `lot` breaks what the rule leaves to a lot; `reserved` keeps seats for groups;
    `withdrawn` candidates are added to those of the contest; `guarded` ones may not be excluded (see `countback`);
    `settings` of the rule are text, with _ for - in their names. Raises CannotCount, TieNeedsLot and CannotReserve.
    """
    chosen = find(rule)
    if seats is not None:
        contest = replace(contest, seats=seats)
    if withdrawn:
        contest = contest.without(frozenset(withdrawn))
    given = {name.replace("_", "-"): value for name, value in settings.items()}
    terms = Terms(lot, reserved, frozenset(guarded), given)
    must_fit(chosen, contest, terms)
    if reserved is not None:
        reserved.check(contest, contest.seats)
    return chosen.count(contest, terms)


def find(rule: str) -> Rule:
    """The rule with this id. Raises CannotCount."""
    if rule not in RULES:
        raise CannotCount(f"there is no rule {rule}", f"choose one of {', '.join(RULES)}")
    return RULES[rule]


def must_fit(rule: Rule, contest: Contest, terms: Terms) -> None:
    """Raises CannotCount where the rule does not do what it is asked for."""
    if not isinstance(contest.ballots, rule.takes):
        kind = type(contest.ballots)
        able = ", ".join(one.id for one in RULES.values() if kind in one.takes)
        raise CannotCount(f"{rule.id} does not count {BALLOTS[kind]}", f"count with {able}")
    if contest.seats < 1:
        raise CannotCount(f"there are {contest.seats} seats", "give at least one")
    numbers = {one.number for one in contest.candidates}
    if unknown := (contest.withdrawn | terms.guarded) - numbers:
        raise CannotCount(f"there is no candidate {min(unknown)}", f"give numbers from 1 to {len(numbers)}")
    if len({one.name for one in contest.candidates}) < len(numbers):
        raise CannotCount(
            "two candidates have the same name", "give each a name of their own, as lots go by name"
        )
    if unknown_settings := terms.settings.keys() - rule.settings.keys():
        able = ", ".join(rule.settings) or "none"
        raise CannotCount(f"{rule.id} has no setting {min(unknown_settings)}", f"its settings: {able}")
    if terms.reserved is not None and not rule.reserves:
        able = ", ".join(one.id for one in RULES.values() if one.reserves)
        raise CannotCount(f"{rule.id} does not keep seats for groups", f"count with {able}")
    if terms.guarded and not rule.guards:
        able = ", ".join(one.id for one in RULES.values() if one.guards)
        raise CannotCount(f"{rule.id} protects nobody from exclusion", f"count with {able}")
