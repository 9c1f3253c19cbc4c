from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche._core import Group
from veche.election.credentials import (
    BASE58,
    Roll,
    check_credential,
    check_uuid,
    generate_credential,
    merge_public_credentials,
    new_uuid,
    public_credentials,
    public_of,
)
from veche.election.errors import MalformedInput, VerificationError

ED = Group("Ed25519")
UUID = "SUQgCUTnzXSomL"


def elements(count: int) -> list[bytes]:
    return [ED.random_secret().public() for _ in range(count)]


def test_form_of_a_credential() -> None:
    text = generate_credential()
    assert re.fullmatch(rf"[{BASE58}]{{5}}-[{BASE58}]{{6}}-[{BASE58}]{{5}}-[{BASE58}]{{6}}", text)
    assert check_credential(text) == text
    assert generate_credential() != text
    check_uuid(new_uuid())


@pytest.mark.parametrize(
    "text", ["", "11111-111111-11111-11111", "O1111-111111-11111-111111", "11111-11111-111111-111111"]
)
def test_what_is_no_credential(text: str) -> None:
    with pytest.raises(MalformedInput) as caught:
        check_credential(text)
    assert not text or text not in str(caught.value)


@given(st.lists(st.sampled_from(BASE58), min_size=14, max_size=14))
def test_credentials_of_release_2_have_a_checksum(digits: list[str]) -> None:
    number = int.from_bytes(b"")
    for digit in digits:
        number = number * 58 + BASE58.index(digit)
    good = BASE58[53 - number % 53]
    short = ["".join(digits[i : i + 3]) for i in range(0, 14, 3)]
    assert check_credential("-".join(short) + good)
    with pytest.raises(MalformedInput):
        check_credential("-".join(short) + BASE58[(BASE58.index(good) + 1) % 58])


def test_a_public_credential_depends_on_the_election_and_the_group() -> None:
    text = generate_credential()
    found = {
        public_of(Group(name), uuid, text)
        for name in ("Ed25519", "BELENIOS-2048")
        for uuid in (UUID, "1" * 14)
    }
    assert len(found) == 4
    assert public_of(ED, UUID, text) in found


def test_the_list_is_sorted_and_can_carry_weights() -> None:
    texts = [generate_credential() for _ in range(5)]
    plain = Roll.read(ED, public_credentials(ED, UUID, [(text, None) for text in texts]))
    assert list(plain.places) == sorted(public_of(ED, UUID, text) for text in texts)
    assert (plain.weights, plain.total_weight) == (None, 5)
    weighted = Roll.read(ED, public_credentials(ED, UUID, [(text, i) for i, text in enumerate(texts)]))
    assert [weighted.weight(public_of(ED, UUID, text)) for text in texts] == [0, 1, 2, 3, 4]
    assert weighted.total_weight == 10


def test_lists_of_several_registrars_are_merged() -> None:
    texts = [generate_credential() for _ in range(4)]
    pairs = [(text, None) for text in texts]
    merged = merge_public_credentials(
        [public_credentials(ED, UUID, pairs[:1]), public_credentials(ED, UUID, pairs[1:])]
    )
    assert merged == public_credentials(ED, UUID, pairs)
    assert merge_public_credentials([b"[]"]) == b"[]"


@pytest.mark.parametrize(
    ("line", "check"),
    [
        (b"%b,", "credentials.format"),
        (b"%b,01", "credentials.format"),
        (b"%b,-1", "credentials.format"),
        (b"%b,1,name", "credentials.format"),
        (b"%b,9999999999999999999", "credentials.format"),
        (b"f%b", "group.element"),
    ],
)
def test_lines_that_are_refused(line: bytes, check: str) -> None:
    first, second = elements(2)
    with pytest.raises(VerificationError) as caught:
        Roll.read(ED, b'["%b","%b"]' % (first, line % second))
    assert (caught.value.check, caught.value.object) == (check, "public_credentials: [1]")


def test_a_credential_stands_once() -> None:
    element = elements(1)[0]
    with pytest.raises(VerificationError, match=r"credentials\.duplicate"):
        Roll.read(ED, b'["%b","%b,2"]' % (element, element))


@pytest.mark.parametrize(
    "message", [b"", b"{}", b'["a", "b"]', b'["a""b"]', b'["a","b"', b'["\\u0061"]', b'["a",1]']
)
def test_a_list_that_is_no_list(message: bytes) -> None:
    with pytest.raises(VerificationError, match=r"json \(section 4.1\): public_credentials"):
        Roll.read(ED, message)


@pytest.mark.parametrize("uuid", ["", "1" * 13, "0" * 14, "1" * 257, "1" * 14 + "\n"])
def test_identifiers_that_are_refused(uuid: str) -> None:
    with pytest.raises(VerificationError, match=r"election\.uuid"):
        check_uuid(uuid)


def test_weights_that_nobody_could_count_are_refused() -> None:
    first, second = elements(2)
    Roll.read(ED, b'["%b,%d","%b,1"]' % (first, 10**15 - 1, second))
    with pytest.raises(VerificationError, match="too large to be counted"):
        Roll.read(ED, b'["%b,%d","%b,1"]' % (first, 10**15, second))


def test_the_first_element_that_is_wrong_is_named_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.election.credentials._SLICE", 3)
    lines = elements(20)
    lines[10] = b"0" * 64
    lines[17] = b"1" * 65
    with pytest.raises(VerificationError, match=r"group\.element .*public_credentials: \[10\]"):
        Roll.read(ED, b'["' + b'","'.join(lines) + b'"]')
