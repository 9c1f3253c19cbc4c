"""Petitions: what is signed is what is counted, and every other file is refused by the check that must."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche._core import Group
from veche.election.ballots import make_ballot
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.election import open_election
from veche.election.errors import MalformedInput, VerificationError
from veche.election.petition import (
    OpenPetition,
    check_signature,
    open_petition,
    petition_file,
    sign,
    statement_message,
    verify_petition,
)
from veche.election.questions import HomomorphicQuestion
from veche.election.setup import Template, draw_up
from veche.election.trustees import generate_trustee, trustees_message

GROUP = Group("Ed25519")
VECTORS = json.loads((Path(__file__).parents[2] / "vectors/core/petitions.json").read_text(encoding="utf-8"))
CODES = [generate_credential() for _ in range(6)]
UUID = new_uuid()
LIST = public_credentials(GROUP, UUID, [(code, None) for code in CODES])


def stated(text: str = "We call back our delegate.", uuid: str = UUID, listed: bytes = LIST) -> bytes:
    return statement_message(
        group=GROUP,
        uuid=uuid,
        body="Foundry",
        text=text,
        needed=2,
        until=date(2026, 12, 1),
        credentials=listed,
    )


STATEMENT = stated()
PETITION = open_petition(STATEMENT, LIST)


@pytest.mark.parametrize("vector", VECTORS["good"], ids=lambda one: one["what"])
def test_a_good_file_counts(vector: dict[str, Any]) -> None:
    report = verify_petition(vector["file"].encode())
    assert (report.signed, report.withdrawn) == (vector["signed"], vector["withdrawn"])
    assert report.filled == (vector["signed"] >= 2)


@pytest.mark.parametrize("vector", VECTORS["bad"], ids=lambda one: one["what"])
def test_a_bad_file_is_refused_by_its_check(vector: dict[str, Any]) -> None:
    with pytest.raises(VerificationError) as refused:
        verify_petition(vector["file"].encode())
    assert refused.value.check == vector["check"], str(refused.value)


@given(st.dictionaries(st.integers(0, 5), st.integers(1, 99)))
def test_whoever_signed_last_in_an_odd_turn_is_counted(turns: dict[int, int]) -> None:
    signatures = [sign(PETITION, CODES[who], turn) for who, turn in turns.items()]
    report = verify_petition(petition_file(STATEMENT, LIST, signatures))
    assert report.signed == sum(turn % 2 for turn in turns.values())
    assert report.withdrawn == len(turns) - report.signed


@given(st.permutations(range(6)))
def test_the_file_does_not_tell_in_which_order_they_signed(order: list[int]) -> None:
    signatures = [sign(PETITION, code) for code in CODES[:3]]
    shuffled = [signatures[place] for place in order if place < 3]
    assert petition_file(STATEMENT, LIST, shuffled) == petition_file(STATEMENT, LIST, signatures)


@given(text=st.text(min_size=1, max_size=80).filter(lambda one: one.isprintable() or "\n" in one))
def test_any_text_is_signed_to_the_letter(text: str) -> None:
    message = stated(text)
    petition = open_petition(message, LIST)
    assert petition.statement.text == text
    check_signature(petition, sign(petition, CODES[0]))


def refusal(petition: OpenPetition, message: bytes) -> str:
    with pytest.raises(VerificationError) as refused:
        check_signature(petition, message)
    return refused.value.check


@given(place=st.integers(0, 400), bit=st.integers(0, 7))
def test_no_byte_of_a_signature_can_be_changed(place: int, bit: int) -> None:
    message = bytearray(sign(PETITION, CODES[0]))
    message[place % len(message)] ^= 1 << bit
    with pytest.raises(VerificationError):
        check_signature(PETITION, bytes(message))


def test_a_signature_is_of_one_statement_and_one_roll() -> None:
    other_text = open_petition(stated("We do not."), LIST)
    uuid = new_uuid()
    listed = public_credentials(GROUP, uuid, [(code, None) for code in CODES])
    next_round = open_petition(stated(uuid=uuid, listed=listed), listed)
    message = sign(PETITION, CODES[0])
    assert refusal(other_text, message) == "petition.signature"
    assert refusal(next_round, message) == "petition.credential"


def test_a_ballots_signature_is_none_of_a_petition_and_the_other_way_round() -> None:
    """The same secret, under the same identifier, which the server never lets happen."""
    _, key = generate_trustee(GROUP)
    question = HomomorphicQuestion(("Yes", "No"), None, 1, 1, "Now?")
    election = open_election(draw_up(Template("", "Vote", (question,)), GROUP, UUID, trustees_message([key])))
    ballot = json.loads(make_ballot(election, CODES[0], b"[[1,0]]"))
    proof = ballot["signature"]["proof"]
    passed_off = {"credential": ballot["credential"], "turn": 1, "proof": proof}
    assert refusal(PETITION, json.dumps(passed_off, separators=(",", ":")).encode()) == "petition.signature"
    signed = json.loads(sign(PETITION, CODES[0]))
    ballot["signature"]["proof"] = signed["proof"]
    verdict = election.core.check_ballots([json.dumps(ballot, separators=(",", ":")).encode()])[0]
    assert verdict is not None
    assert verdict[0] == "ballot.signature"


def test_a_code_that_is_not_on_the_list_signs_nothing_and_is_not_repeated() -> None:
    code = generate_credential()
    with pytest.raises(MalformedInput) as refused:
        sign(PETITION, code)
    assert code not in str(refused.value)
    with pytest.raises(ValueError, match="between 1 and 99"):
        sign(PETITION, CODES[0], 100)
