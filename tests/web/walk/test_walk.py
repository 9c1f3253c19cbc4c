"""Every address of the web, asked for by everybody: who gets what, and whose names stand in it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from veche.web.ballots.models import Stage

from .table import GET, POST
from .world import ROLES, World, address, addresses, make_world

pytestmark = pytest.mark.django_db
LETTERS = {200: "P", 400: "B", 401: "U", 403: "F", 404: "N", 405: "M", 409: "C", 422: "I", 503: "D"}

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types veche-worker veche-live",
}

SCRIPTED = {"booth", "cast", "registrar", "trustee", "credential", "sign_petition"}
"""Pages that a script fills, because their secrets stay in the browser."""

BEFORE = (Stage.DRAFT, Stage.ROLL, Stage.READY)
"""Stages in which a vote is there for members of its body alone."""


@contextmanager
def undone() -> Iterator[None]:
    """Takes back what a request changed."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, Any]
    text: str


def letter(answer: Answer) -> str:
    """What the table says of an answer: P a page or a file, S sends to sign in, R sends elsewhere, F forbidden, N nothing here,
    B could not be read, U not signed in (said to a script), M not that method, C not now, I filled in wrongly, D down."""
    if answer.status in (301, 302, 303):
        return "S" if answer.headers["Location"].startswith(reverse("sign_in")) else "R"
    return LETTERS[answer.status]


def ask(client: Client, method: str, where: str) -> Answer:
    with undone():
        response = client.get(where) if method == "GET" else client.post(where)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.status_code, response.headers, response.cookies, body.decode("utf-8", "replace"))


def walk(world: World, role: str) -> Iterator[tuple[str, str, Answer]]:
    """Every address with every method, as one role: the name of the address, the method, the answer."""
    for name, places in addresses().items():
        for method in ("GET", "POST"):  # a fresh browser each time: some addresses sign out
            yield name, method, ask(world.client(role), method, address(world, name, places))


def test_every_address_is_classified() -> None:
    """An address that is new fails here until table.py says who gets what."""
    assert set(GET) == set(addresses())
    assert set(POST) == set(addresses())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_table_says(role: str) -> None:
    world = make_world()
    place = ROLES.index(role)
    found, wanted = {}, {}
    for name, method, answer in walk(world, role):
        found[method, name] = letter(answer)
        wanted[method, name] = (GET if method == "GET" else POST)[name].split()[place]
        check_names(world, role, method, name, answer)
        check_headers(answer, name)
        check_page(answer, name)
    assert found == wanted


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.OPEN])
def test_no_stage_of_a_vote_shows_a_name_or_fails(stage: Stage) -> None:
    world = make_world(stage)
    for role in ("visitor", "member", "returning_officer", "registrar", "trustee", "other_officers"):
        client = world.client(role)
        for name, places in addresses().items():
            where = address(world, name, places)
            if world.made.vote.uuid in where:
                answer = ask(client, "GET", where)
                assert answer.status < 500, f"{role} {name}"
                if stage in BEFORE and role in ("visitor", "other_officers"):
                    assert letter(answer) in "NSUMC", f"{role} {name}"
                check_names(world, role, stage, name, answer)
                check_headers(answer, name)
                check_page(answer, name)


def check_names(world: World, role: str, what: str, name: str, answer: Answer) -> None:
    text = answer.text + str(dict(answer.headers))
    foreign = {one for one in world.names - world.may_see(role, name) if one in text}
    assert foreign == set(), f"{role} reads names: {what} {name}"


def check_headers(answer: Answer, name: str) -> None:
    headers = answer.headers
    sent = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    if name in ("result", "chain"):  # pictures bring their own style, which the policy names by its hash
        sent = {
            re.sub(r"^style-src 'self' '(sha256-[\w+/=]{44})'$", "style-src 'self'", part) for part in sent
        }
    assert sent == POLICY
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(headers["Permissions-Policy"].split(", "))
    assert "Server" not in headers
    for cookie in (one for one in answer.cookies.values() if one.value):
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")


class Page(HTMLParser):
    """What a page must not have, and what it must."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.faults: list[str] = []
        self.styles: list[str] = []
        self.headings = 0
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside = tag
        self.language = given.get("lang") or "" if tag == "html" else self.language
        self.headings += tag == "h1"
        if (tag == "script" and not given.get("src")) or tag in ("iframe", "object", "embed", "base"):
            self.faults.append(f"<{tag}>")
        for name, value in given.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{tag} {name}")
            if name in ("src", "href", "action", "formaction") and re.match(
                r"(?:[a-z]+:)?//|javascript:", value or ""
            ):
                self.faults.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.inside == "title" and not self.title:  # pictures have titles too, further down
            self.title = data.strip()
        elif self.inside == "style":
            self.styles.append(data)
        elif self.inside == "script" and data.strip():
            self.faults.append("script with text")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def check_page(answer: Answer, name: str) -> None:
    """Nothing from elsewhere, nothing inline, one heading, a language, a title that says nothing."""
    if not answer.headers.get("Content-Type", "").startswith("text/html") or not answer.text:
        return
    if "attachment" in answer.headers.get("Content-Disposition", ""):
        return  # a file to keep: the report brings its own look
    page = Page()
    page.feed(answer.text)
    onward = {f"a href={settings.LEAVE_TO}"} if name == "leave" else set()
    assert set(page.faults) - onward == set()
    hashes = {base64.b64encode(sha256(style.encode()).digest()).decode() for style in page.styles}
    assert {
        one for one in hashes if f"'sha256-{one}'" not in answer.headers["Content-Security-Policy"]
    } == set()
    assert page.language == answer.headers["Content-Language"] == "en"
    assert page.title == "Notes"
    assert page.headings == 1 or (name in SCRIPTED and page.headings == 0)
