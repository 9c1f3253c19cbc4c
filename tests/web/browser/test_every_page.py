"""Every page that the walk knows, in a real browser: axe-core, contrast, 320 pixels, targets, no script, and what it looks like."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from web.walk.table import GET
from web.walk.world import ROLES, World, address, addresses, make_world

from veche.web.ballots.models import Stage

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).resolve().parents[3] / "booth/node_modules/axe-core/axe.min.js"
SEEN_BY = (
    "visitor",
    "member",
    "steward",
    "returning_officer",
    "registrar",
    "trustee",
    "secretary",
    "waiting",
)
"""In this order: a page is looked at as the first of these who can open it."""
NARROW = {"width": 320, "height": 640}
SHOTS = os.environ.get("VECHE_SCREENSHOTS", "")
"""A folder for pictures of every page; empty: none are taken."""
NEED_SCRIPT = {"booth", "cast", "registrar", "trustee", "credential", "add_passkey"}
"""Pages whose secrets stay in the browser, so that a script must work there."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden]), textarea")]
  .filter(one => one.checkVisibility() && !one.closest("p, li:not(.bare *), .unseen, .skip") && !one.matches(".skip"))
  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
TOO_WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""


@cache
def axe() -> str:
    return AXE.read_text(encoding="utf-8")


def pages(world: World, role: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """The pages that are looked at as this role: name and address."""
    for name, places in addresses().items():
        gets = dict(zip(ROLES, GET[name].split(), strict=True))
        if name in names and next((one for one in SEEN_BY if gets[one] == "P"), None) == role:
            yield name, address(world, name, places)


def opened(visit: Visit, where: str) -> bool:
    """Whether it is a page; if so, it is open now."""
    head = visit.context.request.get(where, max_redirects=0)
    if (
        not head.headers.get("content-type", "").startswith("text/html")
        or "content-disposition" in head.headers
    ):
        return False
    visit.page.goto(where)
    if visit.script:  # what a script fills is looked at when it is full
        visit.page.locator("#booth[aria-busy=true]").wait_for(state="detached")
    return True


def broken_rules(page: Page) -> list[str]:
    """What axe-core finds, as rule and place."""
    page.evaluate(axe())
    found: Any = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def shoot(page: Page, name: str, look: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.{look}.png", full_page=True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_is_for_everybody(role: str, dark: bool, visit: Callable[..., Visit]) -> None:
    world = make_world()
    window = visit(None if role == "visitor" else world.account(role), dark=dark)
    window.page.set_viewport_size(NARROW)
    faults: dict[str, Any] = {}
    for name, where in pages(world, role, set(GET)):
        if opened(window, where):
            page = window.page
            found = broken_rules(page) + page.evaluate(SMALL_TARGETS) + page.evaluate(TOO_WIDE)
            if found:
                faults[name] = found
            shoot(page, name, f"phone.{'dark' if dark else 'light'}")
    assert faults == {}


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ROLL, Stage.READY, Stage.DECRYPTING, Stage.PUBLISHED])
def test_every_stage_of_a_vote_is_for_everybody(stage: Stage, visit: Callable[..., Visit]) -> None:
    """In Belarusian, whose words are long."""
    world = make_world(stage)
    faults: dict[str, Any] = {}
    for role in ("visitor", "member", "returning_officer", "registrar", "trustee"):
        window = visit(None if role == "visitor" else world.account(role), language="be")
        window.page.set_viewport_size(NARROW)
        for name, where in pages(world, role, set(GET)):
            if world.made.vote.uuid in where and opened(window, where):
                page = window.page
                if found := broken_rules(page) + page.evaluate(TOO_WIDE):
                    faults[f"{role} {name}"] = found
                shoot(page, name, f"{stage}.phone.light")
    assert faults == {}


@pytest.mark.parametrize("language", ["be", "ru", "uk", "pl"])
def test_no_language_is_too_wide(language: str, visit: Callable[..., Visit]) -> None:
    world = make_world()
    faults = {}
    for role in ("visitor", "steward"):
        window = visit(None if role == "visitor" else world.account(role), language=language)
        window.page.set_viewport_size(NARROW)
        for name, where in pages(world, role, set(GET)):
            if opened(window, where):
                if found := window.page.evaluate(TOO_WIDE):
                    faults[name] = found
                shoot(window.page, name, f"phone.{language}")
    assert faults == {}


@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_works_without_script(role: str, visit: Callable[..., Visit]) -> None:
    """Its main action is there and can be pressed. What only a script can do (passkeys) stays hidden, with a way beside it."""
    world = make_world()
    window = visit(None if role == "visitor" else world.account(role), script=False, desk=True)
    for name, where in pages(world, role, set(GET) - NEED_SCRIPT):
        if opened(window, where):
            page = window.page
            assert page.locator("h1").is_visible(), name
            for form in page.locator("main form:not([hidden])").all():
                assert form.locator("button").first.is_visible(), name
            shoot(page, name, "desk.light")
