"""The record of a count for machines, and back: `count_from_json(count_json(count)) == count`.

The form is described for others in `docs/count.schema.json`. Numbers are exact: whole ones are numbers of JSON, all others
text that is a finite decimal ("12.34567") or a fraction ("1/3").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from veche.words.numerals import numeral
from veche.words.sentence import Sentence, number_from, place_from, place_json

from .contest import Candidate
from .errors import BadRecord
from .record import Count, LotShown, Method, Number, Stage, Table, Tie, Transfer

FORMAT = 1
"""Goes up with every change that a reader of the older form would not understand."""

Item = TypeVar("Item")


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
        "lot": None if count.lot is None else {"commitment": count.lot.commitment, "seed": count.lot.seed},
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


def _number_json(value: Number) -> int | str:
    return int(value) if value == int(value) else numeral(value)


def _number_or_null(value: Number | None) -> int | str | None:
    return None if value is None else _number_json(value)


def count_from_json(value: object) -> Count:
    """The count that a record holds. Raises BadRecord, which names the field, for anything that `count_json` did not make."""
    record = _Fields(value, "the record")
    if record.take("format", _integer) != FORMAT:
        raise BadRecord("its format is not known", "get a newer version of veche")
    count = Count(
        winners=record.take("winners", _several(_integer)),
        title=record.take("title", _text),
        method=record.take("method", _method),
        candidates=record.take("candidates", _several(_candidate)),
        seats=record.take("seats", _integer),
        vacant=record.take("vacant", _integer),
        valid=record.take("valid", _integer),
        invalid=record.take("invalid", _mapping(_integer)),
        applied=record.take("applied", _mapping(_integer)),
        withdrawn=record.take("withdrawn", _several(_integer)),
        votes_hash=record.take("votes_hash", _text),
        quota=record.take("quota", _maybe(_number)),
        outcome=record.take("outcome", _several(_sentence)),
        notes=record.take("notes", _several(_sentence)),
        stages=record.take("stages", _several(_stage)),
        ties=record.take("ties", _several(_tie)),
        tables=record.take("tables", _several(_table)),
        lot=record.take("lot", _maybe(_lot)),
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


Reader = Callable[[Any, str], Item]
"""Reads a value that stands at a place, which every complaint names."""


class _Fields:
    """The fields of one object, each taken once."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise _refusal(place, "an object")
        self.rest, self.place = dict(value), place

    def take(self, name: str, reader: Reader[Item]) -> Item:
        if name not in self.rest:
            raise BadRecord(f"{self.place} has no {name}", "ask for the record again")
        return reader(self.rest.pop(name), name)

    def end(self) -> None:
        if self.rest:
            raise BadRecord(
                f"{self.place} has an unknown field {min(self.rest)!r}", "ask for the record again"
            )


def _refusal(place: str, expected: str) -> BadRecord:
    return BadRecord(f"{place} is not {expected}", "ask for the record again")


def _integer(value: Any, place: str) -> int:
    if type(value) is not int:
        raise _refusal(place, "a whole number")
    return value


def _text(value: Any, place: str) -> str:
    if type(value) is not str:
        raise _refusal(place, "a text")
    return value


def _number(value: Any, place: str) -> Number:
    if type(value) is int:
        return value
    try:
        return number_from(_text(value, place))
    except ValueError:
        raise _refusal(place, "a number") from None


def _sentence(value: Any, place: str) -> Sentence:
    try:
        return Sentence.from_json(value)
    except ValueError:
        raise _refusal(place, "a sentence") from None


def _cell(value: Any, place: str) -> Sentence | str | Number:
    try:
        found = place_from(value)
    except ValueError:
        raise _refusal(place, "a cell of a table") from None
    if not isinstance(found, Sentence | str | int | Fraction):
        raise _refusal(place, "a cell of a table")
    return found


def _heading(value: Any, place: str) -> Sentence | str:
    found = _cell(value, place)
    if not isinstance(found, Sentence | str):
        raise _refusal(place, "a heading")
    return found


def _maybe(reader: Reader[Item]) -> Reader[Item | None]:
    return lambda value, place: None if value is None else reader(value, place)


def _several(reader: Reader[Item]) -> Reader[tuple[Item, ...]]:
    def read(value: Any, place: str) -> tuple[Item, ...]:
        if not isinstance(value, list):
            raise _refusal(place, "a list")
        return tuple(reader(item, f"{place} {position}") for position, item in enumerate(value, 1))

    return read


def _mapping(reader: Reader[Item]) -> Reader[Mapping[str, Item]]:
    def read(value: Any, place: str) -> Mapping[str, Item]:
        if not isinstance(value, dict):
            raise _refusal(place, "an object")
        return {name: reader(item, f"{place}: {name}") for name, item in value.items()}

    return read


def _standing(value: Any, place: str) -> Mapping[int, Number]:
    votes = _mapping(_number)(value, place)
    if not all(name.isascii() and name.isdigit() and len(name) < 10 for name in votes):
        raise _refusal(place, "votes by candidate")
    return {int(name): number for name, number in votes.items()}


def _candidate(value: Any, place: str) -> Candidate:
    """A person, or a list with its members."""
    return (_list if isinstance(value, dict) and "members" in value else _person)(value, place)


def _record(kind: Callable[..., Item], **readers: Reader[Any]) -> Reader[Item]:
    """Reads an object whose fields are those of `kind`."""

    def read(value: Any, place: str) -> Item:
        fields = _Fields(value, place)
        made = kind(**{name: fields.take(name, reader) for name, reader in readers.items()})
        fields.end()
        return made

    return read


_method = _record(Method, id=_text, version=_text, source=_text, settings=_mapping(_text))
_person = _record(Candidate, number=_integer, name=_text)
_list = _record(Candidate, number=_integer, name=_text, members=_several(_text))
_lot = _record(LotShown, commitment=_text, seed=_text)
_transfer = _record(
    Transfer, source=_integer, target=_maybe(_integer), papers=_integer, value=_number, votes=_number
)
_stage = _record(
    Stage,
    action=_text,
    subjects=_several(_integer),
    standing=_standing,
    exhausted=_number,
    lost=_number,
    quota=_maybe(_number),
    transfers=_several(_transfer),
    elected=_several(_integer),
    excluded=_several(_integer),
    reasons=_several(_sentence),
)
_tie = _record(
    Tie,
    stage=_integer,
    candidates=_several(_integer),
    purpose=_text,
    by=_text,
    order=_several(_integer),
    at=_maybe(_integer),
)
_table = _record(Table, title=_sentence, columns=_several(_heading), rows=_several(_several(_cell)))
