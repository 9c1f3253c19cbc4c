"""Every page that the walk knows, in a real browser: axe-core, contrast, 320 pixels, targets, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.walk.table import GET
from web.walk.world import make_world

from .conftest import Visit
from .looking import (
    NARROW,
    NEED_SCRIPT,
    SEEN_BY,
    SMALL_TARGETS,
    TOO_WIDE,
    broken_rules,
    opened,
    pages,
    shoot,
    window_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_is_for_everybody(role: str, dark: bool, visit: Callable[..., Visit]) -> None:
    world = make_world()
    window = window_of(visit, world, role, dark=dark)
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


@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_works_without_script(role: str, visit: Callable[..., Visit]) -> None:
    """Its main action is there and can be pressed. What only a script can do (passkeys) stays hidden, with a way beside it."""
    world = make_world()
    window = window_of(visit, world, role, script=False, desk=True)
    for name, where in pages(world, role, set(GET) - NEED_SCRIPT):
        if opened(window, where):
            page = window.page
            assert page.locator("h1").is_visible(), name
            folded = page.locator("main details:not([open]):has(form) > summary")
            while folded.count():
                folded.first.click()
            for form in page.locator("main form:not([hidden])").all():
                assert form.locator("button").first.is_visible(), name
            shoot(page, name, "desk.light")


def test_what_is_wrong_would_be_found(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.goto("/")
    assert broken_rules(page) + page.evaluate(SMALL_TARGETS) + page.evaluate(TOO_WIDE) == []
    page.evaluate("document.querySelector('h1').style.cssText = 'color: #888; width: 900px'")
    page.evaluate(
        "document.querySelector('.mark').style.cssText = 'width: 20px; min-height: 0; height: 20px'"
    )
    assert any(fault.startswith("color-contrast-enhanced") for fault in broken_rules(page))
    assert page.evaluate(SMALL_TARGETS)
    assert page.evaluate(TOO_WIDE)
