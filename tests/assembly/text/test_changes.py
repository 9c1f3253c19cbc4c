"""Paragraphs and their changes."""

from __future__ import annotations

import json

import pytest
from assembly.text.making import changes_of, texts, words
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.text import (
    BadChange,
    Change,
    Kind,
    Misfit,
    TooLong,
    apply,
    canonical,
    changes_between,
    compose,
    edited,
    join,
    of_json,
    split,
    to_json,
)
from veche.assembly.text.paragraphs import MOST_CHARACTERS, MOST_PARAGRAPHS


@given(st.text())
def test_a_text_split_and_joined_is_split_the_same_way(text: str) -> None:
    paragraphs = split(text)
    assert split(join(paragraphs)) == paragraphs
    assert all(paragraph.strip() and "\n\n" not in paragraph for paragraph in paragraphs)


def test_a_blank_line_parts_paragraphs_and_a_line_break_does_not() -> None:
    assert split("\r\n One \t line\r\nanother \r\n \t\r\n\r\nSecond\n") == ["One line\nanother", "Second"]


def test_what_nobody_sees_is_no_difference() -> None:
    assert split("wa\u00adges\u200b \u202eesir\u202c") == ["wages esir"]
    assert split("и\u0306") == split("й")


def test_a_text_has_a_bound() -> None:
    with pytest.raises(TooLong):
        split("a" * (MOST_CHARACTERS + 1))
    with pytest.raises(TooLong):
        split("a\n\n" * (MOST_PARAGRAPHS + 1))


@given(st.data())
def test_changes_are_read_as_they_were_written(data: st.DataObject) -> None:
    changes = data.draw(changes_of(data.draw(texts)))
    assert of_json(json.loads(json.dumps(to_json(changes)))) == changes


@pytest.mark.parametrize(
    "value",
    [
        {},
        [1],
        [{"paragraph": 0, "kind": "delete", "text": "x"}],
        [{"paragraph": 0, "kind": "replace", "text": ""}],
        [{"paragraph": 0, "kind": "insert", "text": "a\n\nb"}],
        [{"paragraph": -2, "kind": "insert", "text": "a"}],
        [{"paragraph": True, "kind": "insert", "text": "a"}],
        [{"paragraph": 0, "kind": "insert", "text": "a", "more": 1}],
        [{"paragraph": 0, "kind": "move", "text": "a"}],
        [{"paragraph": 10**9, "kind": "delete", "text": ""}],
    ],
)
def test_anything_else_is_no_change(value: object) -> None:
    with pytest.raises(BadChange):
        of_json(value)


def test_a_paragraph_is_changed_once_and_only_where_there_is_one() -> None:
    with pytest.raises(Misfit, match="paragraph 1: is changed twice"):
        canonical([Change(0, Kind.DELETE), Change(0, Kind.REPLACE, "x")])
    with pytest.raises(Misfit):
        canonical([Change(-1, Kind.DELETE)])
    with pytest.raises(Misfit, match="paragraph 3: the text has only 2"):
        apply(["a", "b"], [Change(2, Kind.DELETE)])


def test_insertions_stand_after_their_paragraph_in_their_order() -> None:
    changes = [
        Change(0, Kind.INSERT, "x"),
        Change(1, Kind.DELETE),
        Change(0, Kind.INSERT, "y"),
        Change(-1, Kind.INSERT, "first"),
        Change(1, Kind.INSERT, "z"),
        Change(0, Kind.REPLACE, "A"),
    ]
    assert apply(["a", "b", "c"], changes) == ["first", "A", "x", "y", "z", "c"]


@given(texts, texts)
def test_changes_between_two_texts_make_the_one_of_the_other(old: list[str], new: list[str]) -> None:
    assert apply(old, changes_between(old, new)) == new


@given(st.data())
def test_two_lists_of_changes_in_one_do_what_both_do(data: st.DataObject) -> None:
    paragraphs = data.draw(texts)
    first = data.draw(changes_of(paragraphs))
    middle = apply(paragraphs, first)
    then = data.draw(changes_of(middle))
    assert apply(paragraphs, compose(paragraphs, first, then)) == apply(middle, then)


@given(st.data())
def test_edited_paragraphs_become_changes(data: st.DataObject) -> None:
    paragraphs = data.draw(texts)
    places = st.integers(0, len(paragraphs) - 1)
    typed = data.draw(st.dictionaries(places, st.lists(words, max_size=3)))
    wanted = [text for number, one in enumerate(paragraphs) for text in typed.get(number, [one])]
    assert apply(paragraphs, edited(paragraphs, typed)) == wanted


def test_two_paragraphs_typed_in_place_of_one_keep_the_one_that_was_there() -> None:
    typed = {1: ["Before that, we meet.", "Wages rise by twelve per cent."]}
    changes = edited(["Strike.", "Wages rise by ten per cent."], typed)
    assert changes == (
        Change(0, Kind.INSERT, "Before that, we meet."),
        Change(1, Kind.REPLACE, "Wages rise by twelve per cent."),
    )


def test_a_paragraph_written_anew_was_replaced_and_not_deleted() -> None:
    assert edited(["Strike.", "Meet."], {0: ["Nothing of the kind.", "Talks go on."]}) == (
        Change(0, Kind.REPLACE, "Nothing of the kind."),
        Change(0, Kind.INSERT, "Talks go on."),
    )
    assert edited(["Strike."], {0: []}) == (Change(0, Kind.DELETE),)
