"""Every release × group × type of question × kind of trustees, held by two programs in turns, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from . import our_election
from .belenios_tool import peer_election
from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import ED25519, GCM, RELEASES, RFC_3526, Release
from .belenios_tool.tool import BeleniosTool
from .our_election import OurElection
from .papers import HUGE_WEIGHTS, Paper, all_at_once, count, papers
from .sharing import count_together, enough, verify_all, vote

Tools = Callable[[str], BeleniosTool]
KINDS = ("single", "threshold", "mixed")


def cells() -> Iterator[ParameterSet]:
    """Everything that a release can do and specification 3.1 admits: thresholds of release 2.0 are not signed."""
    for release in RELEASES.values():
        for group in release.groups:
            for paper in papers(release, group):
                for kind in KINDS if release.signed_thresholds else ("single",):
                    yield _cell(release, group, paper, kind)
            if group == ED25519:
                yield _cell(release, group, HUGE_WEIGHTS, "single")
            else:
                yield _cell(release, group, all_at_once(release, group, weighted=True), "single")


def _cell(release: Release, group: str, paper: Paper, kind: str) -> ParameterSet:
    name = paper.name + ("-weighted" if paper.weights and paper.name == "everything" else "")
    return pytest.param(release.version, group, paper, kind, id=f"{release.version}-{group}-{name}-{kind}")


def read_again(version: str, group: str, kind: str) -> bool:
    """Whether the second verifier reads the archive too: in the slowest group once for each form that a release writes."""
    return group != RFC_3526 or kind == "mixed" or not RELEASES[version].signed_thresholds


@pytest.mark.parametrize(("version", "group", "paper", "kind"), list(cells()))
def test_they_draw_up(tool: Tools, tmp_path: Path, version: str, group: str, paper: Paper, kind: str) -> None:
    """An election that they begin: we vote, close, shuffle, decrypt and count in it beside them."""
    theirs, credentials, trustees = peer_election.draw_up(
        tool(version), tmp_path, group, paper.questions, kind, paper.voters
    )
    ours = OurElection(theirs.archive)
    vote(theirs, ours, list(credentials.values()), paper)
    verify_all(theirs, ours, again=not paper.slow)
    exchange = theirs.tool.release.seals_with == GCM
    result = count_together(theirs, ours, enough(trustees, kind), paper, exchange_members=exchange)
    assert result == count(paper)
    verify_all(theirs, ours, again=read_again(version, group, kind))


@pytest.mark.parametrize(("version", "group", "paper", "kind"), list(cells()))
def test_we_draw_up(tool: Tools, tmp_path: Path, version: str, group: str, paper: Paper, kind: str) -> None:
    """An election that we begin: they vote, close, shuffle, decrypt and count in it beside us."""
    peer = tool(version)
    registrar = None if peer.release.long_credentials else peer
    ours, credentials, trustees = our_election.draw_up(
        tmp_path, group, paper.questions, kind, paper.voters, registrar
    )
    theirs = PeerElection(peer, tmp_path)
    vote(ours, theirs, list(credentials.values()), paper)
    verify_all(ours, theirs, again=not paper.slow)
    exchange = theirs.tool.release.seals_with == GCM
    result = count_together(ours, theirs, enough(trustees, kind), paper, exchange_members=exchange)
    assert result == count(paper)
    verify_all(ours, theirs, again=group != RFC_3526)
