"""A small server for the booth's pages alone: the templates' own markup, a real election, and the answers that the real server gives.

It holds the booth to its contract with a server, code by code, and can be told to fail. The journeys lead the same pages through the whole application.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from veche._core import Group
from veche.election.board import Board
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.errors import VerificationError
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template, create_archive, draw_up
from veche.election.trustees import generate_trustee, trustees_message

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "src/veche/web/ballots/templates/ballots/booth"
LOOK = ROOT / "src/veche/web/house/static/house/veche.css"
GROUP = Group("Ed25519")
POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types veche-worker"
)

STRIKE = HomomorphicQuestion(("Yes", "No"), None, 1, 1, "Do you agree to stop work from 1 December?")
COMMITTEE = HomomorphicQuestion(
    ("Alesia", "Bohdan", "Ciara", "Darya"), True, 2, 3, "Who shall sit on the committee?"
)
LISTS = ListsQuestion((("Depot", "Eryk", "Fatima"), ("Workshop", "Hanna", "Ihar")), "Which list?")
PLACES = NonHomomorphicQuestion(
    ("Park", "Hall", "Yard"), "In what order do you prefer these places?", b'{"method":"Schulze"}'
)
GRADES = NonHomomorphicQuestion(
    ("Offer A", "Offer B"),
    "How good are the offers?",
    b'{"method":"MajorityJudgment","grades":["Good","Fair","Bad"]}',
)
EVERY_KIND = (STRIKE, COMMITTEE, LISTS, PLACES, GRADES)


@dataclass
class Election:
    """A vote in an archive, and what its people hold."""

    path: Path
    uuid: str
    message: bytes
    credentials: list[str]
    keys: list[bytes]
    roll: frozenset[str]


def make_election(folder: Path, questions: tuple[Question, ...], voters: int = 2) -> Election:
    """An open vote with one trustee."""
    uuid = new_uuid()
    key, public = generate_trustee(GROUP, "Bo")
    trustees = trustees_message([public])
    credentials = [generate_credential() for _ in range(voters)]
    roll = public_credentials(GROUP, uuid, [(one, None) for one in credentials])
    template = Template("Do we stop work?", "Strike ballot of the bus drivers", questions, "Ala", "Reg")
    message = draw_up(template, GROUP, uuid, trustees)
    path = folder / "vote.bel"
    create_archive(path, election=message, trustees=trustees, credentials=roll, timestamp=1_795_501_294)
    return Election(path, uuid, message, credentials, [key], frozenset(json.loads(roll)))


@dataclass
class Stand:
    """What pages get, and what they sent. `lose`: so many answers to a cast are lost after the ballot was taken."""

    election: Election
    built: Path
    address: str = ""
    cast: list[bytes] = field(default_factory=list)
    trackers: list[str] = field(default_factory=list)
    lose: int = 0
    refuse: str = ""
    cookies: list[str] = field(default_factory=list)
    """Those that came with what must be anonymous."""
    given: dict[str, Any] = field(default_factory=dict)
    """What officers' pages are answered, by path."""
    posted: list[tuple[str, bytes]] = field(default_factory=list)
    """What officers' pages sent."""
    values: dict[str, str] = field(default_factory=dict)
    """What the templates of officers' pages are filled with."""

    def take(self, ballot: bytes) -> tuple[int, dict[str, str]]:
        self.cast.append(ballot)
        if self.refuse:
            return 409, {"refusal": self.refuse}
        try:
            with Board.open(self.election.path) as board:
                tracker = board.add_ballot(ballot)
            self.trackers.append(tracker)
        except VerificationError as error:
            if error.check != "ballot.duplicate":
                return 400, {"refusal": "proof"}
            tracker = self.trackers[-1]
        return 200, {"tracker": tracker}

    def page(self, name: str, language: str = "en", **values: str) -> str:
        """The markup of a template, its addresses those of the stand, inside the simplest page."""
        text = (TEMPLATES / f"{name}.html").read_text(encoding="utf-8")
        head, content = (_block(text, part) for part in ("head", "content"))
        values = {
            "vote.title": "Strike <ballot>",
            "vote.uuid": self.election.uuid,
            "csrf_token": "form-token",
            "booth": "/booth/",
        } | values
        page = _filled(head, values), _filled(content, values)
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>Notes</title><link rel="stylesheet" href="/static/house/veche.css"><link rel="icon" href="data:,">{page[0]}</head>'
            f'<body><header><a class="mark" href="/">Veche</a></header><main id="content">{page[1]}</main></body></html>'
        )


def _block(template: str, name: str) -> str:
    found = re.search(rf"{{% block {name} %}}(.*?){{% endblock %}}", template, re.DOTALL)
    if found is None:
        raise AssertionError(f"the template has no block {name}")
    return found[1]


def _filled(markup: str, values: dict[str, str]) -> str:
    markup = re.sub(r"{% static '([^']+)' %}", r"/static/\1", markup)
    markup = re.sub(r"{% url '(\w+)' vote\.uuid %}", lambda found: f"/{found[1]}/", markup)
    markup = re.sub(r'{% include "ballots/booth/beginning.html" %}', "<p>…</p>", markup)
    markup = re.sub(r"{%.*?%}|{#.*?#}", "", markup)
    return re.sub(r"{{ ([\w.]+)[^}]*}}", lambda found: escape(values.get(found[1], "")), markup)


def built_in(temporary: Path) -> Path:
    """The booth's files, built from the sources as they stand, once for all tests of a process."""
    folder = temporary / "booth"
    if folder.exists():
        return folder
    node = shutil.which("node")
    assert node, "node is not installed"
    subprocess.run([node, ROOT / "booth/build.mjs", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


@contextmanager
def standing(stand: Stand) -> Iterator[Stand]:
    """The server, until the block ends. `stand.address` is its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stand))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    stand.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


KINDS = {".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".html": "text/html"}
OFFICERS = ("registrar", "trustee", "credential")


def _handler(stand: Stand) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.stand = stand
    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stand: Stand

    def log_message(self, *_: object) -> None:
        """Nothing is written."""

    def answer(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (
            headers | {"Content-Security-Policy": POLICY, "Set-Cookie": "sign=1; Path=/"}
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path, _, language = self.path.partition("?")
        name = path.strip("/").removeprefix("page/")
        if path.startswith("/static/booth/"):
            file = self.stand.built / Path(path).name
            self.answer(200, file.read_bytes(), KINDS[file.suffix])
        elif path == "/static/house/veche.css":
            self.answer(200, LOOK.read_bytes(), "text/css")
        elif path == "/election/":
            self.answer(200, self.stand.election.message)
        elif name in ("booth", "cast"):
            step = "cast" if name == "cast" else "vote"
            self.answer(200, self.stand.page("vote", language or "en", step=step).encode(), "text/html")
        elif name in OFFICERS:
            page = self.stand.page(name, language or "en", **self.stand.values)
            self.answer(200, page.encode(), "text/html")
        else:
            found = self.stand.given[path]
            self.answer(200, found if isinstance(found, bytes) else json.dumps(found).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        cookie = self.headers.get("Cookie", "")
        if self.path == "/check/":
            self.stand.cookies.append(cookie)
            known = body.decode() in self.stand.election.roll
            self.answer(
                200 if known else 404,
                b'{"roll": true, "voted": null}' if known else b'{"refusal": "credential"}',
            )
        elif self.path == "/cast/":
            self.stand.cookies.append(cookie)
            status, told = self.stand.take(body)
            if self.stand.lose > 0:
                self.stand.lose -= 1
                self.close_connection = (
                    True  # a browser sends again by itself where not one byte came back: so one does
                )
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
            else:
                self.answer(status, json.dumps(told).encode())
        elif self.headers.get("X-CSRFToken") != "form-token" or "sign=1" not in cookie:
            self.answer(403, b"{}")
        else:
            self.stand.posted.append((self.path, body))
            self.answer(204, b"")
