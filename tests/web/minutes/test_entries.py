"""Editions put together, and what the public version leaves out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from veche.web.minutes.entries import Entry, Sort, put_together, sections

IDS = st.sampled_from([f"e{number}" for number in range(6)])
ENTRIES = st.builds(
    Entry,
    IDS,
    st.sampled_from([Sort.LINE, Sort.LEAD]),
    st.text(min_size=1, max_size=5),
    internal=st.booleans(),
    after=IDS,
)


def line(number: int, text: str = "x", **more: object) -> Entry:
    return Entry(f"e{number}", Sort.LINE, text, text, **more)  # type: ignore[arg-type]


def heading(number: int, **more: object) -> Entry:
    return Entry(f"h{number}", Sort.HEADING, f"Point {number}", f"Point {number}", **more)  # type: ignore[arg-type]


@given(st.lists(st.lists(ENTRIES, max_size=3), max_size=8))
def test_every_entry_stands_once_as_it_was_written_last(editions: list[list[Entry]]) -> None:
    found = put_together(editions)
    written = {entry.id: entry for edition in editions for entry in edition}
    assert sorted(one.id for one in found) == sorted(written)
    assert all(written[one.id] == one for one in found)


@given(st.lists(ENTRIES, max_size=8))
def test_what_is_written_is_read_back(entries: list[Entry]) -> None:
    assert [Entry.of_json(one.to_json()) for one in entries] == entries


def test_what_is_added_stands_behind_its_entry() -> None:
    found = put_together([[line(1), line(2)], [Entry("new", Sort.LINE, "added", after="e1")]])
    assert [one.id for one in found] == ["e1", "new", "e2"]
    assert found[1].by_hand
    assert not found[0].by_hand


def test_the_public_version_says_that_something_is_left_out() -> None:
    entries = [
        heading(1),
        line(1, "open"),
        line(2, "hidden", internal=True),
        line(3, "hidden too", internal=True),
        line(4, "open again"),
        line(5, "taken out", gone=True),
        heading(2, internal=True),
        line(6, "all of it"),
    ]
    public = sections(entries, public=True)
    assert [one.text for one in public[0].entries] == ["open", "", "open again"]
    assert (public[1].left_out, public[1].heading.text, public[1].entries) == (True, "", ())
    internal = sections(entries, public=False)
    assert [one.text for one in internal[0].entries] == ["open", "hidden", "hidden too", "open again"]
    assert internal[1].heading.text == "Point 2"


@given(
    st.lists(
        st.one_of(
            ENTRIES, st.builds(Entry, IDS, st.just(Sort.HEADING), st.text(min_size=1), internal=st.booleans())
        ),
        max_size=12,
    )
)
def test_nothing_internal_is_ever_public(entries: list[Entry]) -> None:
    marked = [
        Entry(one.id, one.sort, f"SECRET{place}" if one.internal else f"open{place}", internal=one.internal)
        for place, one in enumerate(entries)
    ]
    said = [text.text for part in sections(marked, public=True) for text in (part.heading, *part.entries)]
    assert not any("SECRET" in text for text in said)
