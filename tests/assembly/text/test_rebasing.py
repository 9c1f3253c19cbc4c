"""Changes carried over to a newer version, and two versions side by side."""

from __future__ import annotations

import pytest
from assembly.text.making import texts
from hypothesis import given

from veche.assembly.text import Change, Kind, Mark, Overtaken, apply, compare, rebase
from veche.assembly.text.aligning import likeness

OLD = [
    "The strike begins on Monday at six.",
    "Wages rise by ten per cent.",
    "Nobody is dismissed.",
    "We meet in May.",
]


def replaced(place: int, text: str) -> Change:
    return Change(place, Kind.REPLACE, text)


def test_a_change_follows_its_paragraph_wherever_it_went() -> None:
    new = ["A preamble.", OLD[3], OLD[0], OLD[2], OLD[1]]
    late = rebase([replaced(1, "Wages rise by twelve per cent."), Change(3, Kind.DELETE)], OLD, new)
    assert apply(new, late) == ["A preamble.", OLD[0], OLD[2], "Wages rise by twelve per cent."]


def test_a_change_goes_into_a_paragraph_that_was_reworded_elsewhere() -> None:
    new = ["All shops: the strike begins on Monday at six.", *OLD[1:]]
    late = rebase([replaced(0, "The strike begins on Monday at noon.")], OLD, new)
    assert apply(new, late)[0] == "All shops: the strike begins on Monday at noon."


def test_what_the_newer_text_has_already_drops_out() -> None:
    new = [OLD[0], "Wages rise by twelve per cent.", "New.", OLD[3]]
    changes = [replaced(1, new[1]), Change(1, Kind.INSERT, "New."), Change(2, Kind.DELETE)]
    assert rebase(changes, OLD, new) == ()


@pytest.mark.parametrize(
    ("change", "new", "gone"),
    [
        (replaced(1, "Wages rise by twelve per cent."), [OLD[0], OLD[2], OLD[3]], True),
        (
            replaced(1, "Wages rise by twelve per cent."),
            [OLD[0], "Wages rise by eleven per cent.", *OLD[2:]],
            False,
        ),
        (Change(1, Kind.DELETE), [OLD[0], "Wages rise by eleven per cent.", *OLD[2:]], False),
        (Change(1, Kind.INSERT, "After wages."), [OLD[0], OLD[3]], True),
    ],
)
def test_what_does_not_fit_any_more_says_which_paragraph(change: Change, new: list[str], gone: bool) -> None:
    with pytest.raises(Overtaken) as found:
        rebase([change], OLD, new)
    assert (found.value.paragraph, found.value.gone) == (1, gone)


def test_an_insertion_finds_its_place_by_either_neighbour() -> None:
    late = rebase([Change(1, Kind.INSERT, "In between.")], OLD, [OLD[0], OLD[2], OLD[3]])
    assert apply([OLD[0], OLD[2], OLD[3]], late) == [OLD[0], "In between.", OLD[2], OLD[3]]


def test_side_by_side_each_paragraph_says_what_became_of_it() -> None:
    new = [OLD[3], OLD[0], "Wages rise by twelve per cent.", "A new one altogether."]
    lines = compare(OLD, new)
    assert [(line.old, line.new, line.moved, line.same) for line in lines] == [
        (3, 0, True, False),
        (0, 1, False, True),
        (1, 2, False, False),
        (2, None, False, False),
        (3, 0, True, False),
        (None, 3, False, False),
    ]


@given(texts, texts)
def test_side_by_side_nothing_is_lost(old: list[str], new: list[str]) -> None:
    lines = compare(old, new)
    olds = ["".join(p.text for p in line.pieces if p.kind != Mark.NEW) for line in lines]
    news = ["".join(p.text for p in line.pieces if p.kind != Mark.GONE) for line in lines]
    assert [text for text in olds if text] == old
    assert [text for text in news if text] == new


def test_likeness_is_an_exact_part_of_all_letters() -> None:
    assert likeness("one two", "two three") == (6, 14)
