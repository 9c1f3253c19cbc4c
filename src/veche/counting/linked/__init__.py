"""Linked contests: several votes counted in a stated order, in which whoever is elected is withdrawn from the later ones.

A union elects its trustee, then its general secretary, then its vice-president and the members for regions and for women: nobody
holds two of these offices, and the order says which one somebody gets who would win several. Papers for a withdrawn candidate pass
on to their next preferences from the start of that count. Offices that are held already (ex officio, or for another year) are
stated beside the contests and withdraw their holders from all of them.

Persons are told by their names, letter by letter. So the same person must be written alike in every contest, and two persons of
the same name must be told apart; `check` refuses names that differ only in capitals, accents, spaces and punctuation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from veche.words.sentence import Sentence

from .. import count, find, must_fit
from ..contest import Contest
from ..errors import CannotCount
from ..lot import Lot
from ..record import Count
from ..reserved import Reserved
from ..terms import Terms


@dataclass(frozen=True)
class Link:
    """One of the contests: its ballots with its title and seats, the rule by its id, and the terms of that count."""

    contest: Contest
    rule: str
    reserved: Reserved | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Sentence, ...] = ()
    """What the record has to say about how the contest was put, such as seats that were given in place of those in the file."""


@dataclass(frozen=True)
class Holder:
    """Somebody who holds an office already."""

    office: str
    name: str


@dataclass(frozen=True)
class Linked:
    """The contests in the order in which they are counted.

    `stays` are names on the papers that are no persons, such as "Re-open nominations": elected once, they still stand in
    the contests after that.
    """

    links: tuple[Link, ...]
    holders: tuple[Holder, ...] = ()
    stays: frozenset[str] = frozenset()

    def check(self) -> None:
        """What would stop a count or elect somebody twice; best called before the votes open.

        Reserved seats are checked as if nobody had been elected in an earlier contest yet. Raises CannotCount, CannotReserve.
        """
        self._check_names()
        gone = self._held()
        for link in self.links:
            left = link.contest.without(numbers_of(link.contest, gone))
            must_fit(find(link.rule), left, Terms(None, link.reserved, settings=link.settings))
            if link.reserved is not None:
                link.reserved.check(left, left.seats)

    def counts(self, lot: Lot | None = None) -> Iterator[Count]:
        """The records in order; the notes of each say who was withdrawn and because of what.

        One lot serves all contests: it draws anew for each stage, and by names. Raises what `check` and `count` do, also for
        reserved seats that cannot be filled any more because of who was elected before.
        """
        self.check()
        gone = self._held()
        for link in self.links:
            contest = link.contest
            out = sorted(numbers_of(contest, gone))
            settings: dict[str, Any] = dict(link.settings)
            found = count(contest, link.rule, lot=lot, reserved=link.reserved, withdrawn=out, **settings)
            notes = tuple(gone[contest.name(number)] for number in out)
            yield replace(found, notes=(*found.notes, *link.notes, *notes))
            for name in map(contest.name, found.winners):
                if name not in self.stays:
                    gone[name] = Sentence("linked.elected", {"name": name, "contest": contest.title})

    def _held(self) -> dict[str, Sentence]:
        """Why the holders of offices are withdrawn, by name."""
        return {
            one.name: Sentence("linked.holds", {"name": one.name, "office": one.office})
            for one in self.holders
        }

    def _check_names(self) -> None:
        """No name is written in two ways, and every name that is stated stands somewhere."""
        written: dict[str, str] = {}
        standing = [one.name for link in self.links for one in link.contest.candidates]
        stated = [*(holder.name for holder in self.holders), *sorted(self.stays)]
        for name in (*standing, *stated):
            other = written.setdefault(alike(name), name)
            if other != name:
                raise CannotCount(
                    f"{other!r} and {name!r} may be the same person",
                    "write the name alike in every contest, or tell the two apart",
                )
        if unknown := [name for name in stated if name not in standing]:
            raise CannotCount(
                f"{unknown[0]!r} stands in none of the contests",
                "write the name as the ballots do, or leave it out",
            )


def numbers_of(contest: Contest, names: Mapping[str, object]) -> frozenset[int]:
    return frozenset(one.number for one in contest.candidates if one.name in names)


def alike(name: str) -> str:
    """What two ways to write a name have in common: its letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(one for one in plain if one.isalnum()) or name
