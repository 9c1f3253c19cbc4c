from __future__ import annotations

import json
import tracemalloc
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.election.canonical import (
    Anything,
    Boolean,
    Integer,
    ListOf,
    Maybe,
    Plain,
    Record,
    Text,
    Weight,
    read,
)
from veche.election.errors import VerificationError
from veche.election.messages import OWNED, SETUP_DATA, SIGNED_MESSAGE, Owned, Proof, SetupData, SignedMessage

HASH = "ab" * 32


@dataclass(frozen=True)
class Pair:
    name: str
    count: int
    good: bool | None


PAIR = Record(Pair, ("name", Text()), ("count", Integer()), ("good", Maybe(Boolean())))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 10**17), st.none() | st.booleans())
def test_what_is_written_is_read(name: str, count: int, good: bool | None) -> None:
    message = PAIR.write(Pair(name, count, good))
    assert read(PAIR, message, "pair") == Pair(name, count, good)
    assert json.loads(message)["name"] == name


@pytest.mark.parametrize(
    "message",
    [
        '{"name": "a","count":1}',
        '{"name":"a","count":1} ',
        ' {"name":"a","count":1}',
        '{"count":1,"name":"a"}',
        '{"name":"a"}',
        '{"name":"a","count":1,"count":1}',
        '{"name":"a","count":1,"more":1}',
        '{"name":"a","count":1,"good":null}',
        '{"name":"a","count":01}',
        '{"name":"a","count":-0}',
        '{"name":"a","count":1.0}',
        '{"name":"a","count":1e3}',
        '{"name":"a","count":"1"}',
        '{"name":"a","count":1234567890123456789}',
        '{"name":"a\n","count":1}',
        '{"name":"\\x","count":1}',
        '{"name":"\\ud800","count":1}',
        '{"name":"a","count":1',
        "",
        "[]",
    ],
)
def test_any_other_form_is_refused(message: str) -> None:
    with pytest.raises(VerificationError, match=r"json \(section 4.1\): pair"):
        read(PAIR, message.encode(), "pair")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(VerificationError, match="not Unicode"):
        read(Text(), b'"\xff"', "name")


def test_free_text_may_be_escaped_in_any_way() -> None:
    assert read(Text(), rb'"\u0041\/\ud83d\ude00"', "name") == "A/😀"


@given(st.text(st.characters(codec="ascii", exclude_characters='"\\', min_codepoint=32, max_codepoint=126)))
def test_plain_strings_have_no_escapes(text: str) -> None:
    assert read(Plain(), b'"%b"' % text.encode(), "element") == text.encode()
    with pytest.raises(VerificationError):
        read(Plain(), b'"\\u0041%b"' % text.encode(), "element")


@pytest.mark.parametrize("text", ["é".encode(), b"\xff", b"\x7f", b"\t"])
def test_plain_strings_are_printable_ascii(text: bytes) -> None:
    with pytest.raises(VerificationError):
        read(Plain(), b'"%b"' % text, "element")


@pytest.mark.parametrize("part", [b"a", b"\\n", "é".encode()])
def test_a_long_text_is_read_without_remembering_every_step(part: bytes) -> None:
    message = b'"' + part * 1_000_000 + b'"'
    tracemalloc.start()
    try:
        read(Text(), message, "description")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(message)


def test_embedded_messages_have_the_escapes_that_they_need_and_no_others() -> None:
    signed = SignedMessage('{"a":"b\\c"}', Proof(b"1", b"2"))
    message = SIGNED_MESSAGE.write(signed)
    assert read(SIGNED_MESSAGE, message, "cert") == signed
    with pytest.raises(VerificationError, match="cert: message"):
        read(SIGNED_MESSAGE, message.replace(b'\\"a', rb"\"\u0061", 1), "cert")


@pytest.mark.parametrize("weight", [0, 1, 2**30 - 1, 2**30, 10**99])
def test_weights_change_their_form_at_two_to_the_thirty(weight: int) -> None:
    message = Weight().write(weight)
    assert message.startswith(b'"') == (weight >= 2**30)
    assert read(Weight(), message, "weight") == weight


@pytest.mark.parametrize("message", [b'"5"', b"1073741824", b"-1", b'"01073741824"', b'"-1073741824"'])
def test_weights_in_the_other_form_are_refused(message: bytes) -> None:
    with pytest.raises(VerificationError):
        read(Weight(), message, "weight")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_compact_is_kept_as_it_stands(value: object) -> None:
    message = json.dumps(value, separators=(",", ":")).encode()
    if rb"\ud" not in message:
        assert read(Anything(), message, "extra") == message


@pytest.mark.parametrize("message", [b'{"a":1,"a":2}', b"[1,]", b"[1, 2]", b"{}x", b"[" * 31 + b"]" * 31])
def test_anything_is_still_json(message: bytes) -> None:
    with pytest.raises(VerificationError):
        read(Anything(), message, "extra")


def test_the_place_inside_is_named() -> None:
    with pytest.raises(VerificationError) as caught:
        read(ListOf(PAIR), b'[{"name":"a","count":1},{"name":"a","count":x}]', "pairs")
    assert caught.value.object == "pairs: [1].count"


def test_messages_of_the_archive() -> None:
    owned = Owned(2, HASH.encode())
    assert OWNED.write(owned) == b'{"owner":2,"payload":"%b"}' % HASH.encode()
    setup = SetupData(HASH.encode(), HASH.encode(), HASH.encode())
    assert read(SETUP_DATA, SETUP_DATA.write(setup), "setup_data") == setup
    with pytest.raises(VerificationError, match="owner"):
        read(OWNED, OWNED.write(owned).replace(b"2", b'"2"', 1), "owned_shuffle 1")
    with pytest.raises(VerificationError, match="hash"):
        read(OWNED, OWNED.write(owned).replace(b"ab", b"AB"), "owned_shuffle 1")
