"""The PDF: tagged for screen readers (PDF/UA-1), with its own letters, and the same bytes every time."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from report.stating import OFFICERS, STRIKE, drawn, in_layout
from report.test_adding_up import COUNTED, recorded

from veche.counting import Contest, count
from veche.counting.contest import Candidate
from veche.counting.papers import Rankings
from veche.counting.record_json import count_json
from veche.report import Layout, lacking, pdf
from veche.report.blocks import Document, Picture, Section
from veche.report.errors import NoPrinter
from veche.report.printing import FONTS, LETTERS, printer
from veche.report.sheets import TALLEST, on_sheets, windows
from veche.words import Language

TEXTS = {layout: in_layout(layout) for layout in Layout} | {Layout.US_ELECTION: OFFICERS}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Language], PdfReader]:
    """Each layout in each language, made once."""
    files: dict[tuple[str, Language], PdfReader] = {}

    def make(layout: str, language: Language) -> PdfReader:
        if (layout, language) not in files:
            document = drawn(TEXTS[Layout(layout)], tmp_path_factory.mktemp("pdf"), language)
            files[layout, language] = PdfReader(io.BytesIO(pdf(document)))
        return files[layout, language]

    return make


def elements(node: Any) -> Iterator[Any]:
    """Every structure element, from the root down."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            yield from elements(kid)


def tags(reader: PdfReader) -> list[str]:
    return [node["/S"] for node in elements(reader.root_object["/StructTreeRoot"])]


EACH = [
    *((layout, Language.BE) for layout in Layout),
    *((Layout.GB_ACTION, language) for language in Language if language is not Language.BE),
]
"""Each form and each language, not all together: a PDF takes half a second."""


@pytest.mark.parametrize(("layout", "language"), EACH)
def test_it_is_tagged_and_says_what_it_is(
    made: Callable[[str, Language], PdfReader], layout: Layout, language: Language
) -> None:
    reader = made(layout, language)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == language
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creation_date is None
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfuaid:part="1"' in xmp or "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert reader.metadata.title in xmp.replace("&amp;", "&")


@pytest.mark.parametrize("layout", Layout)
def test_headings_tables_and_lists_are_what_they_look_like(
    made: Callable[[str, Language], PdfReader], layout: Layout
) -> None:
    found = tags(made(layout, Language.BE))
    headings = [int(tag[2:]) for tag in found if tag in ("/H1", "/H2", "/H3", "/H4")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    for tag in ("/Table", "/TR", "/TH", "/TD", "/Caption", "/L", "/LI", "/LBody", "/P"):
        assert tag in found, tag


def test_every_cell_of_a_table_knows_its_headers(made: Callable[[str, Language], PdfReader]) -> None:
    root = made(Layout.GENERAL, Language.BE).root_object["/StructTreeRoot"]
    cells = [node for node in elements(root) if node["/S"] == "/TD"]
    assert cells
    for cell in cells:
        assert cell["/A"]["/Headers"], cell


def test_a_picture_has_all_that_it_shows_as_its_alternative(tmp_path: Path) -> None:
    recorded(tmp_path)
    document = drawn(COUNTED, tmp_path)
    reader = PdfReader(io.BytesIO(pdf(document)))
    figures = [node for node in elements(reader.root_object["/StructTreeRoot"]) if node["/S"] == "/Figure"]
    assert figures
    for figure in figures:
        for name in ("Ana", "Bo", "Cy"):
            assert name in figure["/Alt"]


def test_a_tall_picture_goes_on_on_the_next_sheet(tmp_path: Path) -> None:
    """Over the foot of its page it would be cut off."""
    papers = [(((one,), (one % 25 + 1,)), 10 + one * one) for one in range(1, 26)]
    names = tuple(Candidate(one, f"Candidate {one}") for one in range(1, 26))
    made = count(Contest("Council", names, 1, Rankings.of(25, papers)), "irv")
    (tmp_path / "count.json").write_text(json.dumps(count_json(made)))
    document = drawn(COUNTED, tmp_path)
    assert max(map(height, pictures_of(document))) > 2 * max(TALLEST.values())
    pieces = [height(one) for one in pictures_of(on_sheets(document))]
    assert sum(pieces) == sum(map(height, pictures_of(document)))
    assert max(pieces) <= max(TALLEST.values())


def pictures_of(document: Document) -> list[str]:
    return [one.svg for part in document.sections for one in part.blocks if isinstance(one, Picture)]


def height(svg: str) -> int:
    return int(re.findall(r'viewBox="0 \d+ \d+ (\d+)"', svg)[0])


@given(st.lists(st.integers(1, 10**5), unique=True).map(sorted), st.integers(1, 10**4))
def test_windows_cover_the_picture_once(places: list[int], tallest: int) -> None:
    *cuts, whole = places or [1]
    ends = windows(cuts, whole, tallest)
    assert (ends[0], ends[-1]) == (0, whole)
    assert ends == sorted(set(ends))
    for top, bottom in pairwise(ends):
        assert bottom - top <= tallest or not any(top < cut < bottom for cut in cuts)


def test_all_letters_are_those_of_the_package(tmp_path: Path) -> None:
    recorded(tmp_path)
    reader = PdfReader(io.BytesIO(pdf(drawn(COUNTED, tmp_path, Language.UK))))
    assert fonts_of(reader) == {"Veche-Serif", "Veche-Serif-Bold", "Veche-Mono"}


@pytest.mark.parametrize(("layout", "language"), EACH)
def test_no_other_letters_step_in(
    made: Callable[[str, Language], PdfReader], layout: Layout, language: Language
) -> None:
    assert fonts_of(made(layout, language)) <= {"Veche-Serif", "Veche-Serif-Bold", "Veche-Mono"}


def fonts_of(reader: PdfReader) -> set[str]:
    """Names of the fonts, all of them in the file itself."""
    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(font.get_object()["/BaseFont"].partition("+")[2])
    return names


def test_the_letters_have_every_sign_of_every_language() -> None:
    from fontTools.ttLib import TTFont

    signs = set(
        "".join((path).read_text(encoding="utf-8") for path in (FONTS.parent / "words").glob("*.toml"))
    )
    known = {chr(number) for name in LETTERS for number in TTFont(FONTS / name).getBestCmap()}
    assert signs - known == {"\n"}
    assert set("ЎўІіЇїЄєҐґЁё’«»„”–—№≥≤−□").isdisjoint(signs - known)
    assert set("ЎўІіЇїЄєҐґЁёʼŁłĄąĆćĘęŃńÓóŚśŹźŻż’«»„”–—№≥≤−□×€£₴") <= known


def test_letters_of_other_scripts_are_told(tmp_path: Path) -> None:
    assert lacking(drawn(STRIKE, tmp_path, Language.BE)) == ""
    assert lacking(drawn(OFFICERS.replace("Bo Lind", "ბო"), tmp_path)) == "ბო"


def test_a_report_fetches_nothing(tmp_path: Path) -> None:
    document = drawn(STRIKE.replace("Shall we strike?", "<img src='http://example.org/x.png'>"), tmp_path)
    assert b"example.org" not in pdf(document)
    from weasyprint.urls import FatalURLFetchingError

    from veche.report import printing

    for url in ("http://example.org/x.png", "file:///etc/passwd", "veche:../styles/paper.css"):
        with pytest.raises(FatalURLFetchingError):
            printing._fetch(url)


MAKE = """
import sys
from pathlib import Path
from veche.report import draw_up, gather, html_page, pdf, read_report, report_json
from veche.words import Language
facts = gather(read_report(Path(sys.argv[1])))
document = draw_up(facts, Language.BE)
for name, data in (("pdf", pdf(document)), ("html", html_page(document).encode()), ("json", report_json(facts, document))):
    Path(sys.argv[2] + "." + name).write_bytes(data)
"""


@pytest.mark.parametrize("text", [STRIKE, COUNTED], ids=["figures", "count"])
def test_the_same_sources_give_the_same_bytes(tmp_path: Path, text: str) -> None:
    recorded(tmp_path)
    path = tmp_path / "report.toml"
    path.write_text(text, encoding="utf-8")
    surroundings = (
        {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"},
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2", "LC_ALL": "POSIX", "SOURCE_DATE_EPOCH": "1800000000"},
    )
    for number, changed in enumerate(surroundings):
        out = str(tmp_path / f"made{number}")
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | changed
        folder = tmp_path / str(number)
        folder.mkdir()
        subprocess.run([sys.executable, "-c", MAKE, str(path), out], check=True, env=environment, cwd=folder)
        os.utime(path, (number, number))
    for name in ("pdf", "html", "json"):
        first, second = ((tmp_path / f"made{number}.{name}").read_bytes() for number in (0, 1))
        assert first == second, name


def test_without_pango_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without the library: loading WeasyPrint fails as its binding does."""
    import builtins

    loading = builtins.__import__

    def without_pango(name: str, *rest: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'\nAdditionally, ctypes.util did not find it")
        return loading(name, *rest)

    printer.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(NoPrinter) as caught:
        pdf(Document(Language.EN, "t", "s", (), (Section("h", ()),), "{page} {pages}", ""))
    printer.cache_clear()
    assert "\n" not in str(caught.value)
    assert "apt install libpango" in str(caught.value)


def test_a_title_cannot_leave_its_place_at_the_foot_of_the_page(tmp_path: Path) -> None:
    title = '" } @page { size: 1cm } body { display: none'
    reader = PdfReader(io.BytesIO(pdf(drawn(STRIKE.replace('"Strike ballot"', f"'{title}'"), tmp_path))))
    assert reader.pages[0].mediabox.width > 500
    assert "display: none" in " ".join(reader.pages[0].extract_text().split())
