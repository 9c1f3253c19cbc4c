"""Single ballots: `election verify-ballot` of belenios-tool and our own check agree on good and on altered ones."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from veche._core import Group, Secret
from veche.election.contents import read_contents
from veche.election.credentials import secret_of
from veche.election.errors import VerificationError

from . import our_election
from .belenios_tool.peer_election import PeerElection
from .belenios_tool.releases import RELEASES
from .belenios_tool.tool import BeleniosTool, ToolRefused
from .our_election import OurElection
from .papers import BLANK, LISTS, RANKING, YES_NO

QUESTIONS = [paper.questions[0] for paper in (YES_NO, BLANK, RANKING, LISTS)]
CHOICE = [paper.choices[0][0] for paper in (YES_NO, BLANK, RANKING, LISTS)]
CHOICES = [CHOICE, [[0, 1], [1, 0, 0, 0], [255, 0, 1], [[0, 0, 0], [1, 1]]]]
VERSIONS = [version for version, release in RELEASES.items() if release.verify_ballot]
GROUP = "Ed25519"


class Booth(NamedTuple):
    """One election, ours and theirs, and a voter's credential."""

    ours: OurElection
    theirs: PeerElection
    credential: str

    def secret(self) -> Secret:
        """The voter's private key."""
        election = read_contents(self.ours.archive).election
        return secret_of(Group(GROUP), election.uuid, self.credential)


@pytest.fixture(params=VERSIONS)
def booth(request: pytest.FixtureRequest, tool: Callable[[str], BeleniosTool], tmp_path: Path) -> Booth:
    """An election with every type of question."""
    ours, credentials, _ = our_election.draw_up(tmp_path, GROUP, QUESTIONS, "single", (1, 1))
    return Booth(ours, PeerElection(tool(request.param), tmp_path), credentials["a1"])


def accepted(side: OurElection | PeerElection, ballot: bytes) -> bool:
    """Whether one program takes a ballot."""
    try:
        side.verify_ballot(ballot)
    except (ToolRefused, VerificationError):
        return False
    return True


def scalars(value: Any) -> Iterator[tuple[dict[str, Any] | list[Any], str | int]]:
    """Every challenge and response below `value`: the container and the key at which it stands."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, str) and inner.isdecimal() and key not in ("alpha", "beta", "commitment"):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from scalars(inner)


def sealed(ballot: dict[str, Any], secret: Secret) -> bytes:
    """Write an altered ballot with its hash and signature made right again (4.17)."""
    body = {field: part for field, part in ballot.items() if field != "signature"}
    digest = b64encode(sha256(_json(body)).digest()).rstrip(b"=")
    challenge, response = secret.prove(b"sig|" + digest + b"|")
    proof = {"challenge": challenge.decode(), "response": response.decode()}
    return _json({**body, "signature": {"hash": digest.decode(), "proof": proof}})


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


@pytest.mark.parametrize("choice", CHOICES, ids=["first", "second"])
def test_good_ballots_are_accepted_by_both(booth: Booth, choice: list[Any]) -> None:
    """Made by either; and sealing a ballot anew does not harm it."""
    for maker in (booth.ours, booth.theirs):
        ballot = maker.ballot(booth.credential, choice)
        for form in (ballot, sealed(json.loads(ballot), booth.secret())):
            assert accepted(booth.ours, form)
            assert accepted(booth.theirs, form)


def test_any_altered_scalar_is_refused_by_both(booth: Booth) -> None:
    """Every challenge and every response of every proof, one at a time, plus one modulo the order."""
    order, secret = Group(GROUP).order, booth.secret()
    ballot = json.loads(booth.theirs.ballot(booth.credential, CHOICE))
    places = list(scalars(ballot["answers"]))
    assert len(places) > 60
    for place in range(len(places)):
        altered = deepcopy(ballot)
        container, key = list(scalars(altered["answers"]))[place]
        container[key] = str((int(container[key]) + 1) % order)  # type: ignore[index]
        message = sealed(altered, secret)
        assert not accepted(booth.ours, message), f"scalar {place}: accepted by us"
        assert not accepted(booth.theirs, message), f"scalar {place}: accepted by them"


@pytest.mark.parametrize("field", ["alpha", "beta"])
def test_any_exchanged_ciphertext_is_refused_by_both(booth: Booth, field: str) -> None:
    """Half a ciphertext taken from another ballot of the same voter."""
    secret = booth.secret()
    ballot, other = (json.loads(booth.ours.ballot(booth.credential, choice)) for choice in CHOICES)
    for number in range(len(QUESTIONS)):
        altered = deepcopy(ballot)
        mine, yours = (_first_ciphertext(each["answers"][number]["choices"]) for each in (altered, other))
        mine[field] = yours[field]
        message = sealed(altered, secret)
        assert not accepted(booth.ours, message)
        assert not accepted(booth.theirs, message)


def _first_ciphertext(choices: Any) -> dict[str, str]:
    return choices if isinstance(choices, dict) else _first_ciphertext(choices[0])


def test_a_signature_by_another_key_is_refused_by_both(booth: Booth) -> None:
    """The ballot is right, but whoever signed it does not hold the credential."""
    ballot = json.loads(booth.ours.ballot(booth.credential, CHOICE))
    message = sealed(ballot, Group(GROUP).random_secret())
    assert not accepted(booth.ours, message)
    assert not accepted(booth.theirs, message)


def test_a_ballot_for_another_election_is_refused_by_both(booth: Booth, tmp_path: Path) -> None:
    """The same questions and credential, another identifier."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other, credentials, _ = our_election.draw_up(elsewhere, GROUP, QUESTIONS, "single", (1,))
    message = other.ballot(credentials["a1"], CHOICE)
    assert accepted(other, message)
    assert not accepted(booth.ours, message)
    assert not accepted(booth.theirs, message)
