"""Ballots: what is made is accepted, and whatever is altered is refused by the check that is there for it."""

from __future__ import annotations

import json

import pytest
from core.booth import (
    EMBEDDING,
    FINGERPRINT,
    GROUPS,
    QUESTIONS,
    UUID,
    another,
    arrays,
    booth,
    compact,
    is_element,
    leaves,
    place,
    replaced,
    signed,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from veche._core import CoreError, Election, Group

CASES = [
    (group, kind) for group in GROUPS for kind in QUESTIONS if kind != "non-homomorphic" or group in EMBEDDING
]
ED25519 = [case for case in CASES if case[0] == "Ed25519"]
# The 2048-bit groups are slow and share every proof with Ed25519: one kind of each proof will do.
ALTERED = [*ED25519, *((group, "plain") for group in GROUPS[1:]), ("RFC-3526-2048", "non-homomorphic")]

# The check that fails when something below this field of an answer is altered.
GUARDS = {
    "individual_proofs": "proof.individual",
    "overall_proof": "proof.overall",
    "blank_proof": "proof.blank",
    "list_proofs": "proof.list",
    "nonzero_proof": "proof.nonzero",
    "proof": "proof.encryption",
}


def guard(path, kind: str) -> str:
    """The first check that sees an alteration at `path`."""
    if path[0] == "credential":
        return "ballot.signature"
    if path[2] == "choices":
        return "proof.encryption" if kind == "non-homomorphic" else "proof.individual"
    return GUARDS[path[2]]


@pytest.mark.parametrize(("group", "kind"), CASES)
def test_ballots_are_accepted(group: str, kind: str) -> None:
    b = booth(group, kind)
    ballots = b.election.make_ballots([b.voter] * 3, [b.choice] * 3)
    assert len(set(ballots)) == 3
    assert b.election.check_ballots(ballots) == [None] * 3


@pytest.mark.parametrize(("group", "kind"), ALTERED)
def test_every_altered_value_is_refused_by_its_check(group: str, kind: str) -> None:
    b = booth(group, kind)
    message = json.loads(b.ballot())
    altered, expected = [], []
    for path, text in leaves(message):
        if path[0] not in ("credential", "answers"):
            continue
        changed = replaced(message, path, another(b.group, path, text))
        altered.append(signed(changed, b.voter))
        expected.append((place(path), guard(path, kind)))
    found = b.election.check_ballots(altered)
    refused = [(path, f[0] if f else None) for (path, _), f in zip(expected, found, strict=True)]
    assert refused == expected


@pytest.mark.parametrize(("group", "kind"), ALTERED)
def test_every_bad_value_is_refused_where_it_stands(group: str, kind: str) -> None:
    b = booth(group, kind)
    message = json.loads(b.ballot())
    altered, expected = [], []
    for path, text in leaves(message):
        if path[0] in ("credential", "answers") or path[-1] in ("challenge", "response"):
            check = "group.element" if is_element(path) else "group.scalar"
            altered.append(signed(replaced(message, path, f"0{text}"), b.voter))
            where = place(path)
            # Signing replaces the proof of the signature, which is looked at below.
            if path[0] == "signature":
                altered[-1] = compact(replaced(message, path, f"0{text}"))
            expected.append((check, where.replace(".response[0]", ".response")))
    found = b.election.check_ballots(altered)
    assert [(f[0], f[1]) for f in found if f] == expected


@pytest.mark.parametrize(("group", "kind"), ED25519)
def test_every_dropped_or_doubled_member_is_refused(group: str, kind: str) -> None:
    b = booth(group, kind)
    message = json.loads(b.ballot())
    for path, members in arrays(message):
        for other in (members[:-1], [*members, members[-1]]):
            check, _ = b.refusal(signed(replaced(message, path, other), b.voter))
            # The two responses of the proof of non-zero are a pair, not an array of any length.
            assert check == ("json" if path[-1] == "response" else "answer.shape"), path


@pytest.mark.parametrize(("group", "kind"), ED25519)
def test_swapped_proofs_are_refused(group: str, kind: str) -> None:
    b = booth(group, kind)
    message = json.loads(b.ballot())
    for path, members in arrays(message):
        if len(members) > 1:
            swapped = [members[1], members[0], *members[2:]]
            assert b.refusal(signed(replaced(message, path, swapped), b.voter))[0], path


def test_a_blank_proof_must_be_there_exactly_where_blank_is_allowed() -> None:
    blank, plain = booth("Ed25519", "blank"), booth("Ed25519", "plain")
    message = json.loads(blank.ballot())
    proof = message["answers"][0].pop("blank_proof")
    assert blank.refusal(signed(message, blank.voter)) == ("answer.shape", "answers[0]")
    message = json.loads(plain.ballot())
    message["answers"][0]["blank_proof"] = proof
    assert plain.refusal(signed(message, plain.voter)) == ("answer.shape", "answers[0]")


def test_a_commitment_of_one_proves_nothing() -> None:
    b = booth("Ed25519", "lists")
    message = json.loads(b.ballot())
    path = ("answers", 0, "nonzero_proof", "commitment")
    neutral = b.group.product([]).decode()
    assert b.refusal(signed(replaced(message, path, neutral), b.voter))[0] == "proof.nonzero"


@pytest.mark.parametrize("group", GROUPS)
def test_hash_and_signature(group: str) -> None:
    b = booth(group, "plain")
    message = json.loads(b.ballot())
    wrong = replaced(message, ("signature", "hash"), FINGERPRINT)
    assert b.refusal(compact(wrong)) == ("ballot.hash", "signature.hash")
    for part in ("challenge", "response"):
        path = ("signature", "proof", part)
        wrong = replaced(message, path, another(b.group, path, message["signature"]["proof"][part]))
        assert b.refusal(compact(wrong)) == ("ballot.signature", "signature")
    assert b.refusal(signed(message, b.group.random_secret()))[0] == "ballot.signature"


@pytest.mark.parametrize("field", ["election_uuid", "election_hash"])
def test_a_ballot_for_another_election(field: str) -> None:
    b = booth("Ed25519", "plain")
    message = json.loads(b.ballot())
    other = ("B" if message[field][0] == "A" else "A") + message[field][1:]
    assert b.refusal(signed(message | {field: other}, b.voter)) == ("ballot.election", field)


def test_a_ballot_for_another_key() -> None:
    b = booth("Ed25519", "plain")
    other = Election("Ed25519", b.voter.public(), UUID, FINGERPRINT, [QUESTIONS["plain"][0]])
    [found] = other.check_ballots([b.ballot()])
    assert found
    assert found[0] == "proof.individual"


def test_answers_to_other_questions() -> None:
    b = booth("Ed25519", "lists")
    plain = json.loads(booth("Ed25519", "plain").ballot())
    assert b.refusal(compact(plain))[0] == "json"


def test_one_bad_ballot_does_not_spoil_its_neighbours() -> None:
    b = booth("Ed25519", "plain")
    ballots = [b.ballot() for _ in range(40)]
    for index in (3, 16, 39):
        ballots[index] = ballots[index].replace(b"alpha", b"alpho", 1)
    ballots[7] = signed(replaced(json.loads(ballots[7]), ("credential",), "00" * 32), b.voter)
    for threads in (1, 2):
        found = b.election.check_ballots(ballots, threads=threads)
        assert {index: f[0] for index, f in enumerate(found) if f} == {
            3: "json",
            7: "group.element",
            16: "json",
            39: "json",
        }


REWRITTEN = {
    "white space": lambda m: m.replace(b'"answers":', b'"answers": '),
    "a line at the end": lambda m: m + b"\n",
    "cut short": lambda m: m[:-1],
    "empty": lambda m: b"",
    "an escape": lambda m: m.replace(b'"challenge"', b'"\\u0063hallenge"', 1),
    "an unknown field": lambda m: m[:-1] + b',"more":1}',
    "a field twice": lambda m: m.replace(b',"answers"', b',"credential":"","answers"', 1),
    "other order": lambda m: compact(dict(reversed(json.loads(m).items()))),
    "no object": lambda m: b"[]",
    "a number for a string": lambda m: m.replace(b'"credential":"', b'"credential":1,"x":"', 1),
    "not ASCII": lambda m: m.replace(b"Veche", b"Vech\xc3\xa9"),
    "too long": lambda m: m.replace(b'"credential":"', b'"credential":"' + b"0" * (8 << 20)),
}


@pytest.mark.parametrize("rewriting", REWRITTEN)
def test_only_one_spelling_is_accepted(rewriting: str) -> None:
    b = booth("Ed25519", "plain")
    assert b.refusal(REWRITTEN[rewriting](b.ballot()))[0] == "json"


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_altered_byte_is_accepted(data: st.DataObject) -> None:
    b = booth("Ed25519", data.draw(st.sampled_from(list(QUESTIONS))))
    ballot = bytearray(b.ballot())
    at = data.draw(st.integers(0, 2**16)) % len(ballot)
    ballot[at] ^= data.draw(st.integers(1, 255))
    assert b.refusal(bytes(ballot))[0]


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_garbage_is_refused(garbage: bytes) -> None:
    assert booth("Ed25519", "plain").refusal(garbage)[0] == "json"


BAD_CHOICES = {
    "plain": [
        "",
        "[[1,0]",
        "[[1]]",
        "[[2,0]]",
        "[[0,0]]",
        "[[1,0],[1]]",
        "[]",
        "[[1, 0]]",
        "[[-1,0]]",
        "[[01,0]]",
    ],
    "interval": ["[[1,1,1]]"],
    "blank": ["[[1,1,0]]", "[[0,0,0]]", "[[0,1,1]]", "[[1,0]]"],
    "non-homomorphic": ["[[1,2]]", "[[1,2,256]]", "[[[1,2,3]]]"],
    "lists": [
        "[[[1,0,0],[0,0]]]",
        "[[[1,1,0],[1,1]]]",
        "[[[0,0,0],[0,0]]]",
        "[[[1,1,0],[0,1]]]",
        "[[[1,1],[0,0]]]",
    ],
}


@pytest.mark.parametrize(("kind", "choice"), [(k, c) for k, cs in BAD_CHOICES.items() for c in cs])
def test_a_choice_outside_the_limits_is_refused(kind: str, choice: str) -> None:
    b = booth("Ed25519", kind)
    with pytest.raises(CoreError) as refusal:
        b.election.make_ballots([b.voter], [choice.encode()])
    assert refusal.value.args[0] == "choice"


def test_credentials_and_choices_must_pair() -> None:
    b = booth("Ed25519", "plain")
    with pytest.raises(CoreError):
        b.election.make_ballots([b.voter], [b.choice] * 2)
    with pytest.raises(CoreError):
        b.election.make_ballots([Group("BELENIOS-2048").random_secret()], [b.choice])


BAD_QUESTIONS = [
    ("Ed25519", "election.questions", []),
    ("Ed25519", "election.questions", [("H", (2,), 2, 1, False)]),
    ("Ed25519", "election.questions", [("H", (2,), 0, 3, False)]),
    ("Ed25519", "election.questions", [("H", (0,), 0, 0, False)]),
    ("Ed25519", "election.questions", [("L", (), 0, 0, False)]),
    ("Ed25519", "election.questions", [("X", (2,), 0, 0, False)]),
    ("Ed25519", "election.group", [("NH", (31,), 0, 0, False)]),
    ("RFC-3526-2048", "election.group", [("NH", (256,), 0, 0, False)]),
    ("BELENIOS-2048", "election.group", [("NH", (1,), 0, 0, False)]),
    ("Ed448", "election.group", [("H", (2,), 1, 1, False)]),
]


@pytest.mark.parametrize(("group", "check", "questions"), BAD_QUESTIONS)
def test_an_election_that_cannot_be(group: str, check: str, questions) -> None:
    key = Group(group if group in GROUPS else "Ed25519").random_secret().public()
    with pytest.raises(CoreError) as refusal:
        Election(group, key, UUID, FINGERPRINT, questions)
    assert refusal.value.args[0] == check


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_random_choices_are_accepted_and_counted(data: st.DataObject) -> None:
    """The result of random ballots with random weights is what plain counting gives."""
    answers = data.draw(st.integers(1, 4))
    low = data.draw(st.integers(0, answers))
    high = data.draw(st.integers(low, answers))
    trustee = Group("Ed25519").random_secret()
    election = Election("Ed25519", trustee.public(), UUID, FINGERPRINT, [("H", (answers,), low, high, False)])
    bits = st.permutations(range(answers)).flatmap(
        lambda order: st.integers(low, high).map(
            lambda size: [int(index in order[:size]) for index in range(answers)]
        )
    )
    choices = data.draw(st.lists(bits, min_size=1, max_size=6))
    weights = data.draw(
        st.lists(st.integers(0, 2**30), min_size=len(choices), max_size=len(choices))
        if data.draw(st.booleans())
        else st.just([1] * len(choices))
    )
    credentials = [Group("Ed25519").random_secret() for _ in choices]
    ballots = election.make_ballots(credentials, [compact([choice]) for choice in choices])
    assert election.check_ballots(ballots) == [None] * len(ballots)
    tally = election.tally()
    tally.add(ballots, weights)
    encrypted = tally.encrypted_tally()
    partial = election.decrypt(encrypted, trustee)
    election.check_decryption(encrypted, trustee.public(), partial)
    result = json.loads(election.result(encrypted, [[(1, partial)]], sum(weights)))["result"]
    counted = [
        sum(weight * choice[index] for weight, choice in zip(weights, choices, strict=True))
        for index in range(answers)
    ]
    assert [int(number) for number in result[0]] == counted
    assert all(isinstance(number, str) == (int(number) >= 2**30) for number in result[0])
