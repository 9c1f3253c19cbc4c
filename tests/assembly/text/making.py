"""Texts and changes for Hypothesis: few words, so that they meet often."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from veche.assembly.text import Amendment, Change, Kind, canonical

WORDS = ("strike", "the", "wages", "rise", "аб’яднанне", "што-небудзь", "і", "й", "źle", "10", ",", ".", "-")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
texts = st.lists(words, min_size=1, max_size=6)
different = st.lists(words, min_size=1, max_size=6, unique=True)


@st.composite
def changes_of(draw: st.DrawFn, paragraphs: Sequence[str]) -> tuple[Change, ...]:
    """Some changes of this text."""
    found = []
    for number in range(-1, len(paragraphs)):
        kind = draw(st.sampled_from((None, None, *Kind)))
        if kind == Kind.INSERT:
            found += [Change(number, kind, text) for text in draw(st.lists(words, min_size=1, max_size=2))]
        elif kind == Kind.DELETE and number >= 0:
            found.append(Change(number, kind))
        elif kind == Kind.REPLACE and number >= 0:
            found.append(Change(number, kind, draw(st.one_of(words, reworded(paragraphs[number])))))
    return canonical(found)


@st.composite
def reworded(draw: st.DrawFn, text: str) -> str:
    """One word of it changed, or one put in."""
    parts = text.split(" ")
    place = draw(st.integers(0, len(parts) - 1))
    parts[place : place + draw(st.integers(0, 1))] = [draw(st.sampled_from(WORDS))]
    return " ".join(parts)


@st.composite
def amended(draw: st.DrawFn, most: int = 4) -> tuple[list[str], list[Amendment]]:
    """A text and amendments to it."""
    paragraphs = draw(texts)
    number = draw(st.integers(1, most))
    return paragraphs, [
        Amendment(f"a{one}", one, draw(changes_of(paragraphs))) for one in range(1, number + 1)
    ]
