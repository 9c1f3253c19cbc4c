"""The record for machines: it reads back the same, and holds to the schema that others read."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from counting.records import counts, ward
from hypothesis import given
from jsonschema import Draft202012Validator

from veche.counting.errors import BadRecord
from veche.counting.record import Count
from veche.counting.record_json import count_from_json, count_json

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "count.schema.json").read_text())
VALID = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@given(counts())
def test_a_record_reads_back_the_same_and_holds_to_the_schema(count: Count) -> None:
    written = json.loads(json.dumps(count_json(count)))
    assert [error.message for error in VALID.iter_errors(written)] == []
    assert count_from_json(written) == count


def test_the_fields_stand_in_the_order_of_the_schema_with_the_winners_first() -> None:
    assert list(count_json(ward())) == list(SCHEMA["properties"]) == SCHEMA["required"]
    assert json.dumps(count_json(ward())).startswith('{"winners": [1, 3], ')


def test_numbers_are_exact() -> None:
    stage = count_json(ward())["stages"][1]
    assert stage["standing"] == {"1": 4, "2": "2.66666", "3": "3.33333"}
    assert stage["lost"] == "0.00001"


def spoilt(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The record of the ward with one value changed, or taken out where it is `...`."""
    record = copy.deepcopy(count_json(ward()))
    *way, last = path
    inner: Any = record
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return record


SPOILT: list[tuple[tuple[str | int, ...], Any, str]] = [
    *(((field,), ..., f"the record has no {field}") for field in SCHEMA["required"]),
    (("more",), 1, "the record has an unknown field 'more'"),
    (("format",), 2, "its format is not known"),
    (("winners",), [9], "there is no candidate 9"),
    (("winners",), ["1"], "winners 1 is not a whole number"),
    (("seats",), True, "seats is not a whole number"),
    (("quota",), 4.5, "quota is not a text"),
    (("quota",), "1e9", "quota is not a number"),
    (("candidates", 0, "number"), 2, "the candidates are not numbered from 1"),
    (("stages",), {}, "stages is not a list"),
    (("stages", 0), [], "stages 1 is not an object"),
    (("stages", 0, "standing", "x"), 1, "standing is not votes by candidate"),
    (("stages", 0, "standing", "4"), 1, "there is no candidate 4"),
    (("stages", 1, "transfers", 0, "target"), 7, "there is no candidate 7"),
    (("stages", 1, "transfers", 0, "votes"), ..., "transfers 1 has no votes"),
    (("ties", 0, "order"), [3, 4], "there is no candidate 4"),
    (("outcome",), [{"places": {}}], "outcome 1 is not a sentence"),
    (("tables",), [{"title": {"key": "a"}, "columns": [1], "rows": []}], "columns 1 is not a heading"),
    (("tables",), [{"title": {"key": "a"}, "columns": [], "rows": [[None]]}], "rows 1 1 is not a cell"),
    (
        ("tables",),
        [{"title": {"key": "a"}, "columns": [], "rows": [[1]]}],
        "a row of a table has not its columns",
    ),
]


@pytest.mark.parametrize(("path", "value", "reason"), SPOILT)
def test_what_is_no_record_is_refused(path: tuple[str | int, ...], value: Any, reason: str) -> None:
    with pytest.raises(BadRecord, match=reason):
        count_from_json(spoilt(path, value))


@pytest.mark.parametrize("value", [None, [], 3, "winners"])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(BadRecord, match="the record is not an object"):
        count_from_json(value)
