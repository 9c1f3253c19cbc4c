"""Two rounds of one roll, with the same codes and keys: each is a whole archive for both verifiers and for belenios-tool, and neither is the other's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from veche_verify.verify import verify
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import STRIKE

from veche.election.contents import read_contents
from veche.election.verify import verify_archive
from veche.web.ballots.actions import counting, holding
from veche.web.ballots.actions.rounds import begin_round
from veche.web.ballots.casting import box
from veche.web.bodies.models import Body, Kind
from veche.words import Language

from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import RELEASES
from .belenios_tool.tool import BeleniosTool

VERSIONS = [version for version, release in RELEASES.items() if release.long_credentials]


def held(made: MadeRoll, title: str) -> Path:
    """A round from its opening to its result."""
    vote = begin_round(
        made.roll,
        kind="other",
        title=title,
        questions=[STRIKE],
        counting=[{"rule": "yes-no", "seats": 1}],
        closes=timezone.now() + timedelta(hours=1),
        language=Language.EN,
    )
    round_ = made.round_of(vote)
    for code, choice in zip(made.credentials, ([1, 0], [0, 1], [1, 0]), strict=True):
        box.cast(vote, round_.ballot(code, [choice]))
    holding.close(vote.uuid, by_hand=True, by="Founder")
    counting.add_up(vote.uuid)
    for number in (1, 2):
        counting.take_decryption(vote.uuid, number, round_.decryption(number))
    return round_.path


@pytest.mark.django_db
def test_two_rounds_of_one_roll(tool: Callable[[str], BeleniosTool], tmp_path: Path) -> None:
    made = make_standing_roll(Body.objects.create(name="Foundry", kind=Kind.BRANCH), voters=3)
    archives = [held(made, title) for title in ("First", "Second")]
    first, second = map(read_contents, archives)
    assert first.trustees == second.trustees
    assert set(first.credentials.split(b'"')) & set(second.credentials.split(b'"')) <= {b"[", b",", b"]"}
    for archive in archives:
        assert verify_archive(archive).result == verify_archive(archives[0]).result
        assert verify(archive, None).result == [[2, 1]]
        for version in VERSIONS:
            folder = tmp_path / version / archive.stem
            folder.mkdir(parents=True)
            (folder / archive.name).write_bytes(archive.read_bytes())
            PeerElection(tool(version), folder).verify()
