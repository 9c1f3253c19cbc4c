"""The core agrees with the vectors of the groups, credentials, encodings and single ballots."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from vectors.collection import ROOT

from veche._core import CoreError, Election, Group
from veche.election.credentials import public_of, secret_of


def read(name: str) -> Any:
    """One file of core/."""
    return json.loads((ROOT / "core" / f"{name}.json").read_text())


def cases(name: str, kind: str) -> list[tuple[str, str, str]]:
    """(group, what, string) of the good or the bad strings of a file."""
    return [
        (group, case["what"], case["string"]) for group, found in read(name).items() for case in found[kind]
    ]


@pytest.mark.parametrize(("group", "what", "string"), cases("elements", "good"))
def test_elements(group: str, what: str, string: str) -> None:
    Group(group).check_elements([string.encode()])


@pytest.mark.parametrize(("group", "what", "string"), cases("elements", "bad"))
def test_strings_that_are_no_elements(group: str, what: str, string: str) -> None:
    good = cases("elements", "good")[0][2] if group == "Ed25519" else "1"
    with pytest.raises(CoreError) as refusal:
        Group(group).check_elements([good.encode(), string.encode()])
    assert refusal.value.args[:2] == ("group.element", "[1]")


@pytest.mark.parametrize(("group", "what", "string"), cases("scalars", "good"))
def test_scalars(group: str, what: str, string: str) -> None:
    Group(group).check_scalar(string.encode())
    assert Group(group).secret_from_decimal(string.encode()).to_decimal() == string.encode()


@pytest.mark.parametrize(("group", "what", "string"), cases("scalars", "bad"))
def test_strings_that_are_no_scalars(group: str, what: str, string: str) -> None:
    with pytest.raises(CoreError) as refusal:
        Group(group).check_scalar(string.encode())
    assert refusal.value.args[0] == "group.scalar"


@pytest.mark.parametrize(
    "case", read("credentials"), ids=lambda case: f"{case['group']} {case['credential']}"
)
def test_credentials(case: dict[str, str]) -> None:
    group = Group(case["group"])
    assert secret_of(group, case["uuid"], case["credential"]).to_decimal().decode() == case["secret"]
    assert public_of(group, case["uuid"], case["credential"]).decode() == case["public"]


@pytest.mark.parametrize("case", read("encoding"), ids=lambda case: f"{case['group']} {len(case['ints'])}")
def test_encoding(case: dict[str, Any]) -> None:
    """A ballot's ciphertext opens to the element; a key of 1 makes beta / alpha the element itself."""
    group = Group(case["group"])
    one = group.secret_from_decimal(b"1")
    shape = ("NH", (len(case["ints"]),), 0, 0, False)
    election = Election(case["group"], one.public(), "BcDeFgHiJkLmNo", "A" * 43, [shape])
    made = election.make_ballots([one], [json.dumps([case["ints"]], separators=(",", ":")).encode()])[0]
    cipher = json.loads(made)["answers"][0]["choices"]
    assert one.open(cipher["alpha"].encode(), cipher["beta"].encode()).decode() == case["element"]


@pytest.mark.parametrize("case", read("ballots"), ids=lambda case: f"{case['group']} {case['what']}")
def test_ballots(case: dict[str, Any]) -> None:
    election = json.loads(case["election"])
    made = Election(
        case["group"],
        election["public_key"].encode(),
        election["uuid"],
        case["fingerprint"],
        [shape_of(election)],
    )
    assert made.check_ballots([case["ballot"].encode()]) == [None]
    proof = json.loads(case["ballot"])["signature"]["proof"]
    order = Group(case["group"]).order
    challenge = int.from_bytes(hashlib.sha256(case["hashed"][-1].encode()).digest(), "big") % order
    assert proof["challenge"] == str(challenge)


def shape_of(election: dict[str, Any]) -> tuple[str, tuple[int, ...], int, int, bool]:
    """The core's view of the only question."""
    question = election["questions"][0]
    if question.get("type") == "Lists":
        return ("L", tuple(len(row) - 1 for row in question["value"]["answers"]), 0, 0, False)
    if question.get("type") == "NonHomomorphic":
        return ("NH", (len(question["value"]["answers"]),), 0, 0, False)
    blank = question.get("blank", False)
    return ("H", (len(question["answers"]),), question["min"], question["max"], blank)
