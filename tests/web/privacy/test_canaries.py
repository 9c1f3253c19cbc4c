"""A whole journey, from founding to the report, and then a search through everything that is left of it: database, archives, logs, reports, backup."""

from __future__ import annotations

import base64
import io
import json
import logging
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from pypdf import PdfReader
from web.accounts.door import codes, drawn, hidden
from web.ballots_officers.test_life import GROUP, begin, go, only_vote, raw, times

from veche.election.ballots import make_ballot
from veche.election.contents import read_contents
from veche.election.credentials import generate_credential, public_credentials
from veche.election.decryption import make_decryption
from veche.election.trustees import generate_trustee, read_private_key
from veche.web.accounts.sessions import COOKIE
from veche.web.ballots import jobs
from veche.web.ballots.files import archive_file, report_file
from veche.web.bodies.models import Membership
from veche.web.bodies.once import new_once
from veche.web.serving.backup import write_backup

pytestmark = pytest.mark.django_db(transaction=True)
TRACES = ("198.51.100.77", "203.0.113.77", "CanaryBrowser", "CanaryReferrer")
"""What a browser gives away: addresses, its name, where it comes from."""
OFFICES = {"Zqregistrar": "registrar", "Zqana": "trustee", "Zqbo": "trustee", "Zqlesia": ""}
FOUNDER = "Zqfounder"
CODE = re.compile(r'<p class="secret">((?:[0-9A-Z]{4}-)+[0-9A-Z]{4})</p>')


@dataclass
class Journey:
    """Everybody's browser, and everything secret that came by."""

    browsers: dict[str, Client] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    """Each secret by what it is."""
    headers: list[str] = field(default_factory=list)
    """The headers of every answer."""

    def browser(self, name: str) -> Client:
        client = Client(
            headers={
                "user-agent": TRACES[2],
                "x-forwarded-for": TRACES[1],
                "referer": f"https://{TRACES[3]}/",
            },
            REMOTE_ADDR=TRACES[0],
        )
        self.browsers[name] = client
        return client

    def keep(self, what: str, secret: str) -> None:
        self.secrets[what] = secret

    def sign_up(self, name: str, onward: str) -> Client:
        """A new account. Single words stand in word lists; a secret is two that follow each other."""
        client = self.browsers.get(name) or self.browser(name)
        shown = client.post("/sign-up/", {"next": onward})
        words = drawn(shown)
        back = {"next": onward, "proof": hidden(shown, "proof"), "typed": " ".join(words)}
        for place in range(len(words) - 1):
            self.keep(f"words {place} of {name}", f"{words[place]} {words[place + 1]}")
        for number, code in enumerate(codes(client.post("/sign-up/words/", back))):
            self.keep(f"recovery code {number} of {name}", code)
        self.keep(f"session of {name}", client.cookies[COOKIE].value)
        return client

    def found(self) -> str:
        """A body; its address."""
        client = self.sign_up(FOUNDER, "/bodies/new/")
        form = {
            "kind": "union",
            "name": "Zqbody",
            "member_name": FOUNDER,
            "mode": "names",
            "once": new_once(),
        }
        return str(go(client, "/bodies/new/", form).headers["Location"])

    def found_and_filled(self) -> str:
        body = self.found()
        self.let_in(body)
        return body

    def let_in(self, body: str) -> None:
        """Everybody comes in with a code, and gets their office."""
        answers = {"number": len(OFFICES), "days": 7, "language": "en", "once": new_once()}
        slips = CODE.findall(go(self.browsers[FOUNDER], f"{body}invite/", answers, 200).content.decode())
        for (name, office), code in zip(OFFICES.items(), slips, strict=True):
            self.keep(f"invitation of {name}", code)
            go(self.browser(name), "/join/", {"code": code})
            go(self.sign_up(name, "/join/"), "/join/", {"name": name})
            if office:
                given = {"member": str(self.member(name).id), "office": office, "sure": "1"}
                go(self.browsers[FOUNDER], f"{body}offices/give/", given)

    @staticmethod
    def member(name: str) -> Membership:
        return next(one for one in Membership.objects.all() if one.name == name)

    def vote(self, body: str) -> str:
        """A vote, held and published; its identifier."""
        officer = self.browsers[FOUNDER]
        uuid = begin(officer, body.split("/")[2], "strike", "en")
        manage = f"/votes/{uuid}/manage/"
        go(officer, f"{manage}times/", times(1, 8))
        ids = {name: str(self.member(name).id) for name in (FOUNDER, *OFFICES)}
        trustees = [ids["Zqana"], ids["Zqbo"]]
        go(
            officer,
            f"{manage}posts/",
            {
                "officer": ids[FOUNDER],
                "registrar": ids["Zqregistrar"],
                "trustees": trustees,
                "way": "browser",
            },
        )
        go(officer, f"{manage}freeze/", {"sure": "on"})
        credentials, keys = self.prepare(uuid)
        go(officer, f"{manage}open/", {"sure": "on"})
        self.cast(uuid, credentials)
        go(officer, f"{manage}close/", {"sure": "on"})
        jobs.tally.call(uuid)
        self.decrypt(uuid, keys)
        jobs.report.call(uuid)
        return uuid

    def prepare(self, uuid: str) -> tuple[list[str], dict[str, bytes]]:
        made = [generate_credential() for _ in range(only_vote().roll_size or 0)]
        public = public_credentials(GROUP, uuid, [(one, None) for one in made])
        raw(self.browsers["Zqregistrar"], f"/votes/{uuid}/registrar/roll/", public)
        for number, credential in enumerate(made):
            self.keep(f"credential {number}", credential)
        keys = {}
        for name in ("Zqana", "Zqbo"):
            keys[name], key = generate_trustee(GROUP, name)
            self.keep(
                f"key of {name}",
                json.loads(keys[name])["private_key"]
                if keys[name].startswith(b"{")
                else keys[name].decode().strip().strip('"'),
            )
            raw(self.browsers[name], f"/votes/{uuid}/trustee/key/", key)
        return made, keys

    def cast(self, uuid: str, credentials: list[str]) -> None:
        """Each member on the roll, with the browser in which they are signed in: nothing may tie it to the ballot."""
        election = read_contents(archive_file(uuid)).election
        for credential, client in zip(credentials, self.browsers.values(), strict=True):
            sent = make_ballot(election, credential, b"[[1,0]]")
            answer = client.post(f"/votes/{uuid}/cast/", sent, content_type="application/json")
            assert answer.status_code < 300, answer.content
            self.headers.append(str(answer.headers) + str(answer.cookies))

    def decrypt(self, uuid: str, keys: dict[str, bytes]) -> None:
        election = read_contents(archive_file(uuid)).election
        for name, key in keys.items():
            tally = go(self.browsers[name], f"/votes/{uuid}/trustee/tally/", status=200).content
            message = make_decryption(election, tally, read_private_key(GROUP, key))
            raw(self.browsers[name], f"/votes/{uuid}/trustee/decryption/", message)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as the server's own handlers leave it, from the lowest level on."""
    from veche.web.house.logs import Bare

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(Bare())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield written
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def rows() -> bytes:
    """Every row of every table, jobs included, as the database holds it; of SQLite also its files, with what was deleted."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [as_bytes(value) for row in cursor.fetchall() for value in row]
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        found += [one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*"))]
    return b"\n".join(found)


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def data_files(*without: str) -> bytes:
    """Every file in the data folder, by name and content, but the database and those that end so."""
    found = b""
    for path in sorted(settings.DATA.rglob("*")):
        if path.is_file() and "sqlite3" not in path.name and not path.name.endswith(without):
            found += path.name.encode() + b"\n" + path.read_bytes()
    return found


def unpacked(path: Path) -> bytes:
    """What a backup holds, by name and content."""
    with tarfile.open(path) as packed:
        members = [(one.name, packed.extractfile(one)) for one in packed if one.isfile()]
        return b"\n".join(name.encode() + b"\n" + (held.read() if held else b"") for name, held in members)


def shapes(secret: str) -> set[bytes]:
    """A secret as it is, without its hyphens, and in the ways in which bytes are written."""
    plain = secret.encode()
    bare = secret.replace("-", "").encode()
    long = (
        {bytes(plain.hex(), "ascii"), base64.b64encode(plain).rstrip(b"=")[:-1]} if len(plain) > 8 else set()
    )
    return {plain, bare, plain.lower(), bare.lower()} | long


def found_in(place: bytes, secrets: dict[str, str]) -> set[str]:
    """The secrets that stand in a place, by what they are: never themselves, for this is printed when a test fails."""
    low = place.lower()
    return {
        what for what, secret in secrets.items() if any(one in place or one in low for one in shapes(secret))
    }


def test_a_canary_would_be_found() -> None:
    assert found_in(b"x ABCD-EFGH y", {"code": "ABCD-EFGH"}) == {"code"}
    assert found_in(b"x abcdefgh y", {"code": "ABCD-EFGH"}) == {"code"}
    assert found_in(b"long secret text".hex().encode(), {"text": "long secret text"}) == {"text"}


def test_nothing_is_left_that_must_not_be(log: io.StringIO, tmp_path: Path) -> None:
    journey = Journey()
    uuid = journey.vote(journey.found_and_filled())
    backup = tmp_path / "kept.backup"
    write_backup(backup)
    report = "\n".join(page.extract_text() for page in PdfReader(report_file(uuid, "pdf")).pages)
    archive = archive_file(uuid).read_bytes()
    places = {
        "database": rows(),
        "files": data_files(".bel", ".pdf", ".html", ".json", ".key"),
        "log": log.getvalue().encode(),
        "backup": unpacked(backup),
        "archive": archive,
        "report": report.encode()
        + b"".join(report_file(uuid, kind).read_bytes() for kind in ("html", "json")),
        "headers": "\n".join(journey.headers).encode(),
    }
    assert all(places[place] for place in ("database", "backup", "archive", "report"))
    traces = {one: one for one in TRACES}
    names = {name: name for name in (FOUNDER, *OFFICES)}
    public = {FOUNDER, "Zqregistrar", "Zqana", "Zqbo"}
    for place, held in places.items():
        assert found_in(held, journey.secrets) == set(), place
        assert found_in(held, traces) == set(), place
        if place in ("archive", "report"):
            assert found_in(held, names) <= public, place
        elif place not in ("backup", "database"):
            assert found_in(held, names) == set(), place
    # Trustees' public keys are messages with their names, and answers can be names of candidates: sealed like a name.
    assert found_in(places["database"], names) == set()
    assert b"Zqlesia" not in places["backup"]
    assert found_in(places["database"], {"body": "Zqbody"}) == set()
