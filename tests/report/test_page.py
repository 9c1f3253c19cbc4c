"""The HTML page: one file, nothing fetched, in an order that a screen reader can follow, with colours that can be read."""

from __future__ import annotations

import re
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from report.stating import OFFICERS, STRIKE, drawn, in_layout
from report.test_adding_up import COUNTED, recorded

from veche.report import Layout, html_page
from veche.report.blocks import Document, Grid, Section, Statement
from veche.report.page import POLICY, STYLES, quoted
from veche.words import Language

VOID = {"meta", "br", "img", "link", "input"}


class Outline(HTMLParser):
    """Elements in order with their attributes, and whether every one was closed where it was opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


TEXTS = {layout: in_layout(layout) for layout in Layout} | {Layout.US_ELECTION: OFFICERS}


def page(text: str, folder: Path, language: Language = Language.EN) -> str:
    return html_page(drawn(text, folder, language))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", Language)
def test_the_page_is_whole_and_speaks_its_language(
    tmp_path: Path, language: Language, layout: Layout
) -> None:
    outline = Outline(page(TEXTS[layout], tmp_path, language))
    assert outline.found[0] == ("html", {"lang": language})
    tags = [tag for tag, _ in outline.found]
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [attributes["id"] for _, attributes in outline.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in outline.found:
        if "aria-labelledby" in attributes:
            assert set((attributes["aria-labelledby"] or "").split()) <= set(ids), tag


def test_words_of_a_law_are_read_in_their_own_language(tmp_path: Path) -> None:
    """WCAG 3.1.2: a screen reader that speaks Russian must change its voice for an English Act."""
    page = html_page(drawn(STRIKE, tmp_path, Language.RU))
    assert '<blockquote lang="en"><p>«in which at least 50% of those' in page
    assert "<blockquote><p>Shall we strike?" in page


def test_every_table_has_a_caption_and_headers(tmp_path: Path) -> None:
    recorded(tmp_path)
    outline = Outline(page(COUNTED, tmp_path))
    tags = [tag for tag, _ in outline.found]
    assert tags.count("table") == tags.count("caption")
    headers = [attributes for tag, attributes in outline.found if tag == "th"]
    assert headers
    assert all(attributes.get("scope") in ("row", "col") for attributes in headers)


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path) -> None:
    recorded(tmp_path)
    for text in (COUNTED, STRIKE):
        shown = page(text, tmp_path)
        assert f'content="{POLICY}"' in shown
        tags = {tag for tag, _ in Outline(shown).found}
        assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
        assert not re.search(r"url\(|@import|javascript:|\bon[a-z]+=", shown)


def test_pictures_say_what_they_show(tmp_path: Path) -> None:
    recorded(tmp_path)
    outline = Outline(page(COUNTED, tmp_path))
    pictures = [attributes for tag, attributes in outline.found if tag == "svg"]
    assert pictures
    assert all(attributes["role"] == "img" for attributes in pictures)
    assert len(outline.texts["desc"]) == len(pictures)


def test_names_stay_text(tmp_path: Path) -> None:
    text = OFFICERS.replace("Ana Rivera", "<b>Ana</b> & <script>alert(1)</script>")
    outline = Outline(page(text, tmp_path))
    assert {"b", "script"}.isdisjoint(tag for tag, _ in outline.found)
    assert any("<b>Ana</b> & <script>" in told for told in outline.texts["th"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana\u202egro\u202c", "Ana\ufffdgro\ufffd"),
        ("An\u200ba", "An\ufffda"),
        ("Ana\\nBo", "Ana Bo"),
        ("Ana\\u0007", "Ana\ufffd"),
    ],
)
def test_no_name_hides_or_turns_the_text_around_it(tmp_path: Path, name: str, shown: str) -> None:
    told = page(OFFICERS.replace("Ana Rivera", name), tmp_path)
    assert shown in told
    assert not re.search("[\u200b\u202e\u202c\u0007]", told)


def colours(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", sheet))


def contrast(one: str, other: str) -> Fraction:
    """WCAG 2.2, with the curve of sRGB as a power of 12/5: near enough, and exact."""
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + Fraction(5, 100)) / (second + Fraction(5, 100))


def luminance(colour: str) -> Fraction:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = [linear(int(digits[place : place + 2], 16)) for place in (0, 2, 4)]
    return sum(
        (
            part * weight
            for part, weight in zip(
                parts, (Fraction(2126, 10000), Fraction(7152, 10000), Fraction(722, 10000)), strict=True
            )
        ),
        Fraction(0),
    )


def linear(value: int) -> Fraction:
    part = Fraction(value, 255)
    if part <= Fraction(4045, 100000):
        return part / Fraction(1292, 100)
    return Fraction(round(((float(part) + 0.055) / 1.055) ** 2.4 * 10**9), 10**9)


def test_colours_can_be_read_in_light_and_dark() -> None:
    light = colours((STYLES / "report.css").read_text())
    screen = (STYLES / "screen.css").read_text()
    dark = light | colours(screen[screen.index("prefers-color-scheme: dark") : screen.index("@media print")])
    assert light != dark
    for mood in (light, dark):
        assert contrast(mood["ink"], mood["paper"]) >= 7
        assert contrast(mood["ink"], mood["mind"]) >= 7
        assert contrast(mood["line"], mood["paper"]) >= 3
        assert contrast(mood["accent"], mood["paper"]) >= 3


def test_a_sheet_for_print_is_light(tmp_path: Path) -> None:
    shown = page(STRIKE, tmp_path)
    assert "color-scheme: light dark" in shown
    assert re.search(r"@media print \{\s+:root \{ --ink: #000; --paper: #fff", shown)


def test_a_wide_table_can_be_moved_with_the_keyboard() -> None:
    grid = Grid("Votes", ("A", "B"), (("a", "1"),), frozenset({1}))
    shown = html_page(Document(Language.EN, "t", "s", (grid,), (), "", ""))
    assert '<div class="wide" role="region" aria-label="Votes" tabindex="0">' in shown


def test_boxes_are_empty() -> None:
    statement = Statement("Satisfied?", ("Yes.", "No."), "Why:", 2)
    shown = html_page(Document(Language.EN, "t", "s", (), (Section("h", (statement,)),), "", ""))
    assert shown.count("□") == 2
    assert shown.count('<div class="line"></div>') == 2
    assert "checked" not in shown


@pytest.mark.parametrize("text", ['"', "\\", "\n", "}", "a b", "Ў", "</style>"])
def test_a_string_of_css_ends_where_it_should(text: str) -> None:
    shown = quoted(text)
    assert shown[0] == shown[-1] == '"'
    assert re.fullmatch(r"(\w| |\\[0-9a-f]+ )*", shown[1:-1])
    again = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), shown[1:-1])
    assert again == text
