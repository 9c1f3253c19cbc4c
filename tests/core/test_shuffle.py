"""Shuffles: a permutation of the same votes is accepted, and nothing else."""

from __future__ import annotations

import json

import pytest
from core.booth import EMBEDDING, another, arrays, booth, compact, is_element, leaves, replaced

from veche._core import CoreError, Election, Group


def votes(group: str, count: int) -> tuple[Election, Group, bytes]:
    """An election and `count` encrypted votes to shuffle."""
    b = booth(group, "non-homomorphic")
    choices = [compact([[index, 1, 255]]) for index in range(count)]
    ballots = b.election.make_ballots([b.voter] * count, choices)
    tally = b.election.tally()
    tally.add(ballots, [1] * count)
    return b.election, b.group, tally.encrypted_tally()


def refusal(election: Election, ciphertexts: bytes, shuffle: bytes) -> str:
    try:
        election.check_shuffle(ciphertexts, shuffle)
    except CoreError as error:
        return str(error.args[0])
    return ""


def results(election: Election, group: str, ciphertexts: bytes) -> list:
    b = booth(group, "non-homomorphic")
    partial = election.decrypt(ciphertexts, b.trustee)
    size = len(json.loads(ciphertexts)[0])
    return json.loads(election.result(ciphertexts, [[(1, partial)]], size))["result"][0]


@pytest.mark.parametrize(
    ("group", "count"), [("Ed25519", 0), ("Ed25519", 1), ("Ed25519", 9), ("RFC-3526-2048", 2)]
)
def test_a_shuffle_keeps_the_votes(group: str, count: int) -> None:
    election, _, original = votes(group, count)
    shuffle = election.shuffle(original)
    election.check_shuffle(original, shuffle)
    shuffled = compact(json.loads(shuffle)["ciphertexts"])
    again = election.shuffle(shuffled)
    election.check_shuffle(shuffled, again)
    expected = sorted([index, 1, 255] for index in range(count))
    assert sorted(results(election, group, shuffled)) == expected
    if count:
        assert shuffled != original
        assert refusal(election, original, again) == "shuffle.proof"


def test_shuffles_are_uniform_enough() -> None:
    """Over 120 shuffles of three votes each of the six orders turns up (missing one has probability below 10^-8)."""
    election, _, original = votes("Ed25519", 3)
    orders = set()
    for _ in range(120):
        shuffled = compact(json.loads(election.shuffle(original))["ciphertexts"])
        orders.add(tuple(vote[0] for vote in results(election, "Ed25519", shuffled)))
    assert len(orders) == 6


@pytest.mark.parametrize(("group", "count"), [("Ed25519", 3), ("RFC-3526-2048", 1)])
def test_every_altered_value_is_refused(group: str, count: int) -> None:
    election, g, original = votes(group, count)
    message = json.loads(election.shuffle(original))
    for path, text in leaves(message):
        kind = ("alpha",) if is_element(path) or is_commitment(path) else ("response",)
        wrong = replaced(message, path, another(g, kind, text))
        assert refusal(election, original, compact(wrong)) == "shuffle.proof", path
        bad = replaced(message, path, f"0{text}")
        check = "group.element" if kind == ("alpha",) else "group.scalar"
        assert refusal(election, original, compact(bad)) == check, path


def is_commitment(path) -> bool:
    """In a proof the second member holds scalars and all others elements."""
    return path[0] == "proofs" and path[2] != 1


def test_every_dropped_or_doubled_member_is_refused() -> None:
    election, _, original = votes("Ed25519", 2)
    message = json.loads(election.shuffle(original))
    # The arrays of a proof that stand for tuples: their length belongs to the syntax.
    tuples = {("proofs", 0), ("proofs", 0, 0), ("proofs", 0, 0, 3), ("proofs", 0, 1)}
    for path, members in arrays(message):
        for other in (members[:-1], [*members, members[-1]]):
            check = refusal(election, original, compact(replaced(message, path, other)))
            assert check == ("json" if path in tuples else "shuffle.shape"), path


def test_dropped_copied_and_replaced_votes_are_refused() -> None:
    election, _, original = votes("Ed25519", 3)
    message = json.loads(election.shuffle(original))
    [row] = message["ciphertexts"]
    [stranger] = json.loads(votes("Ed25519", 1)[2])[0]
    for wrong in (
        [row[0], row[0], row[2]],
        [row[1], row[0], row[2]],
        [stranger, *row[1:]],
        json.loads(original)[0],
    ):
        assert refusal(election, original, compact(message | {"ciphertexts": [wrong]})) == "shuffle.proof"


def test_a_shuffle_belongs_to_its_election() -> None:
    election, group, original = votes("Ed25519", 2)
    shuffle = election.shuffle(original)
    key = booth("Ed25519", "non-homomorphic").trustee.public()
    shape = [("NH", (3,), 0, 0, False)]
    Election("Ed25519", key, "A" * 14, "A" * 43, shape).check_shuffle(original, shuffle)
    elsewhere = Election("Ed25519", key, "A" * 14, "B" * 43, shape)
    assert refusal(elsewhere, original, shuffle) == "shuffle.proof"
    stranger = Election("Ed25519", group.random_secret().public(), "A" * 14, "A" * 43, shape)
    assert refusal(stranger, original, shuffle) == "shuffle.proof"


def test_two_questions_are_shuffled_apart() -> None:
    group = Group("Ed25519")
    shapes = [("NH", (1,), 0, 0, False), ("H", (1,), 0, 1, False), ("NH", (2,), 0, 0, False)]
    election = Election("Ed25519", group.random_secret().public(), "A" * 14, "A" * 43, shapes)
    ballots = election.make_ballots([group.random_secret() for _ in range(4)], [b"[[1],[1],[2,3]]"] * 4)
    tally = election.tally()
    tally.add(ballots, [1] * 4)
    rows = json.loads(tally.encrypted_tally())
    ciphertexts = compact([rows[0], rows[2]])
    shuffle = election.shuffle(ciphertexts)
    election.check_shuffle(ciphertexts, shuffle)
    exchanged = json.loads(shuffle)
    exchanged["proofs"].reverse()
    assert refusal(election, ciphertexts, compact(exchanged)) == "shuffle.proof"
    assert refusal(election, compact([rows[0]]), shuffle) == "shuffle.shape"
    with pytest.raises(CoreError):
        election.shuffle(compact([rows[0]]))


@pytest.mark.parametrize("group", EMBEDDING)
def test_bad_ciphertexts_are_not_shuffled(group: str) -> None:
    election, _, original = votes(group, 1)
    wrong = compact(replaced(json.loads(original), (0, 0, "beta"), "0"))
    with pytest.raises(CoreError) as error:
        election.shuffle(wrong)
    assert error.value.args[:2] == ("group.element", "[0][0].beta")
    assert refusal(election, wrong, election.shuffle(original)) == "group.element"


@pytest.mark.parametrize(
    "garbage", [b"", b"[]", b"{}", b'{"ciphertexts":[],"proofs":[]', b'{"proofs":[],"ciphertexts":[]}']
)
def test_garbage_is_refused(garbage: bytes) -> None:
    election, _, original = votes("Ed25519", 1)
    assert refusal(election, original, garbage) == "json"
    assert refusal(election, original, b'{"ciphertexts":[],"proofs":[]}') == "shuffle.shape"


def test_a_large_shuffle_is_checked_on_any_number_of_threads() -> None:
    election, _, original = votes("Ed25519", 200)
    shuffle = election.shuffle(original, threads=2)
    for threads in (0, 1, 2, 3):
        election.check_shuffle(original, shuffle, threads=threads)
    message = json.loads(shuffle)
    row = message["ciphertexts"][0]
    row[17], row[18] = row[18], row[17]
    assert refusal(election, original, compact(message)) == "shuffle.proof"
