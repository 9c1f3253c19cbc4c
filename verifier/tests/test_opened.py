"""A ballot that was opened instead of cast says what it holds; anything else is refused by the check that must."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forge import DATA, Forgery, bump, compact

from veche_verify.__main__ import main
from veche_verify.ed25519 import Ed25519
from veche_verify.messages import base64_hash
from veche_verify.opened import verify_opened
from veche_verify.refused import Refused

GIVEN = json.loads((DATA / "opened.json").read_text())
VOTES = [
    [[0, 1], [0, 1, 0, 1], [0, 255, 7], [[0, 0, 0], [1, 1]]],
    [[1, 0], [1, 0, 0, 0], [1, 2, 3], [[1, 0, 1], [0, 0]]],
]
G = Ed25519()


@pytest.fixture
def election(tmp_path: Path) -> Path:
    path = tmp_path / "election.json"
    path.write_text(GIVEN["election"])
    return path


def audit(tmp_path: Path, number: int = 0, change: Callable[[dict[str, Any]], None] = lambda _: None) -> Path:
    tree = json.loads(GIVEN["audits"][number])
    change(tree)
    path = tmp_path / "audit.json"
    path.write_bytes(compact(tree))
    return path


def refusal(election: Path, opened: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        verify_opened(election, opened)
    return caught.value.check, caught.value.object


@pytest.mark.parametrize("number", [0, 1])
def test_what_an_opened_ballot_says(election: Path, tmp_path: Path, number: int) -> None:
    opened = verify_opened(election, audit(tmp_path, number))
    assert opened.choices == VOTES[number]
    assert opened.seal == base64_hash(json.loads(GIVEN["audits"][number])["ballot"].encode())


Place = tuple[int | str, ...]
RANDOMNESS: list[Place] = [(0, 1), (1, 0), (2,), (3, 1, 0)]


@pytest.mark.parametrize("place", RANDOMNESS)
def test_other_randomness(election: Path, tmp_path: Path, place: Place) -> None:
    def change(tree: dict[str, Any]) -> None:
        *path, last = ["randomness", *place]
        parent: Any = tree
        for step in path:
            parent = parent[step]
        parent[last] = bump(parent[last])

    where = "opened ballot: randomness" + "".join(f"[{i}]" for i in place)
    assert refusal(election, audit(tmp_path, 0, change)) == ("ballot.opening", where)


@pytest.mark.parametrize("question", range(4))
def test_another_vote_than_the_one_stated(election: Path, tmp_path: Path, question: int) -> None:
    def change(tree: dict[str, Any]) -> None:
        tree["choices"][question] = VOTES[1][question]

    assert refusal(election, audit(tmp_path, 0, change)) == ("ballot.opening", "opened ballot: choices")


def in_ballot(change: Callable[[Any], None]) -> Callable[[dict[str, Any]], None]:
    """Changes the ballot, and the seal with it."""

    def changed(tree: dict[str, Any]) -> None:
        ballot = json.loads(tree["ballot"])
        change(ballot)
        tree["ballot"] = compact(ballot).decode()
        tree["seal"] = base64_hash(tree["ballot"].encode())

    return changed


def times_g(ballot: Any, *path: int | str) -> None:
    for step in path:
        ballot = ballot[step]
    ballot["beta"] = str(G.of_string(ballot["beta"]) * G.g)


def test_a_ciphertext_that_holds_more_than_one(election: Path, tmp_path: Path) -> None:
    change = in_ballot(lambda ballot: times_g(ballot, "answers", 0, "choices", 1))
    found = refusal(election, audit(tmp_path, 0, change))
    assert found == ("ballot.opening", "opened ballot: randomness[0][1]")


def test_a_ballot_whose_proofs_would_be_refused(election: Path, tmp_path: Path) -> None:
    def change(ballot: Any) -> None:
        proof = ballot["answers"][0]["overall_proof"][0]
        proof["response"] = bump(proof["response"])

    found = refusal(election, audit(tmp_path, 0, in_ballot(change)))
    assert found == ("proof.overall", "opened ballot: answers[0].overall_proof")


def swap(name: str) -> Callable[[dict[str, Any]], None]:
    def change(tree: dict[str, Any]) -> None:
        tree[name] = json.loads(GIVEN["audits"][1])[name]

    return change


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (swap("seal"), "ballot.hash"),
        (swap("ballot"), "ballot.hash"),
        (lambda tree: tree.update(election=tree["seal"]), "ballot.election"),
        (in_ballot(lambda ballot: ballot.update(election_uuid="BcDeFgHiJkLmNp")), "ballot.election"),
        (in_ballot(lambda ballot: ballot.update(credential="0" * 64)), "group.element"),
        (in_ballot(lambda ballot: ballot["answers"].pop()), "answer.shape"),
        (in_ballot(lambda ballot: ballot.update(signature={})), "json"),
        (lambda tree: tree["randomness"].pop(), "json"),
        (lambda tree: tree["randomness"][0].append("1"), "json"),
        (lambda tree: tree["randomness"].__setitem__(2, "01"), "group.scalar"),
        (lambda tree: tree["choices"].__setitem__(0, "1"), "json"),
        (lambda tree: tree.update(comment=""), "json"),
    ],
)
def test_anything_else(
    election: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None], check: str
) -> None:
    assert refusal(election, audit(tmp_path, 0, change))[0] == check


def test_the_election_is_taken_from_an_archive_whose_set_up_holds(tmp_path: Path) -> None:
    archive = tmp_path / "election.bel"
    archive.write_bytes(Forgery.of("ed25519").write())
    assert refusal(archive, audit(tmp_path)) == ("ballot.election", "opened ballot: election")
    altered = Forgery.of("ed25519").alter("Setup", 0, 0, lambda tree: tree | {"public_key": str(G.g)})
    archive.write_bytes(altered.write())
    assert refusal(archive, audit(tmp_path)) == ("election.public_key", "election")


def test_the_command(election: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened = audit(tmp_path)
    assert main([str(election), "--opened", str(opened)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("OPENED Test\n")
    assert "question 2: [0, 1, 0, 1]\n" in out
    assert main([str(election), "--opened", str(opened), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["choices"] == VOTES[0]
    assert main([str(election), "--opened", str(audit(tmp_path, 0, swap("seal")))]) == 1
    refused = "REFUSED ballot.hash: opened ballot: seal: this is not the hash of the ballot (section 4.17)\n"
    assert capsys.readouterr().out == refused
    assert main([str(election), "--opened", str(tmp_path / "nowhere")]) == 2
