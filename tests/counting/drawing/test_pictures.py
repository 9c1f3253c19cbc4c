"""Pictures of counts: true to the votes, readable by eye and by ear, and nothing in them but shapes and words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as Tree

import pytest
from counting.records import ward
from counting.shown import EVERY, NAMES, PAPERS, contest, counted
from hypothesis import given
from hypothesis import strategies as st

from veche.counting import count
from veche.counting.contest import Candidate, Contest
from veche.counting.papers import Rankings
from veche.counting.record import Count
from veche.counting.showing.drawing import NARROW, WIDE, Drawn, Page, pictures
from veche.counting.showing.drawing.flow import BAR
from veche.counting.showing.drawing.lettering import fitted, room_of, wrapped
from veche.counting.showing.drawing.page import strips
from veche.counting.showing.drawing.svg import DARK, LIGHT, printable
from veche.words import Language

SPACE = "{http://www.w3.org/2000/svg}"
EN = Language.EN
BOTH = (WIDE, NARROW)


def drawn(found: Count, name: str, page: Page = WIDE) -> Drawn:
    return next(one for one in pictures(found, EN, page) if one.name.removesuffix("-narrow") == name)


def shapes(picture: Drawn, kind: str) -> list[dict[str, str]]:
    """Attributes of all elements of a kind."""
    return [one.attrib for one in Tree.fromstring(picture.svg).iter() if one.get("class") == f"vc-{kind}"]


def large() -> Count:
    """Thirty candidates, some with names as long as a union's, in nearly thirty stages."""
    names = tuple(
        f"Candidate number {number} of the Międzyzakładowa Organizacja Związkowa" for number in range(30)
    )
    groups = [
        (((number,), (number % 30 + 1,), ((number * 7) % 30 + 1,)), 40 - number) for number in range(1, 31)
    ]
    clean = [(tuple(dict.fromkeys(ranking)), weight) for ranking, weight in groups]
    return count(contest(Rankings.of(30, clean), names, seats=3), "scottish-stv")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule", EVERY)
def test_every_rule_has_its_pictures(rule: str, language: Language) -> None:
    names = [one.name for one in pictures(counted(rule), language)]
    expected = {"flow", "stages"} if rule in ("scottish-stv", "irv", "ers97") else {"stages"}
    expected = {"matrix"} if rule in ("schulze", "ranked-pairs") else expected
    assert expected <= {*names, "stages"}
    for page in BOTH:
        for one in pictures(counted(rule), language, page):
            root = Tree.fromstring(one.svg)
            assert root.get("lang") == language
            assert root.get("role") == "img"


@pytest.mark.parametrize("page", BOTH)
@pytest.mark.parametrize("make", [lambda: counted("scottish-stv"), lambda: counted("schulze"), large])
def test_a_picture_is_shapes_and_words_and_whole_numbers(make: object, page: Page) -> None:
    assert callable(make)
    for one in pictures(make(), EN, page):
        root = Tree.fromstring(one.svg)
        tags = {element.tag.removeprefix(SPACE) for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "path", "text"}
        assert "url(" not in one.svg
        assert "@import" not in one.svg
        for element in root.iter():
            for key, value in element.attrib.items():
                assert not key.startswith("on")
                if key in ("x", "y", "width", "height", "d", "font-size", "viewBox"):
                    assert re.fullmatch(r"[MLCZ0-9 -]+", value), (key, value)


@pytest.mark.parametrize("page", BOTH)
def test_a_picture_says_in_words_what_it_shows(page: Page) -> None:
    found = counted("scottish-stv")
    for one in pictures(found, EN, page):
        root = Tree.fromstring(one.svg)
        title, text = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
        assert title is not None
        assert text is not None
        assert (title.text, text.text) == (one.title, one.text)
        assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
        assert all(name in one.text for name in NAMES)
        assert "Elected: Alesia and Ciara." in one.text
        for position in range(1, len(found.stages) + 1):
            assert f"Stage {position}: " in one.text
        assert "Alesia passes on: Bohdan 2." in one.text


def test_what_befell_a_candidate_is_said_in_words_and_drawn_as_a_shape() -> None:
    found = counted("scottish-stv")
    fallen = [number for stage in found.stages for number in stage.excluded]
    for name in ("flow", "stages"):
        picture = drawn(found, name)
        words = [text.text for text in Tree.fromstring(picture.svg).iter(f"{SPACE}text")]
        assert words.count("elected") >= len(found.winners) + 1  # and once in the legend
        assert words.count("excluded") == len(fallen) + 1
        assert len(shapes(picture, "tick")) >= len(found.winners) + 1
        assert len(shapes(picture, "cross")) == len(fallen) + 1


def test_bars_are_as_high_as_the_votes() -> None:
    """Of the first stage, to a tenth of a pixel."""
    found = counted("scottish-stv")
    bars = [*shapes(drawn(found, "flow"), "bar"), *shapes(drawn(found, "flow"), "won")]
    first = min(int(bar["x"]) for bar in bars if bar["width"] == str(BAR))
    heights = sorted(
        int(bar["height"]) for bar in bars if int(bar["x"]) == first and bar["width"] == str(BAR)
    )
    votes = sorted(int(number) for number in found.stages[0].standing.values())
    unit = heights[-1]
    assert heights == [one * unit // votes[-1] for one in votes] or all(
        abs(height * votes[-1] - one * unit) <= votes[-1] for height, one in zip(heights, votes, strict=True)
    )


def test_bands_carry_the_votes_that_move() -> None:
    found = counted("scottish-stv")
    bars = shapes(drawn(found, "flow"), "won")
    most = max(votes for stage in found.stages for votes in stage.standing.values())
    unit = max(int(bar["height"]) for bar in bars) / int(most)
    moved = shapes(drawn(found, "flow"), "moved")
    transfers = {}
    for position, stage in enumerate(found.stages):
        for one in stage.transfers:
            key = (position, one.source, one.target)
            transfers[key] = transfers.get(key, 0) + one.votes
    bands = [band["d"] for band in moved if "d" in band]
    assert len(bands) == len(transfers)
    thick = [
        int(numbers[9]) - int(numbers[7]) for numbers in (re.findall(r"-?[0-9]+", band) for band in bands)
    ]
    for height, votes in zip(sorted(thick), sorted(transfers.values()), strict=True):
        assert abs(height - votes * unit) <= 1 + unit / 100


def test_the_line_of_the_quota_stands_where_a_bar_of_the_quota_would_end() -> None:
    found = replace(ward(), stages=(ward().stages[0]._replace(standing={1: 4, 2: 2, 3: 2}),), ties=())
    picture = drawn(found, "stages")
    longest = max(int(bar["x"]) + int(bar["width"]) for bar in shapes(picture, "won"))
    assert f"M{longest} " in shapes(picture, "quota")[0]["d"]


def test_the_matrix_frames_whoever_more_papers_prefer() -> None:
    found = counted("schulze")
    table = PAPERS.pairwise()
    wins = sum(table[one][other] > table[other][one] for one in range(1, 6) for other in range(1, 6))
    assert len(shapes(drawn(found, "matrix"), "frame")) == wins + 1  # and once in the legend
    assert f"Alesia preferred: Bohdan {table[1][2]}–{table[2][1]};" in drawn(found, "matrix").text


@pytest.mark.parametrize("page", BOTH)
def test_nothing_runs_over_the_edge(page: Page) -> None:
    for one in pictures(large(), EN, page):
        root = Tree.fromstring(one.svg)
        _, _, width, height = map(int, root.attrib["viewBox"].split())
        assert width == page.width
        for rect in root.iter(f"{SPACE}rect"):
            assert int(rect.get("x", 0)) >= 0
            assert int(rect.get("x", 0)) + int(rect.attrib["width"]) <= width
            assert int(rect.get("y", 0)) + int(rect.attrib["height"]) <= height
        for text in root.iter(f"{SPACE}text"):
            room = room_of(
                text.text or "", int(text.attrib["font-size"]), strong="vc-strong" in text.attrib["class"]
            )
            x = int(text.attrib["x"])
            left = x - room if "vc-right" in text.attrib["class"] else x
            assert left >= 0, text.text
            assert left + (room // 2 if "vc-middle" in text.attrib["class"] else room) <= width, text.text
            assert int(text.attrib["y"]) <= height


def test_names_in_a_column_do_not_run_into_each_other() -> None:
    for one in pictures(large(), EN):
        right = [
            text
            for text in Tree.fromstring(one.svg).iter(f"{SPACE}text")
            if "vc-right" in text.attrib["class"]
        ]
        heights = sorted(int(text.attrib["y"]) for text in right)
        assert all(below - above >= 150 for above, below in pairwise(heights))


def test_a_name_cannot_be_more_than_a_name() -> None:
    bad = '</text><script>alert("1")</script>&\u202e\x00'
    found = counted("scottish-stv")
    spoilt = replace(found, title=bad, candidates=(Candidate(1, bad), *found.candidates[1:]))
    for one in (*pictures(spoilt, EN), *pictures(spoilt, EN, NARROW)):
        Tree.fromstring(one.svg)
        assert "<script" not in one.svg
        assert "\u202e" not in one.svg
    assert printable("a\nb\u202e<") == "a\nb\N{REPLACEMENT CHARACTER}&lt;"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mood", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_and_shapes_stand_out(mood: dict[str, str]) -> None:
    """7:1 for what is read, 3:1 for what is looked at."""
    assert LIGHT.keys() == DARK.keys()
    for ink in ("ink", "soft"):
        assert contrast(mood[ink], mood["paper"]) >= 7
    assert contrast(mood["ink"], mood["kept"]) >= 7
    assert contrast(mood["ink"], mood["moved"]) >= 7
    for shape in ("bar", "won", "edge", "line"):
        assert contrast(mood[shape], mood["paper"]) >= 3
    assert contrast(mood["bar"], mood["kept"]) >= 3
    assert contrast(mood["edge"], mood["moved"]) >= 3


def test_a_picture_is_dark_where_the_system_is_and_light_on_paper() -> None:
    svg = drawn(counted("scottish-stv"), "flow").svg
    dark = svg.index("@media screen and (prefers-color-scheme:dark)")
    assert svg.index(LIGHT["paper"]) < dark
    assert DARK["edge"] in svg[dark:]
    assert DARK["edge"] not in svg[:dark]


def test_a_picture_of_the_same_count_is_the_same() -> None:
    assert pictures(counted("meek"), EN) == pictures(counted("meek"), EN)


@given(st.integers(1, 60), st.integers(2, 9), st.integers(0, 1))
def test_strips_show_every_stage(stages: int, most: int, overlap: int) -> None:
    found = list(strips(stages, most, overlap))
    assert sorted({position for strip in found for position in strip}) == list(range(1, stages + 1))
    assert all(len(strip) <= most for strip in found)
    assert all(after[0] == before[-1] + 1 - overlap for before, after in pairwise(found))


@given(st.text(max_size=60), st.integers(200, 4000), st.integers(1, 4))
def test_text_is_fitted(text: str, room: int, most: int) -> None:
    assert room_of(fitted(text, room, 130), 130) <= room
    lines = wrapped(text, room, 130, most)
    assert len(lines) <= most
    assert all(room_of(line, 130) <= room for line in lines)
    if (
        lines
        and all(room_of(word, 130) <= room for word in text.split())
        and not any(line.endswith("…") for line in lines)
    ):
        assert " ".join(lines).split() == text.split()


@pytest.mark.parametrize("name", ["flow", "stages"])
def test_a_tall_picture_can_be_cut_where_nothing_is_cut_through(name: str) -> None:
    """A sheet of paper ends; a bar, a band or a word that goes over its end would be lost."""
    papers = [(((one,), (one % 14 + 1,)), 10 + one * one) for one in range(1, 15)]
    names = tuple(Candidate(one, f"Candidate {one}") for one in range(1, 15))
    picture = drawn(count(Contest("Council", names, 1, Rankings.of(14, papers)), "irv"), name)
    root = Tree.fromstring(picture.svg)
    assert picture.cuts
    for cut in picture.cuts:
        for one in shapes(picture, "bar") + shapes(picture, "won"):
            assert not int(one["y"]) < cut < int(one["y"]) + int(one["height"])
        for one in [text.attrib for text in root.iter(f"{SPACE}text")]:
            assert not int(one["y"]) - 150 < cut < int(one["y"]) + 40
