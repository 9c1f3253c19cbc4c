"""The whole life of a vote through the pages, for every template; `veche.election` does what browsers do."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from web.ballots_officers.conftest import Union, only_vote

from veche._core import Group
from veche.election.ballots import make_ballot
from veche.election.contents import read_contents
from veche.election.credentials import generate_credential, public_credentials
from veche.election.decryption import make_decryption
from veche.election.trustees import generate_trustee, read_private_key
from veche.election.verify import verify_archive
from veche.web.ballots import jobs
from veche.web.ballots.casting.box import cast
from veche.web.ballots.drawing.templates import KINDS, STANDING
from veche.web.ballots.files import archive_file, count_file, report_file
from veche.web.ballots.models import Entitled, Stage, Vote

pytestmark = pytest.mark.django_db
GROUP = Group("Ed25519")


def go(client: Client, address: str, data: dict[str, Any] | None = None, status: int = 302) -> Any:
    response = client.get(address) if data is None else client.post(address, data)
    assert response.status_code == status, (address, response.status_code, response.content.decode()[:3000])
    return response


def raw(client: Client, address: str, body: bytes, status: int = 204) -> Any:
    response = client.post(address, body, content_type="application/octet-stream")
    assert response.status_code == status, (address, response.status_code, response.content)
    return response


def file(data: bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("file", data)}


def hour(days: float) -> dict[str, Any]:
    at = datetime.now(UTC) + timedelta(days=days)
    return {"day": at.date().isoformat(), "hour": at.hour}


def times(opens: float, closes: float) -> dict[str, Any]:
    first, last = hour(opens), hour(closes)
    return {
        "opens_day": first["day"],
        "opens_hour": first["hour"],
        "closes_day": last["day"],
        "closes_hour": last["hour"],
        "turnout": "nothing",
    }


def begin(client: Client, body_id: object, kind: str, language: str) -> str:
    """A draft from a template; returns its identifier."""
    address = f"/bodies/{body_id}/votes/new/"
    found = re.search(r'name="once" value="([^"]+)"', go(client, address, status=200).content.decode())
    assert found is not None
    given = {"kind": kind, "language": language, "once": found[1]}
    first = go(client, address, given)
    assert go(client, address, given).url == first.url  # sent twice, it is one draft
    return str(first.url.split("/")[2])


def drawn_up(union: Union, kind: str, language: str = "en", **posts: object) -> Vote:
    """As far as the frozen roll."""
    officer = union.clients["officer"]
    uuid = begin(officer, union.body.id, kind, language)
    assert go(officer, f"/votes/{uuid}/manage/", status=200)
    go(officer, f"/votes/{uuid}/manage/times/", times(1, 8))
    go(officer, f"/votes/{uuid}/manage/posts/", union.posts(**posts))
    go(officer, f"/votes/{uuid}/manage/freeze/", {"sure": "on"})
    return only_vote()


def credentials_for(union: Union, vote: Vote) -> list[str]:
    made = [generate_credential() for _ in range(vote.roll_size or 0)]
    public = public_credentials(GROUP, vote.uuid, [(one, None) for one in made])
    raw(union.clients["registrar"], f"/votes/{vote.uuid}/registrar/roll/", public)
    return made


def keys_for(union: Union, vote: Vote) -> dict[str, bytes]:
    keys = {}
    for name in ("ana", "bo"):
        keys[name], public = generate_trustee(GROUP, name.capitalize())
        raw(union.clients[name], f"/votes/{vote.uuid}/trustee/key/", public)
    return keys


def opened(union: Union, vote: Vote) -> None:
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/open/", {"sure": "on"})
    assert only_vote().stage == Stage.OPEN


def as_many_as_may_be(question: Any) -> list[int]:
    """The first answers, as many as may be chosen: so nobody is tied at the border of the seats."""
    chosen = [int(place < question.maximum) for place in range(len(question.answers))]
    return [0, *chosen] if question.blank else chosen


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != STANDING])
def test_a_vote_of_every_template_ends_in_an_archive_that_verifies(union: Union, kind: str) -> None:
    vote = drawn_up(union, kind)
    assert vote.stage == Stage.ROLL
    credentials, keys = credentials_for(union, vote), keys_for(union, vote)
    assert only_vote().stage == Stage.READY
    opened(union, vote)
    path = archive_file(vote.uuid)
    election = read_contents(path).election
    choice = json.dumps([as_many_as_may_be(question) for question in election.questions]).replace(" ", "")
    for credential in credentials:
        cast(only_vote(), make_ballot(election, credential, choice.encode()))
    officer = union.clients["officer"]
    go(officer, f"/votes/{vote.uuid}/manage/close/", {"sure": "on"})
    assert only_vote().stage == Stage.CLOSED
    assert not Entitled.objects.exists()
    jobs.tally.call(vote.uuid)
    for name, key in keys.items():
        client = union.clients[name]
        tally = go(client, f"/votes/{vote.uuid}/trustee/tally/", status=200).content
        decryption = make_decryption(election, tally, read_private_key(GROUP, key))
        raw(client, f"/votes/{vote.uuid}/trustee/decryption/", decryption)
    assert only_vote().stage == Stage.PUBLISHED
    report = verify_archive(path)
    assert report.result is not None
    if kind in ("strike", "committee"):  # writing a report takes a second
        jobs.report.call(vote.uuid)
        assert count_file(vote.uuid).exists()
        assert report_file(vote.uuid, "pdf").exists()
    go(officer, f"/votes/{vote.uuid}/manage/", status=200)
