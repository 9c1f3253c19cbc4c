"""How a page is looked at: which pages there are for whom, what axe-core finds, what is too wide or too small, and pictures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from web.walk.table import GET
from web.walk.world import PHONES, ROLES, World, address, addresses

from .conftest import Visit

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
    "chair",
    "teller",
    "door",
    "presence",
    "screen",
    "delegate",
)
"""In this order: a page is looked at as the first of these who can open it."""
NARROW = {"width": 320, "height": 640}
SHOTS = os.environ.get("VECHE_SCREENSHOTS", "")
"""A folder for pictures of every page; empty: none are taken."""
NEED_SCRIPT = {"booth", "cast", "registrar", "trustee", "credential", "add_passkey", "sign_petition"}
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


def window_of(visit: Callable[..., Visit], world: World, role: str, **options: Any) -> Visit:
    """The browser of a role; a phone that was let in at the door has a cookie and no account."""
    window = visit(world.account(role), **options)
    if role in PHONES:
        for name, morsel in world.affairs.phones[role].cookies.items():
            window.context.add_cookies(
                [{"name": name, "value": morsel.value, "domain": "localhost", "path": "/assemblies/"}]
            )
    return window


def pages(world: World, role: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """The pages that are looked at as this role: name and address."""
    for name, places in addresses().items():
        gets = dict(zip(ROLES, GET[name].split(), strict=True))
        if name in names and next((one for one in SEEN_BY if gets[one] == "P"), None) == role:
            yield name, address(world, name, places)


def vote_pages(world: World, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The addresses of the vote whose pages were not looked at yet."""
    for name, places in addresses().items():
        where = address(world, name, places)
        if name not in seen and world.made.vote.uuid in where:
            yield name, where


def opened(visit: Visit, where: str) -> bool:
    """Whether it is a page; if so, it is open now."""
    head = visit.context.request.get(where, max_redirects=0)
    page = head.status == 200 and head.headers.get("content-type", "").startswith("text/html")
    if not page or "content-disposition" in head.headers:
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
