"""What was written reads as what it was, in every format that can hold it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from counting.formats.reading import contest
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import Contest, formats
from veche.counting.contest import Candidate, Scores, Totals
from veche.counting.errors import CannotCount, CannotWrite
from veche.counting.formats import Form, Overvote, Policy
from veche.counting.papers import Ranking, Rankings

EQUAL = Policy(Overvote.EQUAL)
LETTERS = st.characters(exclude_categories=["C", "Z", "M"], exclude_characters='"')


def tidy(text: str) -> str:
    """A name as readers leave it."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@st.composite
def rankings(draw: st.DrawFn, candidates: int, *, strict: bool, complete: bool) -> Ranking:
    order = draw(st.permutations(range(1, candidates + 1)))
    ranks: list[tuple[int, ...]] = []
    for number in order if complete else order[: draw(st.integers(0, candidates))]:
        if ranks and not strict and draw(st.booleans()):
            ranks[-1] = (*ranks[-1], number)
        else:
            ranks.append((number,))
    return tuple(ranks)


@st.composite
def contests(draw: st.DrawFn, *, strict: bool = False, complete: bool = False, marks: str = "") -> Contest:
    text = st.text(LETTERS | st.sampled_from(" ,;:#'()-{}" + marks), min_size=1, max_size=12).map(tidy)
    given = draw(st.lists(text.filter(bool), min_size=1, max_size=5, unique=True))
    size = len(given)
    groups = st.lists(
        st.tuples(rankings(size, strict=strict, complete=complete), st.integers(1, 10**6)), max_size=6
    )
    return Contest(
        draw(text | st.just("")),
        tuple(Candidate(number, name) for number, name in enumerate(given, start=1)),
        draw(st.integers(1, 9)),
        Rankings.of(size, draw(groups)),
        frozenset(draw(st.sets(st.integers(1, size)))),
    )


def again(found: Contest, form: Form) -> Contest:
    return contest(form, "".join(formats.text_of(found, form, f"x.{form}")), policy=EQUAL)


@given(contests())
def test_blt(found: Contest) -> None:
    assert again(found, Form.BLT) == found


@given(contests())
def test_orders_with_ties(found: Contest) -> None:
    assert again(found, Form.TOI) == found


@given(contests(strict=True))
def test_strict_orders(found: Contest) -> None:
    assert again(found, Form.SOI) == found


@given(contests(complete=True))
def test_complete_orders(found: Contest) -> None:
    assert again(found, Form.TOC) == found


@given(contests(strict=True, complete=True))
def test_strict_complete_orders(found: Contest) -> None:
    assert again(found, Form.SOC) == found


@given(contests(marks='"'))
def test_tables_of_ranks(found: Contest) -> None:
    assert again(found, Form.CSV) == found


@given(contests(), st.data())
def test_tables_of_scores(found: Contest, data: st.DataObject) -> None:
    score = st.none() | st.integers(0, data.draw(st.sampled_from([1, 100, 10**9 - 1])))
    row = st.tuples(*[score] * len(found.candidates))
    scores = Scores(data.draw(st.dictionaries(row, st.integers(1, 10**6), max_size=5)))
    scored = Contest(found.title, found.candidates, found.seats, scores, found.withdrawn)
    assert again(scored, Form.CSV) == scored


@pytest.mark.parametrize("form", [Form.BLT, Form.TOI, Form.CSV])
def test_a_file_is_written_and_read(tmp_path: Path, form: Form) -> None:
    candidates = (Candidate(1, "Ana"), Candidate(2, "Ганна"))
    found = Contest("Title", candidates, 1, Rankings.of(2, [(((2,), (1,)), 3)]))
    formats.write(found, tmp_path / f"x.{form}")
    assert formats.read(tmp_path / f"x.{form}") == found
    with pytest.raises(FileExistsError):
        formats.write(found, tmp_path / f"x.{form}")


def test_sums_are_not_written(tmp_path: Path) -> None:
    found = Contest("Title", (Candidate(1, "Ana"),), 1, Totals((3,), 3))
    for form in (Form.BLT, Form.TOI, Form.CSV):
        with pytest.raises(CannotWrite):
            formats.write(found, tmp_path / f"x.{form}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["An\na", "An\x1ba", "An\u202ea", "An\ta", "An\u2028a"])
def test_names_that_would_break_a_line_are_not_written(tmp_path: Path, name: str) -> None:
    found = Contest("Title", (Candidate(1, name),), 1, Rankings.of(1, []))
    with pytest.raises(CannotWrite, match="holds characters"):
        formats.write(found, tmp_path / "x.blt")


@pytest.mark.parametrize("name", ["ward", "ward.ods", "ward.blt.gz"])
def test_a_name_that_tells_no_format_is_refused(name: str) -> None:
    with pytest.raises(CannotCount, match="a name that tells no format"):
        formats.read(name)
