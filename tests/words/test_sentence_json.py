"""A sentence, and the numbers in it, for machines and back."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.words.numerals import numeral
from veche.words.sentence import LONGEST_NUMBER, Place, Sentence, Share, number_from

fractions = st.fractions()
numbers = st.integers() | fractions
places: st.SearchStrategy[Place] = (
    numbers | st.text() | st.dates() | st.builds(Share, fractions, st.none() | fractions)
)
counts = st.none() | st.integers(0, 1000)
plain = st.builds(Sentence, st.text(), st.dictionaries(st.text(max_size=5), places, max_size=3), counts)
sentences = st.builds(
    Sentence, st.text(), st.dictionaries(st.text(max_size=5), places | plain, max_size=3), counts
)


@given(sentences)
def test_what_is_written_reads_back_the_same(sentence: Sentence) -> None:
    again = Sentence.from_json(json.loads(json.dumps(sentence.to_json())))
    assert again == sentence
    assert [type(place) for place in again.places.values()] == [
        type(place) for place in sentence.places.values()
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12, "12"),
        (Fraction(1234567, 100000), "12.34567"),
        (Fraction(-1, 3), "-1/3"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(4, 2), "2"),
        (0, "0"),
    ],
)
def test_a_numeral_is_exact(value: int | Fraction, written: str) -> None:
    assert numeral(value) == written
    assert Fraction(written) == value


@pytest.mark.parametrize(
    "text", ["", "1e9", "0x1", "1/0", "1 ", "١", ".5", "1_0", "9" * (LONGEST_NUMBER + 1)]
)
def test_a_number_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number_from(text)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "key",
        {"places": {}},
        {"key": 1},
        {"key": "a", "more": 1},
        {"key": "a", "count": True},
        {"key": "a", "places": []},
        {"key": "a", "places": {"x": 1.5}},
        {"key": "a", "places": {"x": True}},
        {"key": "a", "places": {"x": {"number": 1}}},
        {"key": "a", "places": {"x": {"date": "tomorrow"}}},
    ],
)
def test_what_is_no_sentence_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        Sentence.from_json(value)


def test_a_share_keeps_what_it_is_held_against() -> None:
    sentence = Sentence(
        "reason.turnout", {"share": Share(Fraction(463, 1000), Fraction(1, 2)), "day": date(2026, 12, 1)}
    )
    assert sentence.to_json() == {
        "key": "reason.turnout",
        "places": {"share": {"share": "0.463", "against": "0.5"}, "day": {"date": "2026-12-01"}},
    }
