"""The encrypted tally: products of ballots, weights, and the order of votes that are shuffled."""

from __future__ import annotations

import json

import pytest
from core.booth import EMBEDDING, FINGERPRINT, GROUPS, QUESTIONS, UUID, booth, compact

from veche._core import CoreError, Election, Group


def ciphertexts(ballot: bytes) -> list:
    return json.loads(ballot)["answers"][0]["choices"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_sum_is_the_product_of_all_ballots(group: str) -> None:
    b = booth(group, "plain")
    ballots = [b.ballot() for _ in range(3)]
    weights = [1, 3, 0]
    tally = b.election.tally()
    tally.add(ballots[:1], weights[:1])
    tally.add(ballots[1:], weights[1:])
    [row] = json.loads(tally.encrypted_tally())
    for index, found in enumerate(row):
        for part in ("alpha", "beta"):
            factors = [
                ciphertexts(ballot)[index][part].encode()
                for ballot, weight in zip(ballots, weights, strict=True)
                for _ in range(weight)
            ]
            assert found[part].encode() == b.group.product(factors)


@pytest.mark.parametrize("group", GROUPS)
def test_without_ballots_the_sum_is_neutral(group: str) -> None:
    neutral = Group(group).product([]).decode()
    pair = {"alpha": neutral, "beta": neutral}
    assert json.loads(booth(group, "blank").election.tally().encrypted_tally()) == [[pair] * 3]
    lists = json.loads(booth(group, "lists").election.tally().encrypted_tally())
    assert lists == [[[pair] * 3, [pair] * 2]]


@pytest.mark.parametrize("group", EMBEDDING)
def test_votes_are_sorted_by_their_elements(group: str) -> None:
    b = booth(group, "non-homomorphic")
    ballots = [b.ballot() for _ in range(8)]
    tally = b.election.tally()
    tally.add(ballots, [1] * 8)
    votes = [ciphertexts(ballot) for ballot in ballots]
    assert json.loads(tally.encrypted_tally_in_ballot_order()) == [votes]

    def little_endian(text: str) -> bytes:
        return bytes.fromhex(text)[::-1]

    key = little_endian if group == "Ed25519" else int
    ordered = sorted(votes, key=lambda vote: (key(vote["alpha"]), key(vote["beta"])))
    assert json.loads(tally.encrypted_tally()) == [ordered]


def test_equal_votes_both_stay() -> None:
    b = booth("Ed25519", "non-homomorphic")
    ballot = b.ballot()
    tally = b.election.tally()
    tally.add([ballot, ballot], [1, 1])
    assert len(json.loads(tally.encrypted_tally())[0]) == 2


@pytest.mark.parametrize("weight", [0, 2, 2**40])
def test_votes_that_are_shuffled_have_no_weight(weight: int) -> None:
    b = booth("Ed25519", "non-homomorphic")
    with pytest.raises(CoreError) as refusal:
        b.election.tally().add([b.ballot()], [weight])
    assert refusal.value.args[:2] == ("tally.weight", "answers[0]")


def test_ballots_and_weights_must_pair() -> None:
    b = booth("Ed25519", "plain")
    with pytest.raises(CoreError):
        b.election.tally().add([b.ballot()], [])


def test_a_ballot_of_another_shape_is_refused_and_changes_nothing() -> None:
    b = booth("Ed25519", "plain")
    tally = b.election.tally()
    before = tally.encrypted_tally()
    with pytest.raises(CoreError) as refusal:
        tally.add([b.ballot(), booth("Ed25519", "interval").ballot()], [1, 1])
    assert refusal.value.args[0] == "answer.shape"
    assert tally.encrypted_tally() == before


def test_many_batches_give_the_same_tally_on_any_number_of_threads() -> None:
    questions = [QUESTIONS["plain"][0], QUESTIONS["lists"][0], QUESTIONS["non-homomorphic"][0]]
    group = Group("Ed25519")
    election = Election("Ed25519", group.random_secret().public(), UUID, FINGERPRINT, questions)
    choice = compact([QUESTIONS[kind][1] for kind in ("plain", "lists", "non-homomorphic")])
    ballots = election.make_ballots([group.random_secret() for _ in range(150)], [choice] * 150, threads=2)
    assert election.check_ballots(ballots, threads=2) == [None] * 150
    messages = set()
    for threads, step in ((1, 150), (2, 150), (2, 37)):
        tally = election.tally()
        for start in range(0, 150, step):
            part = ballots[start : start + step]
            tally.add(part, [1] * len(part), threads=threads)
        messages.add(tally.encrypted_tally_in_ballot_order())
    assert len(messages) == 1


@pytest.mark.parametrize("weight", [-1, 2**64, 10**30])
def test_a_weight_that_can_never_be_counted_is_refused(weight: int) -> None:
    b = booth("Ed25519", "plain")
    with pytest.raises(CoreError) as refusal:
        b.election.tally().add([b.ballot()], [weight])
    assert refusal.value.args[0] == "tally.weight"
