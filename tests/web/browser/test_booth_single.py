"""The booth in one file, opened from a disk without a network: it votes, checks a sealing, finds a tracker and computes a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from veche.election.ballots import make_ballot, tracker
from veche.election.board import Board
from veche.election.election import open_election
from veche.words import Language, catalogue

from .booth_stand import COMMITTEE, ROOT, STRIKE, Election, built_in, make_election
from .test_booth_vote import check, main, saved

WORDS = catalogue(ROOT / "booth/words", Language.EN)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_in(tmp_path_factory.getbasetemp()) / "veche-booth.html"


@pytest.fixture
def election(tmp_path: Path) -> Election:
    return make_election(tmp_path, (STRIKE, COMMITTEE))


@pytest.fixture
def booth(chromium: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """Opens the file, offline. It may ask for nothing but itself and its own worker."""
    faults: list[str] = []
    contexts = []

    def opened(locale: str = "en") -> Page:
        context = chromium.new_context(
            viewport={"width": 320, "height": 640}, offline=True, locale=locale, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                faults.append(asked.url) if not asked.url.startswith(("file:", "blob:", "data:")) else None
            ),
        )
        page.goto(file.as_uri())
        page.wait_for_selector("h1")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def give(page: Page, field: str, content: bytes) -> None:
    page.set_input_files(field, {"name": "file", "mimeType": "application/octet-stream", "buffer": content})


def choose(page: Page, key: str) -> None:
    page.get_by_role("button", name=WORDS.text(key), exact=True).click()


def begin(page: Page, election: Election) -> None:
    """From the first page to the seal."""
    main(page)
    give(page, "#election", election.path.read_bytes())
    page.wait_for_selector("#code")
    check(page)
    page.fill("#code", election.credentials[0])
    main(page)
    page.check("#option-1")
    main(page)
    page.check("#option-blank")
    main(page)
    page.wait_for_selector("#change-1")
    main(page)
    page.wait_for_selector("#keep", timeout=30_000)


def test_a_vote_from_an_archive_becomes_a_file(booth: Callable[..., Page], election: Election) -> None:
    page = booth()
    check(page)
    begin(page, election)
    check(page)
    assert page.locator("#cast").count() == 0
    main(page)
    page.wait_for_selector("#tracker")
    check(page)
    assert page.locator(".large").count() == 0
    page.fill("#server", "https://vote.example.org/anything")
    expect(page.locator(".large .qr")).to_be_visible()
    check(page)
    ballot = saved(page, ".main")
    with Board.open(election.path) as board:
        assert board.add_ballot(ballot) == page.locator("#tracker").get_attribute("aria-label")


def test_the_roll_of_an_archive_finds_a_code_of_another_vote(
    booth: Callable[..., Page], election: Election, tmp_path: Path
) -> None:
    page = booth()
    (tmp_path / "other").mkdir()
    other = make_election(tmp_path / "other", (STRIKE,))
    main(page)
    give(page, "#election", other.path.read_bytes())
    page.fill("#code", election.credentials[0])
    main(page)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refusal.credential"))


def test_a_check_of_the_sealing_is_checked_again_elsewhere(
    booth: Callable[..., Page], election: Election
) -> None:
    page = booth()
    begin(page, election)
    seal = page.locator(".fingerprint .code").text_content()
    page.locator("#audit").click()
    file = saved(page, "#save-audit")
    other = booth()
    choose(other, "single.audit")
    give(other, "#election", election.message)
    give(other, "#audit", file)
    expect(other.locator("h1")).to_have_text(WORDS.text("audit.holds"))
    assert other.locator("dd strong").all_text_contents() == ["No", WORDS.text("ask.is_blank")]
    assert other.locator(".fingerprint .code").text_content() == seal
    third = booth()
    choose(third, "single.audit")
    give(third, "#election", election.message)
    altered: dict[str, Any] = json.loads(file)
    altered["choices"][0] = [1, 0]
    give(third, "#audit", json.dumps(altered, separators=(",", ":")).encode())
    expect(third.locator("[role=alert]")).to_have_text(WORDS.text("refused.audit"))


def test_it_finds_a_tracker_and_computes_a_hash(
    booth: Callable[..., Page], election: Election, file: Path
) -> None:
    ballot = make_ballot(open_election(election.message), election.credentials[0], b"[[1,0],[1,0,0,0,0]]")
    page = booth()
    choose(page, "single.tracker")
    give(page, "#ballot", election.message)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refusal.form"))
    give(page, "#ballot", ballot)
    expect(page.locator("#tracker")).to_have_attribute("aria-label", tracker(ballot))
    choose(page, "page.back")
    choose(page, "single.hash")
    page.set_input_files("#any", file)
    expect(page.locator("#sha256")).to_have_text(hashlib.sha256(file.read_bytes()).hexdigest())


def test_it_speaks_the_browsers_language_and_changes_it_in_the_middle(
    booth: Callable[..., Page], election: Election
) -> None:
    page = booth("uk-UA")
    assert page.evaluate("document.documentElement.lang") == "uk"
    main(page)
    give(page, "#election", election.message)
    page.fill("#code", election.credentials[0])
    for language in Language:
        page.locator(f"#languages [lang={language}]").click()
        texts = catalogue(ROOT / "booth/words", language)
        expect(page.locator("#booth .main")).to_have_text(texts.text("vote.begin"))
        assert page.locator("#code").input_value() == election.credentials[0]


@pytest.mark.parametrize("content", [b"", b"{}", b"x" * 600, b"\0" * 5000])
def test_what_is_no_election_is_refused_with_a_sentence(booth: Callable[..., Page], content: bytes) -> None:
    page = booth()
    main(page)
    give(page, "#election", content)
    expect(page.locator("[role=alert]")).to_be_visible()
    assert page.locator("#code").count() == 0
