"""Amendments together: the same text in whatever order, or a conflict."""

from __future__ import annotations

from itertools import permutations

import pytest
from assembly.text.making import amended, changes_of, texts, words
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.text import (
    Amendment,
    Change,
    Conflict,
    Conflicting,
    Kind,
    Misfit,
    Overtaken,
    apply,
    conflicts,
    differences,
    merge,
    rebase,
    resolved,
)
from veche.assembly.text.editing import both

TEXT = [
    "The strike begins on Monday at six in every hall.",
    "Wages rise by ten per cent.",
    "Nobody is dismissed.",
]


def amendment(number: int, *changes: Change, to: str | None = None) -> Amendment:
    return Amendment(f"a{number}", number, changes, to)


def replaced(place: int, text: str) -> Change:
    return Change(place, Kind.REPLACE, text)


@given(amended())
def test_the_order_of_amendments_changes_nothing(made: tuple[list[str], list[Amendment]]) -> None:
    paragraphs, amendments = made
    clash = conflicts(paragraphs, amendments)
    for ordered in permutations(amendments):
        assert conflicts(paragraphs, ordered) == clash
        if clash:
            with pytest.raises(Conflicting):
                merge(paragraphs, ordered)
        else:
            assert merge(paragraphs, ordered) == merge(paragraphs, amendments)


@given(st.data())
def test_a_tree_gives_what_its_branches_give_once_they_are_worked_in(data: st.DataObject) -> None:
    paragraphs, roots = data.draw(amended(3))
    middle = apply(paragraphs, roots[0].changes)
    twigs = [Amendment(f"b{n}", n, data.draw(changes_of(middle)), "a1") for n in (7, 8)]
    tree = [*roots, *twigs]
    clash = conflicts(paragraphs, tree)
    if any(one.to == "a1" for one in clash):
        return
    worked_in = resolved(paragraphs, tree)
    assert worked_in[0].changes == resolved(paragraphs, [twigs[1], roots[0], twigs[0]])[0].changes
    assert (
        apply(paragraphs, worked_in[0].changes)
        == merge(middle, [Amendment(t.id, t.number, t.changes) for t in twigs]).paragraphs
    )
    assert conflicts(paragraphs, worked_in) == clash
    if not clash:
        assert merge(paragraphs, tree).paragraphs == merge(paragraphs, worked_in).paragraphs


@given(st.data())
def test_one_amendment_is_what_it_says(data: st.DataObject) -> None:
    paragraphs = data.draw(texts)
    changes = data.draw(changes_of(paragraphs))
    merged = merge(paragraphs, [Amendment("a", 1, changes)])
    assert merged.paragraphs == apply(paragraphs, changes)
    assert merged.taken == ("a",)


@given(words, words, words)
def test_two_wordings_go_together_alike_from_both_sides_or_not_at_all(old: str, one: str, other: str) -> None:
    assert both(old, one, other) == both(old, other, one)
    assert both(old, one, one) == one
    assert both(old, old, one) == one


@given(amended(2))
def test_where_one_after_the_other_gives_two_texts_there_is_a_conflict(
    made: tuple[list[str], list[Amendment]],
) -> None:
    """Each paragraph by itself, for there is no doubt which one is which: first one amendment, then what the other does to what came of it."""
    paragraphs, (one, *rest) = made
    for other in rest:
        clashing = {clash.paragraph for clash in conflicts(paragraphs, [one, other])}
        for place, old in enumerate(paragraphs):
            first, second = outcome(one, place, old), outcome(other, place, old)
            if (then(old, first, second), then(old, second, first)) != (None, None):
                agreed = then(old, first, second) == then(old, second, first)
                assert agreed or place in clashing
            if place not in clashing and None not in (first, second):
                assert then(old, first, second) == then(old, second, first)


def outcome(one: Amendment, place: int, old: str) -> str | None:
    own = next((c for c in one.changes if c.paragraph == place and c.kind != Kind.INSERT), None)
    return old if own is None else None if own.kind == Kind.DELETE else own.text


def then(old: str, first: str | None, second: str | None) -> str | None:
    """The second wording of a paragraph after the first was done; as the last word, where it does not fit any more."""
    if first is None or second is None:
        return second if second != old else first
    found = both(old, first, second)
    return second if found is None else found


@given(st.data())
def test_carried_over_to_the_text_of_another_amendment_it_gives_the_text_of_both(data: st.DataObject) -> None:
    paragraphs = data.draw(st.lists(words, min_size=1, max_size=5, unique=True))
    one = Amendment("a1", 1, data.draw(changes_of(paragraphs)))
    other = Amendment("a2", 2, tuple(c for c in data.draw(changes_of(paragraphs)) if c.kind != Kind.INSERT))
    middle = apply(paragraphs, one.changes)
    if any(kind != Kind.REPLACE for kind in (c.kind for c in one.changes)) or conflicts(
        paragraphs, [one, other]
    ):
        return
    try:
        late = rebase(other.changes, paragraphs, middle)
    except Overtaken:
        return  # reworded so much that nobody can tell which paragraph it was: said, not guessed
    if unmistakable(paragraphs, middle):
        assert apply(middle, late) == merge(paragraphs, [one, other]).paragraphs


def unmistakable(paragraphs: list[str], middle: list[str]) -> bool:
    return len(set(paragraphs) | set(middle)) == len(paragraphs) + sum(
        old != new for old, new in zip(paragraphs, middle, strict=True)
    ) and all(
        old == new or any(p.kind == "same" and p.text.strip() for p in differences(old, new))
        for old, new in zip(paragraphs, middle, strict=True)
    )


@given(st.data())
def test_over_to_the_same_text_nothing_changes(data: st.DataObject) -> None:
    paragraphs = data.draw(texts)
    changes = data.draw(changes_of(paragraphs))
    assert apply(paragraphs, rebase(changes, paragraphs, paragraphs)) == apply(paragraphs, changes)


def test_two_amendments_of_one_paragraph_hold_both_where_they_touch_other_words() -> None:
    first = amendment(1, replaced(0, "The strike begins on Tuesday at six in every hall."))
    second = amendment(2, replaced(0, "The strike begins on Monday at six in every shop."))
    assert merge(TEXT, [second, first]).paragraphs[0] == "The strike begins on Tuesday at six in every shop."


@pytest.mark.parametrize(
    "other",
    [
        replaced(0, "The strike begins on Friday at six in every hall."),
        replaced(0, "The strike begins on Monday, not before, at six in every hall."),
        replaced(0, "The strike begins before Monday at six in every hall."),
        Change(0, Kind.DELETE),
    ],
)
def test_the_same_words_and_words_side_by_side_conflict(other: Change) -> None:
    first = amendment(1, replaced(0, "The strike begins on Tuesday at six in every hall."))
    with pytest.raises(Conflicting) as found:
        merge(TEXT, [first, amendment(2, other)])
    assert found.value.conflicts == [Conflict("a1", "a2", 0)]


def test_who_says_the_same_agrees() -> None:
    same = replaced(1, "Wages rise by twelve per cent.")
    assert merge(TEXT, [amendment(1, same), amendment(2, same)]).paragraphs[1] == same.text
    gone = Change(1, Kind.DELETE)
    assert merge(TEXT, [amendment(1, gone), amendment(2, gone)]).paragraphs == [TEXT[0], TEXT[2]]
    new = Change(1, Kind.INSERT, "We meet again in May.")
    assert merge(TEXT, [amendment(1, new), amendment(2, new)]).paragraphs.count(new.text) == 1


def test_what_is_inserted_at_one_place_follows_by_number() -> None:
    one, other = (amendment(n, Change(0, Kind.INSERT, f"From {n}.")) for n in (1, 2))
    assert merge(TEXT, [other, one, amendment(3, Change(0, Kind.DELETE))]).paragraphs[:2] == [
        "From 1.",
        "From 2.",
    ]


def test_what_amends_an_amendment_is_worked_in_first() -> None:
    main = amendment(
        1, replaced(1, "Wages rise by twelve per cent."), Change(1, Kind.INSERT, "We meet in May.")
    )
    child = amendment(2, replaced(1, "Wages rise by fifteen per cent."), to="a1")
    grandchild = amendment(3, replaced(2, "We meet in June."), to="a2")
    merged = merge(TEXT, [grandchild, child, main])
    assert merged.paragraphs == [TEXT[0], "Wages rise by fifteen per cent.", "We meet in June.", TEXT[2]]
    assert merged.taken == ("a1", "a2", "a3")
    assert resolved(TEXT, [main, child])[0].changes[0].text == "Wages rise by fifteen per cent."


def test_what_amends_an_amendment_falls_with_it() -> None:
    child = amendment(2, replaced(1, "Wages rise by fifteen per cent."), to="a1")
    assert merge(TEXT, [child]).paragraphs == TEXT
    assert merge(TEXT, [child]).taken == ()
    circle = [amendment(1, to="a2"), amendment(2, to="a1")]
    assert merge(TEXT, circle).taken == ()


def test_amendments_of_an_amendment_conflict_there() -> None:
    main = amendment(1, replaced(1, "Wages rise by twelve per cent."))
    children = [amendment(n, replaced(1, f"Wages rise by {n} per cent."), to="a1") for n in (20, 30)]
    assert conflicts(TEXT, [main, *children]) == [Conflict("a20", "a30", 1, "a1")]
    with pytest.raises(Conflicting, match="a20 and a30 cannot both hold in paragraph 2"):
        resolved(TEXT, [main, *children])


def test_an_amendment_of_another_text_does_not_fit() -> None:
    with pytest.raises(Misfit):
        merge(TEXT[:1], [amendment(1, Change(2, Kind.DELETE))])
