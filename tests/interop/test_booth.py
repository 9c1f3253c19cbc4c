"""Ballots that the booth's TypeScript seals are what belenios-tool takes, and what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from booth.station import Station

from veche.election.contents import read_contents

from . import our_election
from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import RELEASES
from .belenios_tool.tool import BeleniosTool
from .papers import BLANK, LISTS, RANKING, YES_NO

VERSIONS = [version for version, release in RELEASES.items() if release.verify_ballot]
GROUP = "Ed25519"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    with Station(tmp_path_factory.mktemp("station")) as station:
        yield station


@pytest.mark.parametrize("version", VERSIONS)
def test_a_ballot_on_every_type_of_question_is_accepted(
    station: Station, tool: Callable[[str], BeleniosTool], tmp_path: Path, version: str
) -> None:
    papers = (YES_NO, BLANK, RANKING, LISTS)
    questions = [paper.questions[0] for paper in papers]
    ours, credentials, _ = our_election.draw_up(tmp_path, GROUP, questions, "single", (1, 1))
    election = read_contents(ours.archive).election.message.decode()
    choices = [paper.choices[0][0] for paper in papers]
    sealed = station.ask("vote", election, credentials["a1"], choices)
    PeerElection(tool(version), tmp_path).verify_ballot(sealed["ballot"].encode())


@pytest.mark.parametrize("version", VERSIONS)
def test_belenios_tool_counts_what_the_booth_sealed(
    station: Station, tool: Callable[[str], BeleniosTool], tmp_path: Path, version: str
) -> None:
    ours, credentials, trustees = our_election.draw_up(tmp_path, GROUP, YES_NO.questions, "single", (1, 1, 1))
    election = read_contents(ours.archive).election.message.decode()
    for credential, choice in zip(credentials.values(), ([1, 0], [0, 1], [1, 0]), strict=True):
        ours.cast(station.ask("vote", election, credential, [choice])["ballot"].encode())
    peer = PeerElection(tool(version), tmp_path)
    peer.close()
    for trustee in trustees:
        peer.decrypt(trustee)
    assert peer.result() == [[2, 1]]
    peer.verify()
    ours.verify()
