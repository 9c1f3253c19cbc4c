"""Codes as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.web.bodies.codes import (
    ALPHABET,
    LONG,
    LONGEST_TYPED,
    SHORT,
    Mistyped,
    long_code,
    new_short_code,
    plain,
    shown,
)
from veche.web.bodies.names import LONGEST_TYPED as LONGEST_NAME
from veche.web.bodies.names import clean, same_name

codes = st.builds(long_code, st.binary(min_size=16, max_size=16)) | st.builds(
    shown, st.integers(0, 32**SHORT - 1), st.just(SHORT)
)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_code_carries_its_128_bits(one: bytes, other: bytes) -> None:
    assert (long_code(one) == long_code(other)) == (one == other)
    assert len(long_code(one)) == 28 + 6


@given(codes, st.text(" -.\t", max_size=3), st.booleans())
def test_case_spaces_and_dashes_do_not_matter(code: str, between: str, small: bool) -> None:
    typed = code.replace("-", between)
    assert plain(typed.lower() if small else typed) == code.replace("-", "")


@given(codes)
def test_a_letter_may_be_taken_for_another(code: str) -> None:
    """I and l for 1, O for 0, and every Latin capital that a Cyrillic keyboard has too."""
    for looks in ("IO", "lo", "іО"):
        assert plain(code.replace("1", looks[0]).replace("0", looks[1])) == code.replace("-", "")
    assert plain(code.translate(str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ"))) == code.replace("-", "")


@given(codes, st.integers(0, 27), st.sampled_from(ALPHABET))
def test_a_slip_of_the_finger_is_seldom_missed(code: str, place: int, letter: str) -> None:
    letters = list(code.replace("-", ""))
    letters[place % len(letters)] = letter
    try:
        read = plain("".join(letters))
    except Mistyped:
        return
    assert read == code.replace("-", "") or read[-2:] == plain("".join(letters))[-2:]


def test_how_often_a_wrong_letter_passes() -> None:
    """The check has ten bits: about one slip in a thousand is taken for a code that never was."""
    code = long_code(bytes(range(16))).replace("-", "")
    slips = [
        code[:place] + letter + code[place + 1 :]
        for place in range(len(code))
        for letter in ALPHABET
        if letter != code[place]
    ]
    passed = 0
    for slip in slips:
        try:
            plain(slip)
        except Mistyped:
            continue
        passed += 1
    assert passed <= len(slips) / 200


@pytest.mark.parametrize("typed", ["", "ABCD", "Ы" * 28, "0" * 27, "A" * (LONGEST_TYPED + 1), "\x00" * 28])
def test_what_is_no_code(typed: str) -> None:
    with pytest.raises(Mistyped):
        plain(typed)


def test_what_is_typed_has_a_bound() -> None:
    code = new_short_code()
    with pytest.raises(Mistyped):
        plain(" " * LONGEST_TYPED + code)


def test_the_secret_part_is_as_long_as_it_says() -> None:
    assert 5 * LONG >= 128
    assert 5 * SHORT == 50
    assert len({new_short_code() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ana"),
        ("Ana", " A n a "),
        ("Ana", "Аnа"),
        ("Bo", "B0"),
        ("Ілля", "lлля"),
        ("Zoë", "Zoe"),
        ("Ana!", "Ana"),
        ("Ana", "Ana\u3164"),
        ("Ana", "\U0001d400na"),
        ("Ana", "ΑnΑ"),
        ("Зоя", "3оя"),
        ("Юрый", "Ю\u2800рый"),
    ],
)
def test_names_that_look_the_same(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anna"), ("☭", "★"), ("Ян", "Ана")])
def test_names_that_do_not(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text())
def test_a_name_is_one_line_that_can_be_seen(name: str) -> None:
    once = clean(name)
    assert clean(once) == once
    assert once.isprintable() or not set(once) & set("\n\r\t\x00\u202e\u200b")
    assert clean("A\u202ena\u200b\n B") == "Ana B"
    assert clean("\u3164 \u2800\u115f") == ""


def test_a_name_is_read_to_a_bound() -> None:
    """Accents in disorder take a server minutes to put in order, once somebody sends a hundred thousand."""
    assert clean("x" * (LONGEST_NAME + 5)) == "x" * LONGEST_NAME
    assert len(clean("a" + "\u0301\u0316" * 50_000)) <= LONGEST_NAME
