"""With the keyboard alone: a newcomer gets words, founds a body, and invites somebody. The focus is always seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STEPS = 60
SEEN = """() => { const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 && box.top >= 0 && box.bottom <= innerHeight; }"""


def reach(page: Page, target: Locator) -> None:
    """Tab until the focus is there; at every step it can be seen."""
    target.wait_for()
    for _ in range(MOST_STEPS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement !== document.body"):
            assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
    raise AssertionError("the keyboard does not come there")


def press(page: Page, target: Locator) -> None:
    reach(page, target)
    page.keyboard.press("Enter")


def fill(page: Page, target: Locator, text: str) -> None:
    reach(page, target)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, group: str) -> None:
    """The first of several answers."""
    reach(page, page.locator(f"input[name={group}]").first)
    page.keyboard.press("Space")


def test_from_the_first_page_to_an_invitation(visit: Callable[..., Visit]) -> None:
    page = visit(desk=True).page
    page.goto("/")
    press(page, page.locator("a.card[href*=sign-up]"))
    main = page.locator("main button.main")
    press(page, main)
    page.locator("ol.words").wait_for()
    words = " ".join(page.locator("ol.words li").all_inner_texts())
    press(page, main)
    fill(page, page.locator("input[name=typed]"), words)
    page.keyboard.press("Enter")
    press(page, page.locator("main a.button.main"))
    choose(page, "kind")
    fill(page, page.locator("input[name=name]"), "Tram depot")
    fill(page, page.locator("input[name=member_name]"), "Nadzeya")
    press(page, main)
    press(page, page.locator("main a[href$='/invite/']").first)
    fill(page, page.locator("input[name=number]"), "2")
    press(page, main)
    page.locator(".slips").wait_for()
    assert page.locator(".slip").count() == 2


def test_the_first_tab_leads_past_the_header(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.goto("/help/protects/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header')")


def test_the_language_is_changed_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.goto("/help/")
    press(page, page.locator("details.languages > summary"))
    press(page, page.locator(".languages button[lang=pl]"))
    page.locator("html[lang=pl]").wait_for()
