"""A real browser before a real server: Debian's Chromium, led by Playwright, and a server with threads on a database file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from veche.web.accounts.models import Account
from veche.web.accounts.sessions import COOKIE
from veche.web.bodies.models import Membership

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# Playwright's loop runs in the thread of the test, which asks the database beside the server's own threads.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process. It is a requirement of the tests, not a wish: nothing is skipped without it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:
    """Where the whole application answers, files of its own included, one thread a request."""
    server = LiveServerThread("localhost", lambda _: get_wsgi_application(), connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error is not None:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@dataclass
class Visit:
    """A browser window of somebody, which remembers what went wrong in it."""

    context: BrowserContext
    page: Page
    script: bool = True
    faults: list[str] = field(default_factory=list)
    """Errors of scripts, refusals of the content security policy, answers of 500 and above, files that are not there."""
    elsewhere: list[str] = field(default_factory=list)
    """Addresses outside the server that a page asked for."""


@pytest.fixture
def visit(chromium: Browser, address: str, transactional_db: None) -> Iterator[Callable[..., Visit]]:
    """Opens a window: `visit(member)`, `visit(language="be", desk=True, dark=True, script=False)`. Paths are relative to the server."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def open_window(
        who: Membership | Account | None = None,
        language: str = "en",
        desk: bool = False,
        dark: bool = False,
        script: bool = True,
        **options: Any,
    ) -> Visit:
        context = chromium.new_context(
            base_url=address,
            viewport=DESK if desk else PHONE,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale=language,
            reduced_motion="reduce",
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        window = Visit(context, page, script)
        visits.append(window)
        watch(window, address)
        if who is not None:
            context.add_cookies([{"name": COOKIE, "value": session_of(who), "url": address}])
        return window

    yield open_window
    for context in contexts:
        context.close()
    assert [fault for window in visits for fault in window.faults] == []
    assert [address for window in visits for address in window.elsewhere] == []


def watch(window: Visit, server: str) -> None:
    """Write down what no page may do."""

    def said(message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            window.faults.append(message.text)

    def asked(request: Any) -> None:
        if not request.url.startswith((server, "data:", "blob:", "about:", "file:")):
            window.elsewhere.append(request.url)

    def answered(response: Any) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            window.faults.append(f"{response.status} {response.url.removeprefix(server)}")

    window.context.on("console", said)
    window.context.on("weberror", lambda error: window.faults.append(str(error.error)))
    window.context.on("request", asked)
    window.context.on("response", answered)


def session_of(who: Membership | Account) -> str:
    """The cookie of a fresh session."""
    from django.http import HttpRequest

    from veche.web.accounts import actions

    request = HttpRequest()
    actions.sign_in(request, who.account if isinstance(who, Membership) else who)
    return str(request.new_session)  # type: ignore[attr-defined]
