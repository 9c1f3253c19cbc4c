"""The tree under a decision: as a table it has everything, as a picture it says what it shows, and folds without losing a number."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from assembly.chain.making import HOME, congress, many, seat, three
from hypothesis import given
from hypothesis import strategies as st

from veche.assembly.chain import Decision, Seat, picture, rows
from veche.assembly.chain.folding import folded
from veche.assembly.chain.tree import DEEPEST
from veche.assembly.mandate import Verdict
from veche.words import Language

SVG = "{http://www.w3.org/2000/svg}"


def said(svg: str) -> str:
    """What the picture says about itself."""
    found = ElementTree.fromstring(svg).find(f"{SVG}desc")
    assert found is not None
    return found.text or ""


def test_the_table_has_the_whole_tree() -> None:
    found = rows(three(), Language.EN)
    assert [row.number for row in found] == ["1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3"]
    assert [row.depth for row in found] == [0, 1, 2, 1, 2, 1]
    top, first, home, second, _, third = found
    assert (top.votes, top.verdict, top.who) == ("Yes 60 · No 41", "Carried", "Federation")
    assert (first.who, first.votes, first.verdict) == (
        "Foundry, seat 1: Delegate 1",
        "Yes 60 · No 40",
        "Kept",
    )
    assert (home.fingerprint, home.address, home.weight) == ("ab" * 32, "/votes/x/", None)
    assert (second.votes, second.verdict) == ("No", "Not kept")
    assert (third.votes, third.verdict) == ("no vote", "Did not vote")


@pytest.mark.parametrize("language", Language)
def test_the_picture_says_all_that_it_shows(language: Language) -> None:
    svg = picture(three(), language)
    words = said(svg)
    for row in rows(three(), language):
        assert row.votes in words
        assert row.verdict in words
    drawn = " ".join(text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))
    for text in words.split("\n"):
        assert text.split()[0] in drawn


def test_the_picture_is_one_for_everybody() -> None:
    """No script, nothing fetched, whole numbers only, and what people typed is text."""
    decision = replace(three(), title='<script>alert("x")</script>', body="A & B")
    svg = picture(decision, Language.EN)
    assert svg == picture(decision, Language.EN)
    assert "<script" not in svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert "A & B" in said(svg)
    assert "href" not in svg
    assert not re.search(r'="[^"]*\d\.\d', svg.partition("</style>")[2])


def test_three_hundred_seats_are_folded() -> None:
    decision = many(300)
    svg = picture(decision, Language.EN)
    height = int(re.findall(r'viewBox="0 0 \d+ (\d+)"', svg)[0])
    assert height < 15_000
    words = said(svg)
    assert "and 289 seats more" in words
    assert "together 867 votes" in words
    assert "Not kept · 19" in words
    assert len(rows(decision, Language.EN)) == 301


def test_who_did_not_keep_a_mandate_is_shown_first() -> None:
    seats = [seat(one, (9, 0, 0), Verdict.KEPT) for one in range(40)] + [seat(41, (0, 1, 0), Verdict.BROKEN)]
    shown, fold = folded(("yes", "no", "abstain"), seats)
    assert seats[-1] in shown
    assert fold is not None
    assert fold.verdicts == ((Verdict.KEPT, 30),)


SEATS = st.lists(
    st.builds(
        seat,
        st.integers(1, 50),
        st.one_of(st.none(), st.tuples(*[st.integers(0, 5)] * 3).filter(any)),
        st.sampled_from(Verdict),
    ),
    max_size=40,
)


@given(SEATS, st.integers(2, 15))
def test_folding_loses_no_vote_and_no_verdict(seats: list[Seat], most: int) -> None:
    shown, fold = folded(("yes", "no", "abstain"), seats, most)
    assert len(shown) + (fold is not None) <= most
    assert [one for one in seats if one in shown][: len(shown)] == shown or not shown or fold is not None
    whole = congress(seats)
    drawn = congress(shown)
    for place, one in enumerate(whole.given):
        assert one.votes == drawn.given[place].votes + (fold.given[place].votes if fold else 0)
    counted = sum(number for _, number in fold.verdicts) if fold else 0
    assert len(shown) + counted == len(seats)
    assert fold is None or fold.seats == counted


def chained(levels: int) -> Decision:
    decision = HOME
    for _ in range(levels):
        decision = congress([seat(1, (1, 0, 0), Verdict.KEPT, decision)])
    return decision


@pytest.mark.parametrize("levels", [1, 4, DEEPEST])
def test_councils_of_councils(levels: int) -> None:
    decision = chained(levels)
    assert len(rows(decision, Language.EN)) == 2 * levels + 1
    assert "Foundry" in said(picture(decision, Language.EN))


def test_a_chain_without_end_has_one() -> None:
    decision = chained(40)
    assert max(row.depth for row in rows(decision, Language.EN)) == 2 * DEEPEST + 1
    picture(decision, Language.EN)


def test_a_vote_at_home_is_drawn_once() -> None:
    """Under the first of the seats that carry its mandate; the table has it under each."""
    decision = congress([seat(one, (1, 0, 0), Verdict.KEPT, HOME) for one in (1, 2)])
    assert said(picture(decision, Language.EN)).count(HOME.title) == 1
    assert [row.what for row in rows(decision, Language.EN)].count(HOME.title) == 2


def test_nothing_is_drawn_of_numbers_that_are_not_shown() -> None:
    hidden = replace(HOME, given=(), outcome="")
    found = rows(congress([seat(1, (1, 0, 0), Verdict.KEPT, hidden)]), Language.PL)[2]
    assert (found.votes, found.verdict) == ("Liczb nie pokazujemy", "")
