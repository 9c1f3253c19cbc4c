"""Compact JSON: one way of writing, and nothing else."""

from __future__ import annotations

import tracemalloc

import pytest

from veche_verify.canonical import parse, quote
from veche_verify.refused import Refused


@pytest.mark.parametrize(
    ("message", "value"),
    [
        (b'{"a":[1,-2,0],"b":{"c":true,"d":null},"e":false}', {"a": [1, -2, 0], "b": {"c": True, "d": None}, "e": False}),
        (b'"\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00"', '"\\/\n\u00e9\U0001f600'),
        ('"вече"'.encode(), "вече"),
        (b"[]", []),
        (b'{"\\u0061":1}', {"a": 1}),
        (b"123456789012345678", 123456789012345678),
    ],
)  # fmt: skip
def test_compact_json_is_read(message: bytes, value: object) -> None:
    assert parse(message).value == value


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b'{"a": 1}',
        b'{"a":1,}',
        b'{,"a":1}',
        b'{"a"1}',
        b'{"a":1 ,"b":2}',
        b'{"a":1"b":2}',
        b'{"a":1,"a":2}',
        b'{"a":1,"\\u0061":2}',
        b"{1:2}",
        b"[1,]",
        b"[,1]",
        b"[1 2]",
        b"[1",
        b"01",
        b"1.",
        b".1",
        b"1e",
        b"--1",
        b"+1",
        b"NaN",
        b"Infinity",
        b"nul",
        b"True",
        b"'a'",
        b'"a',
        b'"a\nb"',
        b'"\\x41"',
        b'"\\ud83d"',
        b'"\\ude00\\ud83d"',
        b'"\xff"',
        b'"\xed\xa0\xbd"',
        b'\xef\xbb\xbf"a"',
        b"[" * 40 + b"]" * 40,
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused(message: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        parse(message)
    assert refusal.value.check == "json"


@pytest.mark.parametrize(
    "message",
    [b'{"b":1,"a":2}', b'{"a":1}', b'{"a":1,"b":2,"c":3}', b'{"\\u0061":1,"b":2}', b"[1,2]", b'"a"'],
)
def test_the_fields_stand_in_their_order(message: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        parse(message).fields("a", "b")
    assert refusal.value.check == "json"


def test_optional_fields_may_be_absent() -> None:
    assert list(parse(b'{"a":1}').fields("a", "?b")) == ["a"]
    assert list(parse(b'{"a":1,"b":2}').fields("a", "?b")) == ["a", "b"]
    with pytest.raises(Refused):
        parse(b'{"b":2,"a":1}').fields("a", "?b")


def test_a_refusal_says_where() -> None:
    inner = parse(b'{"a":[{"b":"x"}]}').fields("a")["a"].items()[0].fields("b")["b"]
    with pytest.raises(Refused) as refusal:
        inner.integer()
    assert refusal.value.object == "a[0].b"


@pytest.mark.parametrize(
    ("message", "method"),
    [
        (b"true", "integer"),
        (b"-0", "integer"),
        (b"1.0", "integer"),
        (b"1e3", "integer"),
        (b"1" * 19, "integer"),
        (b"1.0", "text"),
        (b"1", "boolean"),
        (b"1", "text"),
        (b'"\\u0061"', "plain"),
        ('"é"'.encode(), "plain"),
        (b'"\x7f"', "plain"),
        (b'"' + b"A" * 64 + b'"', "hash"),
        (b'"' + b"a" * 63 + b'"', "hash"),
        (b'"\\u0022"', "embedded"),
        (b'{"0":1}', "items"),
    ],
)
def test_values_of_another_type(message: bytes, method: str) -> None:
    with pytest.raises(Refused) as refusal:
        getattr(parse(message), method)()
    assert refusal.value.check == "json"


def test_a_message_inside_a_string() -> None:
    inner = '{"a":"b"}'
    assert parse(quote(inner)).embedded() == inner


@pytest.mark.parametrize("part", [b"a", b"\\n"])
def test_a_long_text_is_read_without_remembering_every_step(part: bytes) -> None:
    message = b'"' + part * 1_000_000 + b'"'
    tracemalloc.start()
    try:
        parse(message)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(message)
