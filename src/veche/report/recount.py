"""The record of a count, held against itself and against the votes. A record is a file, and anyone can change a file.

With an archive the votes are there, so they are counted again and everything must be the same. Without one, only what a
record says twice can be compared; the report says that nobody counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import chain, product
from typing import Any

from veche.counting import Lot
from veche.counting import count as count_contest
from veche.counting.archive import Polled, Polls
from veche.counting.errors import CountingError
from veche.counting.formats import Duplicate, Overvote, Policy, Skipped
from veche.counting.record import Count, LotShown
from veche.counting.record_json import count_json
from veche.words.sentence import Sentence

from .errors import BadReport
from .ledger import Ledger

PLACE = "[sources], count"
AGAIN = "count the archive again with veche count --record"
BESIDE = ("show.from_archive", "show.seats_of_question", "show.seats_given", "show.withdrawn_given")
"""Notes on what was decided beside votes and rule, which no count can find again: keys of the room of counting."""
SUMS = ("irv", "scottish-stv", "meek", "ers97")
"""Rules that keep the sum of votes at every stage."""
KEPT = "reserved.obeyed"
"""Said where seats were kept for groups, or candidates protected. For whom, the record does not say."""


def hold_together(count: Count, file: str) -> None:
    """What a record says twice must be the same. Raises BadReport."""
    if complaint := next(_contradictions(count), None):
        raise BadReport(file, PLACE, f"the record contradicts itself: {complaint}: count the votes again")


def _contradictions(count: Count) -> Iterator[str]:
    elected = {number for stage in count.stages for number in stage.elected}
    if count.stages and elected != set(count.winners):
        yield "its winners are not those whom its stages elect"
    if count.method.id != "yes-no" and len(count.winners) + count.vacant != count.seats:
        yield "winners and vacant seats together are not all seats"
    for number, stage in enumerate(count.stages, 1):
        total = sum(map(Fraction, (*stage.standing.values(), stage.exhausted, stage.lost)))
        if count.method.id in SUMS and total != count.valid:
            yield f"the votes of stage {number} are not all valid votes"
    if count.lot is not None:
        try:
            _lot(count.lot)
        except (CountingError, ValueError):
            yield "the seed of its lot is not the one that was committed to"


def counted_again(count: Count, ledger: Ledger, file: str) -> bool:
    """Whether the votes in the archive were counted again; then they gave this very record. Raises BadReport where not.

    Where seats were kept for groups the record does not say for whom, so only the votes themselves are compared.
    """
    same = list(_same_votes(count, ledger))
    if not same:
        raise BadReport(file, PLACE, f"the record is not of the votes in the archive: {AGAIN}")
    if is_reserved(count):
        return False
    if not any(_gives(polled, count) for polled in same):
        raise BadReport(file, PLACE, f"the votes in the archive, counted again, give another record: {AGAIN}")
    return True


def is_reserved(count: Count) -> bool:
    return any(sentence.key == KEPT for sentence in count.outcome)


def _same_votes(count: Count, ledger: Ledger) -> Iterator[Polled]:
    """The question as it was read, to the last paper, by whatever policy is known and gives these votes."""
    polls, method = Polls(ledger.verified, ledger.file), count.method
    readings = (Policy(*one) for one in product(Overvote, Skipped, Duplicate))
    for policy in chain((None,), readings):
        with suppress(CountingError):  # a policy that refuses these votes is not the one they were counted by
            polled = polls.poll(
                ledger.number, method.id, seats=count.seats, policy=policy, settings=method.settings
            )
            if polled.contest.votes_hash() == count.votes_hash:
                yield polled


def _gives(polled: Polled, count: Count) -> bool:
    contest, method = polled.contest, count.method
    if (dict(contest.invalid), dict(contest.applied)) != (dict(count.invalid), dict(count.applied)):
        return False
    settings: dict[str, Any] = dict(method.settings)
    try:
        lot = None if count.lot is None else _lot(count.lot)
        again = count_contest(
            contest, method.id, seats=count.seats, lot=lot, withdrawn=count.withdrawn, **settings
        )
    except (CountingError, ValueError):  # a record that cannot be made again is not of this count
        return False
    return count_json(replace(again, notes=_found(again))) == count_json(replace(count, notes=_found(count)))


def _found(count: Count) -> tuple[Sentence, ...]:
    return tuple(note for note in count.notes if note.key not in BESIDE)


def _lot(shown: LotShown) -> Lot:
    """The lot that a record publishes. Raises LotMismatch, and ValueError where a seed is no number."""
    if shown.parts:
        joint = Lot.joint([_lot(part) for part in shown.parts])
        if joint.shown() != shown:
            raise ValueError("not the lot of these parts")
        return joint
    return Lot.open(bytes.fromhex(shown.seed), shown.commitment)
