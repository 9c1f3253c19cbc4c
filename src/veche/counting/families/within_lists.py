"""Who takes the seats of a list: its members in the order of the list, or those with most personal votes."""

from __future__ import annotations

from collections.abc import Mapping

from veche.words.sentence import Sentence

from ..contest import Contest, Totals
from ..errors import CannotCount, TieNeedsLot
from ..lot import Lot
from ..record import Row, Table
from .choices import Choices

Member = tuple[str, Sentence | str]
"""A name, and whether a lot put it there."""


def members(choices: Choices, contest: Contest, seats: Mapping[int, int], lot: Lot | None) -> list[Table]:
    """The people who take the seats; nothing where the lists have no members. Raises CannotCount, TieNeedsLot."""
    within = choices.one_of("within", "list-order", "personal-votes")
    if not any(one.members for one in contest.candidates):
        return []
    personal = contest.ballots.personal if isinstance(contest.ballots, Totals) else ()
    if within == "personal-votes" and not personal:
        raise CannotCount(
            "the personal votes are not known", "give within=list-order, or count an archive of lists"
        )
    rows: list[Row] = []
    for one, had in seats.items():
        names = contest.candidates[one - 1].members
        if len(set(names)) < len(names):
            raise CannotCount(
                f"{contest.name(one)} has two members of the same name", "give each a name of their own"
            )
        votes = dict(zip(names, personal[one - 1], strict=True)) if personal else {}
        listed: list[Member] = [(name, "") for name in names[:had]]
        chosen = listed if within == "list-order" else most_voted(votes, had, lot)
        rows += [(contest.name(one), name, votes.get(name, ""), note) for name, note in chosen]
    columns = ("column.list", "column.name", "column.personal_votes", "column.note")
    return [Table(Sentence("table.members"), tuple(Sentence(column) for column in columns), tuple(rows))]


def most_voted(votes: Mapping[str, int], seats: int, lot: Lot | None) -> list[Member]:
    """The members with most votes; equal ones by lot where there are not seats for all of them. Raises TieNeedsLot."""
    chosen: list[Member] = []
    for value in sorted(set(votes.values()), reverse=True):
        tied = tuple(name for name in votes if votes[name] == value)
        left = seats - len(chosen)
        if len(tied) <= left:
            chosen += [(name, "") for name in tied]
        elif left:
            if lot is None:
                raise TieNeedsLot(1, (), tied)
            chosen += [(name, Sentence("members.by_lot")) for name in lot.order(1, tied)[:left]]
    return chosen
