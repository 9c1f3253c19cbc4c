"""Differences that are true, and that a person can read."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from assembly.text.making import words
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.text import Mark, differences
from veche.assembly.text.matching import matches
from veche.assembly.text.words import units

SIGNS = {Mark.SAME: "{}", Mark.GONE: "[-{}-]", Mark.NEW: "{{+{}+}}"}


def shown(old: str, new: str) -> str:
    return "".join(SIGNS[piece.kind].format(piece.text) for piece in differences(old, new))


@given(st.one_of(st.text(), words), st.one_of(st.text(), words))
def test_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != Mark.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != Mark.GONE) == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(words)
def test_a_text_differs_not_from_itself(text: str) -> None:
    assert [piece.kind for piece in differences(text, text)] == [Mark.SAME]


@given(words, words)
def test_no_word_is_cut(old: str, new: str) -> None:
    known = {unit.core for unit in units(old)} | {unit.core for unit in units(new)}
    assert {unit.core for piece in differences(old, new) for unit in units(piece.text)} <= known | {""}


@given(st.lists(st.integers(0, 5), max_size=30), st.lists(st.integers(0, 5), max_size=30))
def test_matches_grow_and_are_as_many_as_can_be(first: list[int], second: list[int]) -> None:
    pairs = matches(first, second)
    assert all(first[x] == second[y] for x, y in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert len(pairs) == longest_common(first, second)


def longest_common(first: list[int], second: list[int]) -> int:
    best = [0] * (len(second) + 1)
    for one in first:
        before = best[:]
        for place, other in enumerate(second):
            best[place + 1] = before[place] + 1 if one == other else max(before[place + 1], best[place])
    return best[-1]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (
            "The strike begins on Monday.",
            "The strike begins on Friday at six.",
            "The strike begins on [-Monday-]{+Friday at six+}.",
        ),
        (
            "The red cat. The blue cat.",
            "The red cat. The green cat. The blue cat.",
            "The red cat.{+ The green cat.+} The blue cat.",
        ),
        ("The red one. The blue one.", "The blue one.", "[-The red one. -]The blue one."),
        ("The big house stands.", "A big shed lies.", "[-The big house stands.-]{+A big shed lies.+}"),
        (
            "Wzywamy zarząd, aby do końca roku podniósł płace o dziesięć procent.",
            "Nie godzimy się na zwolnienia i żądamy rozmów o czasie pracy.",
            """[-Wzywamy zarząd, aby do końca roku podniósł płace o dziesięć procent.-]\
{+Nie godzimy się na zwolnienia i żądamy rozmów o czasie pracy.+}""",
        ),
        (
            "Мы, рабочыя завода, патрабуем падняць заробак на дзесяць працэнтаў да канца года.",
            "Мы, рабочыя і працоўныя завода, патрабуем падняць заробак на дваццаць працэнтаў да лета.",
            """Мы, рабочыя{+ і працоўныя+} завода, патрабуем падняць заробак на [-дзесяць-]{+дваццаць+} працэнтаў \
да [-канца года-]{+лета+}.""",
        ),
        (
            "Об’єднання профспілок підтримує страйк.",
            "Об’єднання профспілок міста підтримує страйк.",
            "Об’єднання профспілок{+ міста+} підтримує страйк.",
        ),
        (
            "Мы бастуем, если нам не ответят до вечера, и не раньше.",
            "Мы бастуем, если нам не заплатят до утра, и не раньше.",
            "Мы бастуем, если нам не [-ответят до вечера-]{+заплатят до утра+}, и не раньше.",
        ),
        (
            "10 per cent from 1.5.2027",
            "10 per cent from 1.6.2027",
            "10 per cent from [-1.5.2027-]{+1.6.2027+}",
        ),
        ("We meet.", "Today we meet.", "[-We-]{+Today we+} meet."),
        ("- one\n- two", "- one\n- half\n- two", "- one{+\n- half+}\n- two"),
        ("One paragraph", "", "[-One paragraph-]"),
    ],
)
def test_a_reader_sees_what_was_meant(old: str, new: str, wanted: str) -> None:
    assert shown(old, new) == wanted


@pytest.mark.parametrize(
    "kind", ["other words", "the same words in disorder", "two words by turns", "spaces"]
)
def test_a_paragraph_made_to_be_hard_takes_bounded_time(kind: str) -> None:
    chance = random.Random(4)
    size = 33_000
    if kind == "other words":
        old = " ".join(f"a{chance.randrange(10**6)}" for _ in range(size))
        new = " ".join(f"b{chance.randrange(10**6)}" for _ in range(size))
    elif kind == "the same words in disorder":
        old = " ".join(f"w{number}" for number in range(size))
        new = " ".join(f"w{number}" for number in chance.sample(range(size), size))
    elif kind == "two words by turns":
        old = " ".join(chance.choice(("aaaaa", "bbbbb")) for _ in range(size))
        new = " ".join(chance.choice(("aaaaa", "bbbbb")) for _ in range(size))
    else:
        old, new = " " * 200_000 + "a", "\t" * 200_000 + "b"
    began = time.process_time()
    pieces = differences(old, new)
    assert time.process_time() - began < 8
    assert "".join(piece.text for piece in pieces if piece.kind != Mark.GONE) == new
