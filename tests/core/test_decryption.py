"""Partial decryptions and the result."""

from __future__ import annotations

import itertools
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
    leaves,
    place,
    replaced,
)

from veche._core import CoreError, Election, Group, Secret

# What the ballots of `booth` hold, by kind of question.
RESULTS = {
    "plain": [2, 0],
    "interval": [0, 2, 2],
    "blank": [0, 0, 2],
    "blank-vote": [2, 0, 0],
    "non-homomorphic": [[2, 0, 255]] * 2,
    "lists": [[2, 2, 0], [0, 0]],
}


def tallied(group: str, kind: str) -> bytes:
    b = booth(group, kind)
    tally = b.election.tally()
    tally.add([b.ballot(), b.ballot()], [1, 1])
    return tally.encrypted_tally()


def refusal(function, *arguments) -> tuple[str, str]:
    with pytest.raises(CoreError) as error:
        function(*arguments)
    return error.value.args[:2]


@pytest.mark.parametrize(
    ("group", "kind"),
    [(g, k) for g in GROUPS for k in QUESTIONS if k != "non-homomorphic" or g in EMBEDDING],
)
def test_the_result_is_what_the_ballots_hold(group: str, kind: str) -> None:
    b = booth(group, kind)
    encrypted = tallied(group, kind)
    partial = b.election.decrypt(encrypted, b.trustee)
    b.election.check_decryption(encrypted, b.trustee.public(), partial)
    result = b.election.result(encrypted, [[(1, partial)]], 2)
    assert result == compact({"result": [RESULTS[kind]]})


@pytest.mark.parametrize(
    ("group", "kind"), [*(("Ed25519", k) for k in QUESTIONS), ("RFC-3526-2048", "plain")]
)
def test_every_altered_value_is_refused(group: str, kind: str) -> None:
    b = booth(group, kind)
    encrypted = tallied(group, kind)
    message = json.loads(b.election.decrypt(encrypted, b.trustee))
    key = b.trustee.public()
    for path, text in leaves(message):
        element = path[0] == "decryption_factors"
        other = another(b.group, ("alpha",) if element else path, text)
        wrong = compact(replaced(message, path, other))
        assert refusal(b.election.check_decryption, encrypted, key, wrong)[0] == "decryption.proof"
        bad = compact(replaced(message, path, f"0{text}"))
        expected = ("group.element" if element else "group.scalar", place(path))
        assert refusal(b.election.check_decryption, encrypted, key, bad) == expected


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_dropped_or_doubled_member_is_refused(kind: str) -> None:
    b = booth("Ed25519", kind)
    encrypted = tallied("Ed25519", kind)
    message = json.loads(b.election.decrypt(encrypted, b.trustee))
    for path, members in arrays(message):
        for other in (members[:-1], [*members, members[-1]]):
            wrong = compact(replaced(message, path, other))
            found = refusal(b.election.check_decryption, encrypted, b.trustee.public(), wrong)
            assert found[0] == "decryption.shape", path


def test_a_decryption_belongs_to_its_key_and_election() -> None:
    b = booth("Ed25519", "plain")
    encrypted = tallied("Ed25519", "plain")
    partial = b.election.decrypt(encrypted, b.trustee)
    key = b.trustee.public()
    stranger = b.group.random_secret().public()
    assert refusal(b.election.check_decryption, encrypted, stranger, partial)[0] == "decryption.proof"
    other = Election("Ed25519", key, UUID, "B" * 43, [QUESTIONS["plain"][0]])
    assert refusal(other.check_decryption, encrypted, key, partial)[0] == "decryption.proof"
    assert refusal(b.election.check_decryption, encrypted, b"x", partial) == ("group.element", "public_key")


@pytest.mark.parametrize("garbage", [b"", b"{}", b'{"decryption_factors":[]}', b"[[]]"])
def test_garbage_is_refused(garbage: bytes) -> None:
    b = booth("Ed25519", "plain")
    encrypted = tallied("Ed25519", "plain")
    assert refusal(b.election.check_decryption, encrypted, b.trustee.public(), garbage)[0] == "json"
    assert refusal(b.election.decrypt, b"{}", b.trustee)[0] == "json"
    assert refusal(b.election.decrypt, b"[]", b.trustee)[0] == "tally.aggregate"
    assert refusal(b.election.decrypt, b"[[],[]]", b.trustee)[0] == "tally.aggregate"
    short = compact([json.loads(encrypted)[0][:1]])
    assert refusal(b.election.decrypt, short, b.trustee)[0] == "tally.aggregate"


def polynomial(group: Group, degree: int) -> list[Secret]:
    return [group.random_secret() for _ in range(degree + 1)]


@pytest.mark.parametrize("group_name", GROUPS)
def test_single_and_threshold_trustees_together(group_name: str) -> None:
    """One single trustee and a threshold of two out of three: every two give the result, one alone does not."""
    group = Group(group_name)
    single, coefficients = group.random_secret(), polynomial(group, 1)
    shares = [group.share(coefficients, index) for index in (1, 2, 3)]
    key = group.product([single.public(), coefficients[0].public()])
    election = Election(group_name, key, UUID, FINGERPRINT, [("H", (2,), 1, 1, False)])
    ballots = election.make_ballots(
        [group.random_secret() for _ in range(3)], [b"[[1,0]]", b"[[0,1]]", b"[[1,0]]"]
    )
    tally = election.tally()
    tally.add(ballots, [1, 1, 5])
    encrypted = tally.encrypted_tally()
    first = [(1, election.decrypt(encrypted, single))]
    partial = {index: election.decrypt(encrypted, share) for index, share in enumerate(shares, 1)}
    for pair in itertools.permutations(partial, 2):
        result = election.result(encrypted, [first, [(index, partial[index]) for index in pair]], 7)
        assert result == b'{"result":[[6,1]]}'
    if group_name == "Ed25519":
        everyone = [(index, partial[index]) for index in (3, 1, 2)]
        assert election.result(encrypted, [first, everyone], 7) == b'{"result":[[6,1]]}'
    for items in ([first, [(1, partial[1])]], [first], [first, [(1, partial[1]), (3, partial[2])]]):
        assert refusal(election.result, encrypted, items, 7)[0] == "result.value"
    doubled = [first, [(1, partial[1]), (1, partial[1])]]
    assert refusal(election.result, encrypted, doubled, 7)[0] == "decryption.owner"
    assert refusal(election.result, encrypted, [first, [(0, partial[1])]], 7)[0] == "decryption.owner"


def test_a_result_above_the_total_weight_is_refused() -> None:
    b = booth("Ed25519", "plain")
    encrypted = tallied("Ed25519", "plain")
    decryptions = [[(1, b.election.decrypt(encrypted, b.trustee))]]
    assert refusal(b.election.result, encrypted, decryptions, 1) == ("result.value", "result[0][0]")
    assert refusal(b.election.result, encrypted, decryptions, 0) == ("result.value", "result[0][0]")
    assert b.election.result(encrypted, decryptions, 2) == b'{"result":[[2,0]]}'


@pytest.mark.parametrize(
    ("weight", "written"), [(10**6, "1000000"), (2**30 - 1, "1073741823"), (2**30, '"1073741824"')]
)
def test_large_weights(weight: int, written: str) -> None:
    b = booth("Ed25519", "plain")
    tally = b.election.tally()
    tally.add([b.ballot()], [weight])
    encrypted = tally.encrypted_tally()
    partial = b.election.decrypt(encrypted, b.trustee)
    result = b.election.result(encrypted, [[(1, partial)]], weight)
    assert result == f'{{"result":[[{written},0]]}}'.encode()


def test_a_total_weight_beyond_all_search_is_refused_at_once() -> None:
    b = booth("Ed25519", "plain")
    encrypted = tallied("Ed25519", "plain")
    decryptions = [[(1, b.election.decrypt(encrypted, b.trustee))]]
    assert refusal(b.election.result, encrypted, decryptions, 2**48 + 1)[0] == "result.value"
    assert refusal(b.election.result, encrypted, decryptions, 2**70)[0] == "result.value"


def test_stated_sums_are_tested_instead_of_searched_for() -> None:
    b = booth("Ed25519", "blank")
    tally = b.election.tally()
    tally.add([b.ballot()], [2**60])
    encrypted = tally.encrypted_tally()
    decryptions = [[(1, b.election.decrypt(encrypted, b.trustee))]]
    result = b.election.result(encrypted, decryptions, 2**60, stated=[0, 0, 2**60])
    assert result == b'{"result":[[0,0,"1152921504606846976"]]}'
    for stated in ([0, 0, 2**60 - 1], [0, 0], [2**60, 0, 0], [0, 0, -1], [0, 0, 2**70]):
        with pytest.raises(CoreError) as error:
            b.election.result(encrypted, decryptions, 2**60, stated=stated)
        assert error.value.args[0] == "result.value"
    with pytest.raises(CoreError) as error:
        b.election.result(encrypted, decryptions, 2**60 - 1, stated=[0, 0, 2**60])
    assert error.value.args[0] == "result.value"


@pytest.mark.parametrize("group", GROUPS[1:])
def test_large_weights_in_the_large_groups(group: str) -> None:
    b = booth(group, "plain")
    tally = b.election.tally()
    tally.add([b.ballot()], [10**8 + 7])
    encrypted = tally.encrypted_tally()
    partial = b.election.decrypt(encrypted, b.trustee)
    assert b.election.result(encrypted, [[(1, partial)]], 10**8 + 8) == b'{"result":[[100000007,0]]}'


@pytest.mark.parametrize("bound", range(12))
def test_every_logarithm_up_to_a_bound(bound: int) -> None:
    b = booth("Ed25519", "plain")
    ballot = b.ballot()
    for weight in range(bound + 2):
        tally = b.election.tally()
        tally.add([ballot], [weight])
        encrypted = tally.encrypted_tally()
        decryptions = [[(1, b.election.decrypt(encrypted, b.trustee))]]
        if weight <= bound:
            expected = compact({"result": [[weight, 0]]})
            assert b.election.result(encrypted, decryptions, bound) == expected
        else:
            assert refusal(b.election.result, encrypted, decryptions, bound)[0] == "result.value"


@pytest.mark.parametrize("group", EMBEDDING)
def test_small_integers_come_back(group: str) -> None:
    size = Group(group).max_ints
    trustee, voter = Group(group).random_secret(), Group(group).random_secret()
    election = Election(group, trustee.public(), UUID, FINGERPRINT, [("NH", (size,), 0, 0, False)])
    choices = [[0] * size, [254] + [255] * (size - 1), [index % 256 for index in range(size)]]
    ballots = election.make_ballots([voter] * 3, [compact([choice]) for choice in choices])
    assert election.check_ballots(ballots) == [None] * 3
    tally = election.tally()
    tally.add(ballots, [1] * 3)
    encrypted = tally.encrypted_tally_in_ballot_order()
    partial = election.decrypt(encrypted, trustee)
    result = json.loads(election.result(encrypted, [[(1, partial)]], 3))
    assert result == {"result": [choices]}


def test_integers_that_give_a_number_above_the_modulus_are_refused() -> None:
    """255 times 255 stands for a number above p of RFC-3526-2048: no padding makes it an element."""
    trustee = Group("RFC-3526-2048").random_secret()
    election = Election("RFC-3526-2048", trustee.public(), UUID, FINGERPRINT, [("NH", (255,), 0, 0, False)])
    found = refusal(election.make_ballots, [trustee], [compact([[255] * 255])])
    assert found[0] == "choice"
