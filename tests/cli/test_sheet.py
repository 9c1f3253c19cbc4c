"""The printable sheet: a slip for everyone, a code that holds the credential, and nothing that is fetched or run."""

from __future__ import annotations

import re
import textwrap
from html.parser import HTMLParser

import pytest
import segno

from veche.cli.credential_list import Entry
from veche.cli.sheet import STEPS, qr, sheet_html
from veche.cli.words import words
from veche.election.credentials import generate_credential
from veche.words import Language

ENTRIES = [
    Entry(number, f"Member <{number}>", 3 if number == 2 else None, generate_credential())
    for number in range(1, 12)
]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_every_member_has_one_slip_with_the_credential() -> None:
    reader = read(sheet_html("Strike & more", "until Friday", ENTRIES, words(Language.EN)))
    assert reader.tags.count("article") == len(ENTRIES)
    assert reader.tags.count("section") == 3
    for entry in ENTRIES:
        assert reader.words.count(entry.credential) == 1
        assert entry.name in reader.words
    assert reader.words.count("until Friday") == len(ENTRIES)
    assert reader.words.count("Weight 3") == 1


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = sheet_html("t", "", ENTRIES, words(Language.EN))
    reader = read(page)
    assert not {"script", "link", "img", "iframe", "a"} & set(reader.tags)
    assert not {"href", "src", "onload", "onclick"} & set(reader.attributes)
    assert "default-src 'none'" in page
    assert "url(" not in page


def test_the_code_is_that_of_the_credential() -> None:
    """The drawn runs of dark modules are those of a QR code of the same text, version for version."""
    credential = ENTRIES[0].credential
    drawn = re.search(r'd="([^"]+)"', qr(credential, "a code"))
    again = re.search(
        r'd="([^"]+)"', segno.make(credential, error="m", micro=False, boost_error=False).svg_inline(border=4)
    )
    assert drawn is not None
    assert again is not None
    assert drawn[1] == again[1]


@pytest.mark.parametrize("language", Language)
def test_a_sheet_speaks_one_language(language: Language) -> None:
    page = sheet_html("t", "", ENTRIES, words(language))
    reader = read(page)
    assert f'<html lang="{language}">' in page
    for key in ("how", "open", "enter", "keep", "again", "fold", "secret", "code"):
        assert reader.words.count(words(language).text(f"sheet.{key}")) == len(ENTRIES)


@pytest.mark.parametrize("language", Language)
def test_nothing_overflows_a_slip(language: Language) -> None:
    """Seven lines of how to vote leave three for where; a line holds 40 characters even in a wide font such as DejaVu."""
    say = words(language).text
    steps = [say(f"sheet.{step}") for step in STEPS]
    assert sum(len(textwrap.wrap(step, 40)) for step in steps) <= 7
    assert len(textwrap.wrap(say("sheet.secret"), 40)) <= 2
    assert len(say("sheet.how")) <= 30
    assert len(say("sheet.fold")) <= 20


def test_the_same_entries_give_the_same_bytes() -> None:
    assert sheet_html("t", "w", ENTRIES, words(Language.EN)) == sheet_html(
        "t", "w", ENTRIES, words(Language.EN)
    )
