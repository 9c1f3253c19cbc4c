"""Who may be elected to a seat, by the statutes: terms, rotation, and offices that nobody holds beside a seat.

Objections are named and said in sentences (`words/`, section `terms`). Nothing here knows a person: a history is days and names of offices.

A row of terms is broken by a pause that was long enough: `pause_days`, or one whole term where the statutes name none. So nobody breaks it by
laying a seat down a week before the term ends. A term counts however short it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from veche.words.sentence import Sentence

SEAT = "seat"
"""Among incompatible offices: a seat in another body."""


@dataclass(frozen=True)
class Statutes:
    """`most_terms` 0: without a limit. `incompatible`: names of offices, and SEAT."""

    term_days: int
    most_terms: int = 0
    pause_days: int = 0
    incompatible: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Term:
    """A seat that somebody held or holds, from its first day to its last, both in it."""

    begins: date
    ends: date


@dataclass(frozen=True)
class History:
    """Of one person: terms in the body in question, the last days of seats elsewhere, and offices."""

    terms: tuple[Term, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    offices: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Objection:
    """`name`: sits, terms, office or seat_elsewhere. `mendable`: it falls away when something is laid down before the seat is taken."""

    name: str
    sentence: Sentence
    mendable: bool = False


def check(history: History, statutes: Statutes, day: date) -> list[Objection]:
    """What speaks against a term that begins on `day`; nothing where nothing does."""
    return [*_sits(history, day), *_terms(history, statutes, day), *_offices(history, statutes, day)]


def row(terms: Iterable[Term], pause: timedelta) -> list[Term]:
    """The last terms that followed each other without so long a pause, the first of them first."""
    found: list[Term] = []
    for term in sorted(terms, key=lambda one: (one.begins, one.ends)):
        if found and _free(found) + pause <= term.begins:
            found = []
        found.append(term)
    return found


def _free(terms: Sequence[Term]) -> date:
    """The first day after all of them."""
    return max(one.ends for one in terms) + timedelta(days=1)


def _sits(history: History, day: date) -> list[Objection]:
    holds = [one for one in history.terms if one.begins <= day <= one.ends]
    last = max((one.ends for one in holds), default=None)
    return [] if last is None else [Objection("sits", Sentence("terms.sits", {"day": last}))]


def _terms(history: History, statutes: Statutes, day: date) -> list[Objection]:
    if not statutes.most_terms:
        return []
    pause = timedelta(days=statutes.pause_days or statutes.term_days)
    served = row((one for one in history.terms if one.begins < day), pause)
    if len(served) < statutes.most_terms or _free(served) + pause <= day:
        return []
    said = Sentence("terms.terms", {"day": _free(served) + pause}, len(served))
    return [Objection("terms", said)]


def _offices(history: History, statutes: Statutes, day: date) -> list[Objection]:
    held = [
        Objection("office", Sentence("terms.office", {"office": Sentence(f"terms.{office}")}), mendable=True)
        for office in sorted(history.offices & statutes.incompatible)
    ]
    sits = [one.ends for one in history.elsewhere if one.begins <= day <= one.ends]
    if SEAT in statutes.incompatible and sits:
        held.append(
            Objection("seat_elsewhere", Sentence("terms.seat_elsewhere", {"day": max(sits)}), mendable=True)
        )
    return held
