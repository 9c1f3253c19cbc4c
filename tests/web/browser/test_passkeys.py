"""The door in a browser: words without a script, passkeys with one, and leaving at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def device(visit: Visit) -> None:
    """A screen lock that says yes, and a place for keys."""
    tools = visit.context.new_cdp_session(visit.page)
    tools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_up(page: Page) -> str:
    """A new account by hand; its words."""
    page.goto("/sign-up/?next=/join/")
    page.get_by_role("button", name="Show me my seven words").click()
    words = " ".join(page.locator("ol.words li").all_inner_texts())
    page.get_by_role("button", name="I have written them down").click()
    page.get_by_label("The seven words").fill(words)
    page.get_by_role("button", name="These are my words").click()
    expect(page.locator(".code")).to_have_count(8)
    return words


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_words_work_with_and_without_a_script(visit: Callable[..., Visit], script: bool) -> None:
    page = visit(script=script).page
    words = sign_up(page)
    page.goto("/account/")
    page.get_by_role("button", name="Sign out here").click()
    page.goto("/sign-in/?next=/account/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible(visible=script)
    page.get_by_label("Your seven words").fill(words.upper())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/")


def test_a_device_keeps_a_key_and_signs_in_with_it(visit: Callable[..., Visit]) -> None:
    window = visit()
    device(window)
    page = window.page
    words = sign_up(page)
    page.goto("/account/passkeys/new/")
    page.get_by_label("A name for this key").fill("Old telephone")
    page.get_by_label("Your seven words").fill("these are not my words at all")
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("alert")).to_contain_text("These are not your words")
    expect(page.get_by_label("Your seven words")).to_be_focused()
    page.get_by_label("Your seven words").fill(words)
    page.get_by_role("button", name="Make the key").click()
    page.wait_for_url("**/account/")
    expect(page.get_by_role("main")).to_contain_text("Old telephone")

    page.get_by_role("button", name="Sign out here").click()
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/")

    page.get_by_role("link", name="Remove “Old telephone”").click()
    page.get_by_role("button", name="Remove this key").click()
    page.wait_for_url("**/account/")
    page.get_by_role("button", name="Sign out here").click()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".notice.stop")).to_contain_text("That did not work")


def test_who_leaves_is_gone_and_the_way_back_shows_nothing(visit: Callable[..., Visit], address: str) -> None:
    window = visit()
    page = window.page
    sign_up(page)
    page.goto("/account/")
    page.route(
        re.compile("wikipedia"),
        lambda route: route.fulfill(body="<title>Elsewhere</title>", content_type="text/html"),
    )
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("https://www.wikipedia.org/")
    assert page.title() == "Elsewhere"
    assert window.context.cookies(address) == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Your account")
    window.elsewhere.clear()  # it was led there, and that is the point
