"""Casting over HTTP: receipts, refusals, and no trace of either the sender or of what was refused."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from web.votes import Made, make_vote

from veche.election.credentials import generate_credential, public_of
from veche.election.verify import verify_archive
from veche.web.ballots.models import CastBallot, Stage
from veche.web.bodies.models import Body, Membership, Turnout

pytestmark = pytest.mark.django_db
BINARY = "application/octet-stream"


@pytest.fixture
def made() -> Made:
    return make_vote(stage=Stage.OPEN, voters=4)


def post(made: Made, ballot: bytes, client: Client | None = None, kind: str = BINARY) -> HttpResponse:
    return (client or Client()).post(f"/votes/{made.vote.uuid}/cast/", ballot, content_type=kind)


def hand_in(made: Made, client: Client | None = None, **fields: Any) -> HttpResponse:
    return (client or Client()).post(f"/votes/{made.vote.uuid}/cast/file/", fields)


def yes(made: Made, voter: int = 0) -> bytes:
    return made.ballot(made.credentials[voter], [[1, 0]])


def everything() -> tuple[dict[str, tuple[bytes, int]], dict[str, list[tuple[Any, ...]]]]:
    """All that the server keeps: files by name, and every row of every table."""
    folder = Path(settings.DATA)
    files = {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    }
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return files, rows


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that any logger writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.DEBUG if one.name == "root" else logging.ERROR)
    yield written
    for one, level in zip(loggers, before, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


def test_a_ballot_is_answered_with_its_tracker_and_sets_no_cookie(made: Made) -> None:
    response = post(made, yes(made))
    assert response.status_code == 200
    assert not response.cookies
    (counted,) = verify_archive(made.path, trackers=True).trackers or ()
    assert json.loads(response.content) == {"tracker": counted[0]}
    assert json.loads(post(made, yes(made, 1)).content) != json.loads(response.content)


def test_the_same_ballot_twice_is_one(made: Made) -> None:
    ballot = yes(made)
    assert post(made, ballot).content == post(made, ballot).content
    assert verify_archive(made.path).checked["ballots"] == 1


def test_a_ballot_needs_no_content_type(made: Made) -> None:
    assert post(made, yes(made), kind="application/x-www-form-urlencoded").status_code == 200


def test_who_is_signed_in_casts_like_anybody(
    made: Made, make_member: Callable[..., Membership], client_of: Callable[[Membership], Client]
) -> None:
    client = client_of(make_member(Body.objects.get()))
    ballots = [yes(made, voter) for voter in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert post(made, ballots[0], client).status_code == 200
        assert hand_in(made, client, text=ballots[1].decode()).status_code == 200
        public = json.loads(ballots[2])["credential"]
        assert (
            client.post(f"/votes/{made.vote.uuid}/check/", public, content_type="text/plain").status_code
            == 200
        )
    asked = " ".join(one["sql"] for one in queries).lower()
    assert "session" not in asked
    assert "membership" not in asked


REFUSED: list[tuple[str, int, Callable[[Made], bytes]]] = [
    ("form", 400, lambda made: b""),
    ("form", 400, lambda made: b"not json"),
    ("form", 400, lambda made: b"\x00\xff" * 50),
    ("form", 400, lambda made: b"{" * 100_000),
    ("form", 400, lambda made: yes(made)[:-20]),
    ("form", 400, lambda made: yes(made).replace(b'","', b'", "', 1)),
    ("election", 400, lambda made: yes(make_vote(stage=Stage.OPEN))),
    ("credential", 400, lambda made: made.ballot(generate_credential(), [[1, 0]])),
    ("proof", 400, lambda made: forged(yes(made))),
]


def forged(ballot: bytes) -> bytes:
    """One digit of a response in a proof is another one."""
    place = ballot.rindex(b'"response":"') + 20
    return ballot[:place] + (b"1" if ballot[place : place + 1] != b"1" else b"2") + ballot[place + 1 :]


@pytest.mark.parametrize(("code", "status", "make"), REFUSED, ids=lambda value: str(value)[:12])
def test_a_refused_ballot_leaves_no_trace(
    made: Made, log: io.StringIO, code: str, status: int, make: Callable[[Made], bytes]
) -> None:
    post(made, yes(made, 3))  # the first ballot makes the index beside the archive
    ballot = make(made)
    before = everything()
    response = post(made, ballot)
    assert (response.status_code, json.loads(response.content)) == (status, {"refusal": code})
    page = hand_in(made, file=SimpleUploadedFile("ballot.json", ballot or b" "))
    assert page.status_code == status
    assert everything() == before
    assert log.getvalue() == ""


def test_what_is_too_large_is_not_read(made: Made, log: io.StringIO) -> None:
    before = everything()
    assert post(made, b"x" * (9 << 20)).status_code == 413
    assert hand_in(made, file=SimpleUploadedFile("ballot.json", b"x" * (9 << 20))).status_code == 413
    assert everything() == before
    assert log.getvalue() == ""


def test_a_late_ballot(made: Made) -> None:
    ballot = yes(made)
    made.vote.closes = datetime.now(UTC) - timedelta(seconds=1)
    made.vote.save()
    response = post(made, ballot)
    assert (response.status_code, json.loads(response.content)) == (409, {"refusal": "closed"})
    assert not CastBallot.objects.exists()


WITH_A_SLIP = ("", "vote/", "cast/", "cast/file/")
OTHERS = ("trackers/", "trackers.txt", "archive.bel", "result/", "report.pdf", "verify/")


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CALLED_OFF])
def test_a_vote_that_is_not_open_is_not_there(stage: Stage) -> None:
    made = make_vote(stage=stage)
    for page in (*WITH_A_SLIP, *OTHERS, "election/"):
        answers = [Client().get(f"/votes/{uuid}/{page}") for uuid in (made.vote.uuid, "1" * 14)]
        assert {one.status_code for one in answers} == {404}
        told = [re.sub(r' value="[^"]*"', "", one.content.decode()) for one in answers]
        assert told[0] == told[1]
    assert post(made, b"{}").status_code == 404


@pytest.mark.parametrize("stage", [Stage.ROLL, Stage.READY])
def test_who_comes_with_a_slip_before_the_vote_opens_is_told_when_and_nothing_else(stage: Stage) -> None:
    made = make_vote(stage=stage, opens=datetime(2099, 3, 8, 12, 30, tzinfo=UTC))
    for page in WITH_A_SLIP:
        response = Client().get(f"/votes/{made.vote.uuid}/{page}")
        assert response.status_code == 404
        text = response.content.decode()
        assert "This vote is not open yet" in text
        assert "It opens on 8 March 2099, 12:30 UTC." in text
        assert "bus drivers" not in text.lower()
    for page in OTHERS:
        assert b"not open yet" not in Client().get(f"/votes/{made.vote.uuid}/{page}").content
    election = Client().get(f"/votes/{made.vote.uuid}/election/")
    for asked in (election, post(made, b"{}"), check_of(made, b"0" * 64)):
        assert (asked.status_code, json.loads(asked.content)) == (409, {"refusal": "not_open"})
    assert b"not open yet" in hand_in(made, text="{}").content


def test_an_hour_of_opening_that_has_passed_is_not_promised() -> None:
    made = make_vote(stage=Stage.READY, opens=datetime.now(UTC) - timedelta(minutes=1))
    text = Client().get(f"/votes/{made.vote.uuid}/vote/").content.decode()
    assert "Come back later" in text
    assert "It opens on" not in text


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED, Stage.PUBLISHED])
def test_the_booth_of_a_closed_vote_says_so_at_once(stage: Stage) -> None:
    made = make_vote(stage=stage)
    made.vote.closes = datetime.now(UTC) - timedelta(
        seconds=1
    )  # the clock alone, where the stage is behind it
    made.vote.save()
    for page in ("vote/", "cast/"):
        text = Client().get(f"/votes/{made.vote.uuid}/{page}").content.decode()
        assert "This vote is closed" in text
        assert f'href="/votes/{made.vote.uuid}/"' in text
        assert "booth/" not in text
    assert f"/votes/{made.vote.uuid}/vote/" not in Client().get(f"/votes/{made.vote.uuid}/").content.decode()


@pytest.mark.parametrize("uuid", ["%00", "1111111111111%00", "1111111111111/", "٣٣٣٣٣٣٣٣٣٣٣٣٣٣", "1" * 500])
def test_an_address_that_is_none(uuid: str) -> None:
    for page in ("", "vote/", "cast/", "trackers/", "archive.bel"):
        assert Client().get(f"/votes/{uuid}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "vote/", "election/", "cast/", "cast/file/", "trackers/", "trackers.txt", "archive.bel", "result/", "verify/"])  # fmt: skip
def test_methods(made: Made, page: str) -> None:
    """Whoever asks for the head alone gets it; nothing is changed by what is not a POST."""
    address = f"/votes/{made.vote.uuid}/{page}"
    assert Client().head(address).status_code == 200
    for method in ("put", "delete", "patch", "options", "trace"):
        assert getattr(Client(), method)(address).status_code == 405


def test_a_ballot_as_a_file_or_as_text(made: Made) -> None:
    ballot = yes(made)
    page = hand_in(made, file=SimpleUploadedFile("ballot-1.json", ballot + b"\r\n"))
    assert page.status_code == 200
    again = hand_in(made, text=ballot.decode())
    (counted,) = verify_archive(made.path, trackers=True).trackers or ()
    assert counted[0] in page.content.decode()
    assert counted[0] in again.content.decode()


def test_a_ballot_that_was_replaced_is_not_said_to_count(made: Made) -> None:
    """Whoever wants an earlier vote back and hands its file in again must know that it stays replaced."""
    first = yes(made).decode()
    hand_in(made, text=first)
    assert "it counts" in hand_in(made, text=first).content.decode()
    post(made, made.ballot(made.credentials[0], [[0, 1]]))
    page = hand_in(made, text=first).content.decode()
    assert "cast a later one" in page
    assert "it counts, unless" not in page
    assert "it counts once" not in page


def test_the_form_says_what_is_wrong_in_the_language_of_the_page(made: Made) -> None:
    page = hand_in(made, Client(headers={"Accept-Language": "be"}), text="{}")
    assert "Гэта не цэлы бюлетэнь" in page.content.decode()
    assert page.status_code == 400


def test_the_booth_reads_the_message_as_the_archive_has_it(made: Made) -> None:
    response = Client().get(f"/votes/{made.vote.uuid}/election/")
    assert response.content == made.election
    assert not response.cookies


def check_of(made: Made, credential: bytes) -> HttpResponse:
    return Client().post(f"/votes/{made.vote.uuid}/check/", credential, content_type="text/plain")


def check(made: Made, credential: bytes) -> tuple[int, Any]:
    response = check_of(made, credential)
    return response.status_code, json.loads(response.content)


@pytest.mark.parametrize(
    ("turnout", "told"),
    [(Turnout.ALWAYS, (False, True)), (Turnout.DAILY, (None, None)), (Turnout.NOTHING, (None, None))],
)
def test_a_credential_is_checked_and_tells_no_turnout_that_is_hidden(
    turnout: Turnout, told: tuple[bool | None, bool | None]
) -> None:
    made = make_vote(stage=Stage.OPEN, turnout=turnout)
    public = public_of(made.opened.group, made.vote.uuid, made.credentials[0])
    assert check(made, public) == (200, {"roll": True, "voted": told[0]})
    post(made, yes(made))
    assert check(made, public) == (200, {"roll": True, "voted": told[1]})
    assert check(made, b"0" * 64) == (404, {"refusal": "credential"})
    assert check(made, b"0" * 5000) == (413, {"refusal": "too_large"})
