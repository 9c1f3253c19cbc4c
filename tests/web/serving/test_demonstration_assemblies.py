"""What the demonstration shows of assemblies, as the people see it whose passphrases it prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from veche.web.assemblies.models import Assembly, Poll, Stage
from veche.web.bodies.models import Membership
from veche.web.mandates.models import Keeping
from veche.web.serving.demonstration.folder import INSIDE, Made, read
from veche.web.serving.demonstration.making import make
from veche.words import Language


@pytest.fixture
def made(db: None, tmp_path: Path) -> Made:
    (tmp_path / INSIDE).mkdir()
    make(tmp_path, Language.PL)
    found = read(tmp_path)
    assert found is not None
    return found


def member(name: str, body: str) -> Membership:
    return next(one for one in Membership.objects.filter(body__kind=body) if one.name == name)


def test_an_assembly_goes_on_and_a_congress_was_held(
    made: Made, client_of: Callable[[Membership], Client]
) -> None:
    meeting, decision = Assembly.objects.get(pk=made.meeting), Poll.objects.get(pk=made.decision)
    assert (meeting.stage, decision.assembly.stage) == (Stage.OPEN, Stage.CLOSED)
    assert decision.result["outcome"] == "carried"
    verdicts = {one.delegacy.name: one.verdict for one in Keeping.objects.filter(poll=decision)}
    assert verdicts.pop(made.names["delegate"]) == "broken"
    assert sorted(verdicts.values()) == ["free", "kept"]
    visitor = Client()
    assert visitor.post("/assemblies/come/", {"code": made.slip}).status_code == 302
    assert visitor.get(f"/assemblies/{made.meeting}/").status_code == 200
    assert visitor.get(f"/minutes/{made.minutes}/public/").status_code == 200
    delegate = client_of(member(made.names["delegate"], "branch"))
    assert "/reports/" in delegate.get("/mandates/").content.decode()
    reader = client_of(member(made.names["member"], "branch"))
    assert reader.get(f"/polls/{made.decision}/chain/").status_code == 200
    officer = client_of(member(made.names["officer"], "branch"))
    assert officer.get(f"/assemblies/{made.meeting}/desk/").status_code == 200


def test_one_of_an_earlier_release_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / INSIDE).mkdir()
    (tmp_path / INSIDE / "made.json").write_text('{"words": {}, "names": {}, "open_vote": "ab"}')
    assert read(tmp_path) is None
