"""The record of a count for machines, and back: `count_from_json(count_json(count)) == count`.

The form is described for others in `docs/count.schema.json`. Numbers are exact: whole ones are numbers of JSON, all others
text that is a finite decimal ("12.34567") or a fraction ("1/3").
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from veche.words.numerals import numeral
from veche.words.sentence import Sentence, place_from, place_json

from .contest import Candidate
from .errors import BadRecord
from .fields import Fields, integer, mapping, maybe, number, object_of, refusal, several, text
from .record import Count, LotShown, Method, Number, Stage, Table, Tie, Transfer

FORMAT = 1
"""Goes up with every change that a reader of the older form would not understand."""


def count_json(count: Count) -> dict[str, Any]:
    """The whole record as what `json.dumps` takes, `winners` first, fields always in the same order."""
    return {
        "winners": list(count.winners),
        "format": FORMAT,
        "title": count.title,
        "method": {
            "id": count.method.id,
            "version": count.method.version,
            "source": count.method.source,
            "settings": dict(count.method.settings),
        },
        "candidates": [_candidate_json(one) for one in count.candidates],
        "seats": count.seats,
        "vacant": count.vacant,
        "valid": count.valid,
        "invalid": dict(count.invalid),
        "applied": dict(count.applied),
        "withdrawn": list(count.withdrawn),
        "votes_hash": count.votes_hash,
        "quota": _number_or_null(count.quota),
        "outcome": [one.to_json() for one in count.outcome],
        "notes": [one.to_json() for one in count.notes],
        "stages": [_stage_json(one) for one in count.stages],
        "ties": [_tie_json(one) for one in count.ties],
        "tables": [_table_json(one) for one in count.tables],
        "lot": None if count.lot is None else _lot_json(count.lot),
    }


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    value: dict[str, Any] = {"number": candidate.number, "name": candidate.name}
    return value | {"members": list(candidate.members)} if candidate.members else value


def _stage_json(stage: Stage) -> dict[str, Any]:
    return {
        "action": stage.action,
        "subjects": list(stage.subjects),
        "standing": {str(number): _number_json(votes) for number, votes in stage.standing.items()},
        "exhausted": _number_json(stage.exhausted),
        "lost": _number_json(stage.lost),
        "quota": _number_or_null(stage.quota),
        "transfers": [
            {
                "source": one.source,
                "target": one.target,
                "papers": one.papers,
                "value": _number_json(one.value),
                "votes": _number_json(one.votes),
            }
            for one in stage.transfers
        ],
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "reasons": [one.to_json() for one in stage.reasons],
    }


def _tie_json(tie: Tie) -> dict[str, Any]:
    return {
        "stage": tie.stage,
        "candidates": list(tie.candidates),
        "purpose": tie.purpose,
        "by": tie.by,
        "order": list(tie.order),
        "at": tie.at,
    }


def _table_json(table: Table) -> dict[str, Any]:
    return {
        "title": table.title.to_json(),
        "columns": [place_json(one) for one in table.columns],
        "rows": [[place_json(cell) for cell in row] for row in table.rows],
    }


def _lot_json(lot: LotShown) -> dict[str, Any]:
    """The parts of a joint lot, where it has any, have none of their own."""
    value: dict[str, Any] = {"commitment": lot.commitment, "seed": lot.seed}
    return value | ({"parts": [_lot_json(part) for part in lot.parts]} if lot.parts else {})


def _number_json(value: Number) -> int | str:
    return int(value) if value == int(value) else numeral(value)


def _number_or_null(value: Number | None) -> int | str | None:
    return None if value is None else _number_json(value)


def count_from_json(value: object) -> Count:
    """The count that a record holds. Raises BadRecord, which names the field, for anything that `count_json` did not make."""
    record = Fields(value, "the record")
    if record.take("format", integer) != FORMAT:
        raise BadRecord("its format is not known", "get a newer version of veche")
    count = Count(
        winners=record.take("winners", several(integer)),
        title=record.take("title", text),
        method=record.take("method", _method),
        candidates=record.take("candidates", several(_candidate)),
        seats=record.take("seats", integer),
        vacant=record.take("vacant", integer),
        valid=record.take("valid", integer),
        invalid=record.take("invalid", mapping(integer)),
        applied=record.take("applied", mapping(integer)),
        withdrawn=record.take("withdrawn", several(integer)),
        votes_hash=record.take("votes_hash", text),
        quota=record.take("quota", maybe(number)),
        outcome=record.take("outcome", several(_sentence)),
        notes=record.take("notes", several(_sentence)),
        stages=record.take("stages", several(_stage)),
        ties=record.take("ties", several(_tie)),
        tables=record.take("tables", several(_table)),
        lot=record.take("lot", maybe(_lot)),
    )
    record.end()
    return _consistent(count)


def _consistent(count: Count) -> Count:
    """Whoever shows a record looks candidates up by their numbers: a number that nobody has must stop here."""
    numbers = {one.number for one in count.candidates}
    if [one.number for one in count.candidates] != list(range(1, len(numbers) + 1)):
        raise BadRecord("the candidates are not numbered from 1", "ask for the record again")
    if any(len(row) != len(table.columns) for table in count.tables for row in table.rows):
        raise BadRecord("a row of a table has not its columns", "ask for the record again")
    told = {*count.winners, *count.withdrawn}
    for stage in count.stages:
        told |= {*stage.subjects, *stage.standing, *stage.elected, *stage.excluded}
        told |= {
            number for one in stage.transfers for number in (one.source, one.target) if number is not None
        }
    for tie in count.ties:
        told |= {*tie.candidates, *tie.order}
    if strangers := told - numbers:
        raise BadRecord(f"there is no candidate {min(strangers)}", "ask for the record again")
    return count


def _sentence(value: Any, place: str) -> Sentence:
    try:
        return Sentence.from_json(value)
    except ValueError:
        raise refusal(place, "a sentence") from None


def _cell(value: Any, place: str) -> Sentence | str | Number:
    try:
        found = place_from(value)
    except ValueError:
        raise refusal(place, "a cell of a table") from None
    if not isinstance(found, Sentence | str | int | Fraction):
        raise refusal(place, "a cell of a table")
    return found


def _heading(value: Any, place: str) -> Sentence | str:
    found = _cell(value, place)
    if not isinstance(found, Sentence | str):
        raise refusal(place, "a heading")
    return found


def _standing(value: Any, place: str) -> Mapping[int, Number]:
    votes = mapping(number)(value, place)
    if not all(name.isascii() and name.isdigit() and len(name) < 10 for name in votes):
        raise refusal(place, "votes by candidate")
    return {int(name): number for name, number in votes.items()}


def _candidate(value: Any, place: str) -> Candidate:
    """A person, or a list with its members."""
    return (_list if isinstance(value, dict) and "members" in value else _person)(value, place)


def _lot(value: Any, place: str) -> LotShown:
    """Of one person, or of several."""
    return (_joint_lot if isinstance(value, dict) and "parts" in value else _one_lot)(value, place)


_method = object_of(Method, id=text, version=text, source=text, settings=mapping(text))
_person = object_of(Candidate, number=integer, name=text)
_list = object_of(Candidate, number=integer, name=text, members=several(text))
_one_lot = object_of(LotShown, commitment=text, seed=text)
_joint_lot = object_of(LotShown, commitment=text, seed=text, parts=several(_one_lot))
_transfer = object_of(
    Transfer, source=integer, target=maybe(integer), papers=integer, value=number, votes=number
)
_stage = object_of(
    Stage,
    action=text,
    subjects=several(integer),
    standing=_standing,
    exhausted=number,
    lost=number,
    quota=maybe(number),
    transfers=several(_transfer),
    elected=several(integer),
    excluded=several(integer),
    reasons=several(_sentence),
)
_tie = object_of(
    Tie,
    stage=integer,
    candidates=several(integer),
    purpose=text,
    by=text,
    order=several(integer),
    at=maybe(integer),
)
_table = object_of(Table, title=_sentence, columns=several(_heading), rows=several(several(_cell)))
