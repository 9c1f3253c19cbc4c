"""What somebody does at the door, in few lines."""

from __future__ import annotations

import html
import re

from django.http import HttpResponse
from django.test import Client

JOIN = "/join/"


def hidden(page: HttpResponse, name: str) -> str:
    """A hidden field of the page's own form; the form for the language stands above it."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode().partition("<main")[2])
    assert found, name
    return html.unescape(found[1])


def drawn(page: HttpResponse) -> list[str]:
    """The seven words on a page."""
    words = re.search(r'<ol class="words">(.*?)</ol>', page.content.decode(), re.DOTALL)
    assert words
    return re.findall(r"<li>([^<]+)</li>", words[1])


def codes(page: HttpResponse) -> list[str]:
    return re.findall(r'<span class="code">([^<]+)</span>', page.content.decode())


def sign_up(client: Client, onward: str = JOIN) -> tuple[list[str], HttpResponse]:
    """A new account in this browser: its words, and the page with its codes."""
    shown = client.post("/sign-up/", {"next": onward})
    words = drawn(shown)
    back = {"next": onward, "proof": hidden(shown, "proof"), "typed": " ".join(words)}
    return words, client.post("/sign-up/words/", back)


def sign_in(client: Client, words: list[str]) -> HttpResponse:
    return client.post("/sign-in/", {"typed": " ".join(words)})
