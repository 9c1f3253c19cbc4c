"""What everyone can see of an election: both programs find the same fingerprints, trackers, voters and updates in it."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from veche_verify.refused import Refused
from veche_verify.verify import verify as verify_again

from veche.election.errors import VerificationError
from veche.election.extends import check_extends
from veche.election.verify import verify_archive

from . import our_election
from .belenios_tool import peer_election
from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import BELENIOS_2048, RELEASES
from .belenios_tool.tool import BeleniosTool, ToolRefused
from .our_election import OurElection
from .papers import HUGE_WEIGHTS, RANKING, YES_NO
from .sharing import count_together, verify_all, vote

Tools = Callable[[str], BeleniosTool]
VERSIONS = [version for version, release in RELEASES.items() if release.long_credentials]


class Held(NamedTuple):
    """A finished election that we drew up and both held."""

    ours: OurElection
    theirs: PeerElection
    credentials: dict[str, str]

    def ask(self, *command: str | Path) -> Any:
        """What belenios-tool prints about it."""
        return json.loads(self.theirs.tool(self.theirs.folder, "election", *command))


@pytest.fixture(params=VERSIONS)
def held(request: pytest.FixtureRequest, tool: Tools, tmp_path: Path) -> Held:
    """With shuffles."""
    ours, credentials, trustees = our_election.draw_up(
        tmp_path, "Ed25519", RANKING.questions, "single", (1, 1, 1)
    )
    theirs = PeerElection(tool(request.param), tmp_path)
    vote(ours, theirs, list(credentials.values()), RANKING)
    count_together(ours, theirs, trustees, RANKING, exchange_members=True)
    return Held(ours, theirs, credentials)


def base64_of(digest: str) -> str:
    """Hexadecimal to Base64 without padding, as fingerprints are shown to people."""
    return b64encode(bytes.fromhex(digest)).decode().rstrip("=")


def test_the_fingerprints_agree(held: Held) -> None:
    """Election, roll, encrypted tally and last event."""
    sums, report = held.ask("compute-checksums"), verify_archive(held.ours.archive)
    shown = {
        "election": base64_of(sums["election"]),
        "public_credentials": base64_of(sums["public_credentials"]),
        "encrypted_tally": base64_of(sums["encrypted_tally"]),
    }
    if "final" in sums:  # since release 3.1
        shown["last_event"] = base64_of(sums["final"])
    assert {name: report.fingerprints[name] for name in shown} == shown
    assert sums["num_voters"] == report.checked["voters"]
    assert len(sums["shuffles"]) == report.checked["shuffles"]


def test_the_trackers_of_the_last_ballots_agree(held: Held) -> None:
    """A voter who voted twice counts once."""
    summary = held.ask("compute-ballot-summary")
    report = verify_archive(held.ours.archive, trackers=True)
    assert report.trackers is not None
    assert sorted(tracker for tracker, _ in report.trackers) == sorted(
        base64_of(row["hash"]) for row in summary
    )
    assert report.checked["tallied"] == len(summary) == 3


def test_they_know_our_voters_by_our_credentials(held: Held) -> None:
    """Our credentials give the same keys in their program."""
    path = held.theirs.folder / "privcreds"
    path.write_text(json.dumps(held.credentials))
    said = held.theirs.tool(held.theirs.folder, "election", "compute-voters", "--privcreds", path)
    assert sorted(said.decode().split()) == sorted(held.credentials)


def test_the_weights_of_trackers_agree(tool: Tools, tmp_path: Path) -> None:
    """Beyond 2^30, where a weight becomes a string."""
    ours, credentials, _ = our_election.draw_up(
        tmp_path, "Ed25519", HUGE_WEIGHTS.questions, "single", HUGE_WEIGHTS.weights
    )
    theirs = PeerElection(tool("3.3.0"), tmp_path)
    vote(ours, theirs, list(credentials.values()), HUGE_WEIGHTS)
    summary = json.loads(theirs.tool(tmp_path, "election", "compute-ballot-summary"))
    report = verify_archive(ours.archive, trackers=True)
    assert report.trackers is not None
    assert sorted(report.trackers) == sorted((base64_of(row["hash"]), int(row["weight"])) for row in summary)


@pytest.mark.parametrize("version", RELEASES)
def test_an_update_is_known_as_one(tool: Tools, tmp_path: Path, version: str) -> None:
    """Ballots cast by both into a copy: both find that it extends the older one, and that the older does not extend it."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    older.mkdir()
    newer.mkdir()
    theirs, credentials, _ = peer_election.draw_up(
        tool(version), newer, BELENIOS_2048, YES_NO.questions, "single", (1, 1, 1)
    )
    shutil.copy(theirs.archive, older)
    vote(theirs, OurElection(theirs.archive), list(credentials.values()), YES_NO)
    [old], [new] = older.glob("*.bel"), newer.glob("*.bel")
    theirs.tool(tmp_path, "election", "verify-diff", "--dir1", older, "--dir2", newer)
    assert check_extends(old, new) == 4
    with pytest.raises(ToolRefused):
        theirs.tool(tmp_path, "election", "verify-diff", "--dir1", newer, "--dir2", older)
    with pytest.raises(VerificationError, match=r"archive\.extends"):
        check_extends(new, old)


@pytest.mark.parametrize("kind", ["threshold", "mixed"])
def test_thresholds_of_release_2_0_are_refused(tool: Tools, tmp_path: Path, kind: str) -> None:
    """Their members do not sign their verification keys: both verifiers say so."""
    theirs, _, _ = peer_election.draw_up(tool("2.0"), tmp_path, BELENIOS_2048, YES_NO.questions, kind, (1, 1))
    theirs.verify()
    with pytest.raises(VerificationError, match=r"threshold\.signature"):
        OurElection(theirs.archive).verify()
    with pytest.raises(Refused) as refusal:
        verify_again(theirs.archive)
    assert refusal.value.check == "threshold.signature"


def test_an_election_in_which_nobody_votes(tool: Tools, tmp_path: Path) -> None:
    """The empty product is the neutral element, and its logarithm is nought."""
    ours, _, trustees = our_election.draw_up(tmp_path, "Ed25519", YES_NO.questions, "single", (1, 1))
    theirs = PeerElection(tool("3.3.0"), tmp_path)
    assert count_together(ours, theirs, trustees, YES_NO, exchange_members=True) == [[0, 0]]
    verify_all(ours, theirs)
