"""The booth in a real browser: a vote on every kind of question, the check of the sealing, what is lost on the way, and what is kept."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from veche.election.questions import HomomorphicQuestion
from veche.words import Language, catalogue

from .booth_stand import EVERY_KIND, ROOT, STRIKE, Stand, built_in, make_election, standing

AXE = (ROOT / "booth/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
WORDS = catalogue(ROOT / "booth/words", Language.EN)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def stand(request: pytest.FixtureRequest, built: Path, tmp_path: Path) -> Iterator[Stand]:
    """A vote on one question; `@pytest.mark.parametrize("stand", [questions], indirect=True)` for others."""
    questions = getattr(request, "param", (STRIKE,))
    with standing(Stand(make_election(tmp_path, questions), built)) as found:
        yield found


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """A phone; whatever its scripts complain of fails the test."""
    faults: list[str] = []
    contexts = []

    def opened(address: str, **options: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": 320, "height": 640}, accept_downloads=True, **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda said: faults.append(said.text) if "Failed to load" not in said.text else None
        )
        page.goto(address)
        page.wait_for_selector("h1")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def check(page: Page) -> None:
    """Axe finds nothing, nothing is wider than 320 pixels, not even at twice the size of text, and the focus is at the heading."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run('#booth', rules)", RULES)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    page.evaluate("document.documentElement.style.fontSize = '36px'")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320, page.url
    page.evaluate("document.documentElement.style.fontSize = ''")


def main(page: Page) -> None:
    page.locator("#booth .main").click()


def enter(page: Page, credential: str) -> None:
    page.fill("#code", credential)
    main(page)


def saved(page: Page, selector: str) -> bytes:
    with page.expect_download() as download:
        page.locator(selector).click()
    return Path(download.value.path()).read_bytes()


def fill_in(page: Page, after: Callable[[Page], None] = lambda page: None) -> None:
    """One answer to each of `EVERY_KIND`; `after` looks at each page."""
    after(page)
    page.check("#option-0")
    main(page)
    page.wait_for_selector("#option-3")
    page.check("#option-0")
    page.check("#option-2")
    expect(page.locator("[aria-live]")).to_have_text("Chosen: 2. At most 3.")
    after(page)
    main(page)
    page.check("#list-1")
    page.check("#list-1-1")
    after(page)
    main(page)
    page.wait_for_selector("#rank-0")
    page.select_option("#rank-2", "1")
    page.locator("#up-0").press("Enter")
    page.locator("#up-0").press("Enter")
    assert page.evaluate("document.activeElement.id") == "up-0"
    after(page)
    main(page)
    page.select_option("#number-0", "1")
    after(page)
    main(page)
    page.wait_for_selector("#change-0")


CHOSEN = [[1, 0], [0, 1, 0, 1, 0], [[0, 0, 0], [1, 0, 1]], [1, 0, 2], [1, 0]]


@pytest.mark.parametrize("stand", [EVERY_KIND], indirect=True)
def test_a_vote_on_every_kind_of_question(stand: Stand, open_page: Open) -> None:
    """In order: the code from the address, five questions, review, seal, the check of the seal, a fresh seal, the ballot, the tracker."""
    page = open_page(f"{stand.address}/booth/#{stand.election.credentials[0]}")
    assert "#" not in page.url
    check(page)
    main(page)
    page.wait_for_selector("#option-0")
    fill_in(page, check)
    assert [text.strip() for text in page.locator("dd strong").all_text_contents()] == [
        "Yes", "Alesia, Ciara", "Workshop: Ihar", "1. Park, 2. Yard", "Offer A: Good, Offer B: no grade",
    ]  # fmt: skip
    check(page)
    main(page)
    page.wait_for_selector("#audit", timeout=30_000)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    check(page)
    seal = page.locator(".fingerprint .code").text_content()
    page.locator("#audit").click()
    expect(page.locator("h1")).to_have_text(WORDS.text("audit.title"))
    check(page)
    file = json.loads(saved(page, "#save-audit"))
    assert (file["choices"], file["seal"]) == (CHOSEN, str(seal).replace(" ", ""))
    main(page)
    page.wait_for_selector("#cast", timeout=30_000)
    fresh = page.locator(".fingerprint .code").text_content()
    assert fresh != seal
    page.locator("#cast").dblclick()
    page.wait_for_selector("#tracker")
    check(page)
    assert [page.locator("#tracker").get_attribute("aria-label")] == stand.trackers
    assert len(stand.cast) == 1
    assert json.loads(stand.cast[0])["signature"]["hash"] == str(fresh).replace(" ", "")
    assert stand.trackers[0] in saved(page, ".main").decode()
    assert set(stand.cookies) == {""}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def vote(page: Page, answer: int = 0) -> None:
    """Up to the seal, on the one question."""
    page.check(f"#option-{answer}")
    main(page)
    page.wait_for_selector("#change-0")
    main(page)
    page.wait_for_selector("#cast", timeout=30_000)


def test_an_answer_that_is_lost_changes_nothing_and_a_later_ballot_counts(
    stand: Stand, open_page: Open
) -> None:
    page = open_page(f"{stand.address}/booth/")
    enter(page, stand.election.credentials[0])
    page.wait_for_selector("#option-0")
    vote(page)
    stand.lose = 1
    page.locator("#cast").click()
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refusal.offline"))
    page.locator("#cast").click()
    page.wait_for_selector("#tracker")
    assert len(stand.cast) == 2
    assert stand.cast[0] == stand.cast[1]
    assert len(stand.trackers) == 1
    page.reload()
    enter(page, stand.election.credentials[0])
    page.wait_for_selector("#option-0")
    vote(page, 1)
    page.locator("#cast").click()
    page.wait_for_selector("#tracker")
    assert len(set(stand.trackers)) == 2


def test_every_refusal_is_said_with_what_to_do(stand: Stand, open_page: Open) -> None:
    page = open_page(f"{stand.address}/booth/#{stand.election.credentials[1]}")
    main(page)
    page.wait_for_selector("#option-0")
    main(page)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("ask.choose_one"))
    vote(page)
    for code in (
        "form",
        "election",
        "credential",
        "proof",
        "too_large",
        "closed",
        "not_open",
        "busy",
        "try_again",
    ):
        stand.refuse = code
        page.locator("#cast").click()
        expect(page.locator("[role=alert]")).to_have_text(WORDS.text(f"refusal.{code}"))
    stand.refuse = "something_new"
    page.locator("#cast").click()
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refusal.try_again"))
    assert len(set(stand.cast)) == 1


def test_a_code_is_checked_at_once_in_the_forms_in_which_people_give_it(
    stand: Stand, open_page: Open
) -> None:
    page = open_page(f"{stand.address}/booth/")
    for text, sentence in (
        ("nonsense", "refused.credential"),
        ("ABCDE-FGHJKL-MNPQR-STUVWX", "refusal.credential"),
    ):
        enter(page, text)
        expect(page.locator("[role=alert]")).to_have_text(WORDS.text(sentence))
        assert page.evaluate("document.activeElement.id") == "code"
    given = stand.election.credentials[0]
    for text in (
        f"  {given.replace('-', ' – ')}\n",
        given.replace("-", ""),
        f"https://example.org/votes/x/vote/#{given}",
    ):
        page.goto(f"{stand.address}/booth/")
        enter(page, text)
        page.wait_for_selector("#option-0")


def test_a_page_speaks_the_language_of_its_document(stand: Stand, open_page: Open) -> None:
    asked: list[str] = []
    page = open_page(f"{stand.address}/booth/?be")
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.locator("#booth .main")).to_have_text("Пачаць")
    assert [url.rpartition("/")[2] for url in asked if url.endswith(".json")] == ["vote.be.json"]


COMPACT = 'import{compact}from"./src/show/compact.ts";import{readFileSync}from"node:fs";console.log(compact(readFileSync(0)))'


def compact(ballot: bytes, folder: Path) -> str:
    """What stands behind the # of a kept ballot's address, by the booth's own code."""
    script = folder / "compact.mjs"
    bundler = [
        ROOT / "booth/node_modules/.bin/esbuild",
        "--bundle",
        "--platform=node",
        "--format=esm",
        f"--outfile={script}",
    ]
    subprocess.run([*bundler, "--log-level=warning"], cwd=ROOT / "booth", input=COMPACT.encode(), check=True)
    return (
        subprocess.run(["node", script], input=ballot, capture_output=True, check=True)
        .stdout.decode()
        .strip()
    )


def test_a_ballot_is_kept_and_handed_in_later(stand: Stand, open_page: Open, tmp_path: Path) -> None:
    page = open_page(f"{stand.address}/booth/#{stand.election.credentials[0]}")
    main(page)
    page.wait_for_selector("#option-0")
    vote(page)
    page.locator("details summary").click()
    page.locator("#keep").click()
    page.wait_for_selector(".large .qr")
    check(page)
    ballot = saved(page, ".main")
    assert stand.cast == []
    letters = compact(ballot, tmp_path)
    assert len(letters) < 1100
    other = open_page(f"{stand.address}/cast/#{letters}")
    assert "#" not in other.url
    check(other)
    other.locator("#cast").click()
    other.wait_for_selector("#tracker")
    assert stand.cast == [ballot]
    third = open_page(f"{stand.address}/cast/")
    check(third)
    third.set_input_files(
        "#ballot", {"name": "ballot.json", "mimeType": "application/json", "buffer": ballot}
    )
    third.locator("#cast").click()
    third.wait_for_selector("#tracker")
    assert len(stand.trackers) == 1
    damaged = open_page(f"{stand.address}/cast/#{letters[:-9]}")
    expect(damaged.locator("[role=alert]")).to_have_text(WORDS.text("refusal.form"))


def test_without_a_network_the_ballot_can_still_be_filled_in(stand: Stand, open_page: Open) -> None:
    page = open_page(f"{stand.address}/booth/")
    page.context.set_offline(True)
    enter(page, stand.election.credentials[0])
    page.locator("#without-check").click()
    page.wait_for_selector("#option-0")
    vote(page)
    page.locator("details summary").click()
    page.locator("#keep").click()
    assert json.loads(saved(page, ".main"))["election_uuid"] == stand.election.uuid


def test_ten_choices_are_sealed_soon_enough_on_a_slow_phone(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    """A phone of some years ago computes about a sixth as fast. The browser's own slow-down does not reach workers, so we multiply."""
    (tmp_path / "ten").mkdir()
    question = HomomorphicQuestion(tuple(f"Candidate {n}" for n in range(10)), None, 1, 10, "Who?")
    stand.election = make_election(tmp_path / "ten", (question,))
    page = open_page(f"{stand.address}/booth/#{stand.election.credentials[0]}")
    main(page)
    page.check("#option-3")
    main(page)
    page.wait_for_selector("#change-0")
    started = time.monotonic()
    main(page)
    page.wait_for_selector("#cast", timeout=60_000)
    took = time.monotonic() - started
    print(f"sealing ten choices took {took:.2f} s, so about {6 * took:.1f} s on a slow phone")
    assert 6 * took < 30


def test_the_scripts_hold_nothing_that_the_policy_would_have_to_allow(built: Path) -> None:
    for file in built.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", file.read_text(encoding="utf-8")
        ), file.name
