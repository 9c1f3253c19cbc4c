"""One thing is altered in a good archive, and everything around it made right again: the right check refuses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from forge import Forgery, Step, bump, compact, sha256

from veche_verify import canonical
from veche_verify.ed25519 import Ed25519
from veche_verify.election import Election, NonHomomorphicQuestion
from veche_verify.messages import Ciphertext
from veche_verify.refused import Refused
from veche_verify.tally import check_tally
from veche_verify.verify import Report, verify

ORDER_8 = "05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826"
G = Ed25519()


def check(forgery: Forgery, folder: Path) -> Report:
    path = folder / "forged.bel"
    path.write_bytes(forgery.write())
    return verify(path)


def refusal(forgery: Forgery, folder: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        check(forgery, folder)
    return caught.value.check, caught.value.object


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("ed25519", [[2, 1], [1, 1, 1, 1], [[0, 255, 7], [3, 1, 2], [1, 2, 3]], [[2, 2, 1], [1, 1]]]),
        ("belenios2048", [[1, 5, 5, 0]]),
        ("rfc3526", [[[1, 2, 3]]]),
    ],
)
def test_a_good_archive_is_accepted(name: str, result: object, tmp_path: Path) -> None:
    report = check(Forgery.of(name), tmp_path)
    assert report.result == result
    assert report.set_aside == []


def test_a_running_election_is_checked_as_far_as_it_goes(tmp_path: Path) -> None:
    for count in range(1, 15):
        forgery = Forgery.of("ed25519")
        forgery.steps = forgery.steps[:count]
        report = check(forgery, tmp_path)
        assert report.result is None
        assert report.last_event == forgery.steps[-1].type


# A change takes the JSON of a message and alters it, or returns what is to stand there instead.
Change = Callable[[Any], object]


def put(*path: str | int, to: Any) -> Change:
    """Puts a value at a path; a function gets what stood there."""

    def change(tree: Any) -> None:
        for key in path[:-1]:
            tree = tree[key]
        tree[path[-1]] = to(tree[path[-1]]) if callable(to) else to

    return change


def times_g(element: str) -> str:
    return str(G.of_string(element) * G.g)


def swap_first_two(items: list[Any]) -> list[Any]:
    return [items[1], items[0], *items[2:]]


def reversed_fields(tree: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(tree.items()))


SETUP: list[tuple[int, Change, str, str]] = [
    (0, put("version", to=2), "election.version", "election"),
    (0, put("group", to="P-256"), "election.group", "election"),
    (0, put("group", to="BELENIOS-2048"), "group.element", "election"),
    (0, put("uuid", to="short"), "election.uuid", "election"),
    (0, put("uuid", to="0OIl0OIl0OIl0OIl"), "election.uuid", "election"),
    (0, put("public_key", to=times_g), "election.public_key", "election"),
    (0, put("public_key", to=ORDER_8), "group.element", "election"),
    (0, put("questions", to=[]), "election.questions", "election"),
    (0, put("questions", 0, "answers", to=[]), "election.questions", "election"),
    (0, put("questions", 0, "min", to=2), "election.questions", "election"),
    (0, put("questions", 0, "max", to=3), "election.questions", "election"),
    (0, put("questions", 0, "min", to=-1), "election.questions", "election"),
    (0, put("questions", 2, "type", to="Other"), "json", "election"),
    (0, put("questions", 2, "value", "answers", to=["a"] * 31), "election.group", "election"),
    (0, put("questions", 3, "value", "answers", 0, to=["alone"]), "election.questions", "election"),
    (0, reversed_fields, "json", "election"),
    (1, lambda _: [], "trustees.empty", "trustees"),
    (1, put(0, 0, to="Other"), "json", "trustees"),
    (1, put(0, 1, "pok", "response", to=bump), "trustees.pok", "trustees"),
    (1, put(1, 1, "threshold", to=3), "threshold.certificate", "trustees"),
    (1, put(1, 1, "threshold", to=4), "threshold.shape", "trustees"),
    (1, put(1, 1, "threshold", to=0), "threshold.shape", "trustees"),
    (
        1,
        put(1, 1, to=lambda p: {k: v * 334 if isinstance(v, list) else v for k, v in p.items()}),
        "threshold.shape",
        "trustees",
    ),
    (1, put(1, 1, "certs", to=lambda certs: certs[:2]), "threshold.shape", "trustees"),
    (1, put(1, 1, "certs", to=swap_first_two), "threshold.certificate", "trustees"),
    (1, put(1, 1, "certs", 0, "signature", "response", to=bump), "threshold.certificate", "trustees"),
    (1, put(1, 1, "coefexps", 0, "signature", "response", to=bump), "threshold.coefexps", "trustees"),
    (1, put(1, 1, "coefexps", to=swap_first_two), "threshold.coefexps", "trustees"),
    (1, put(1, 1, "signatures", 2, "response", to=bump), "threshold.signature", "trustees"),
    (1, lambda tree: tree[1][1].pop("signatures") and None, "threshold.signature", "trustees"),
    (1, put(1, 1, "verification_keys", to=swap_first_two), "threshold.key", "trustees"),
    (
        1,
        lambda tree: tree[1][1]["verification_keys"][0].pop("signature") and None,
        "threshold.key",
        "trustees",
    ),
    (1, put(1, 1, "verification_keys", 0, "signature", "response", to=bump), "threshold.key", "trustees"),
    (1, put(1, 1, "verification_keys", 0, "pok", "response", to=bump), "trustees.pok", "trustees"),
    (2, put(0, to=lambda line: line + ","), "credentials.format", "public_credentials"),
    (2, put(0, to=lambda line: line + ",01"), "credentials.format", "public_credentials"),
    (2, put(0, to=lambda line: line + ",1,1"), "credentials.format", "public_credentials"),
    (2, put(0, to=ORDER_8), "group.element", "public_credentials"),
    (2, lambda lines: [*lines, lines[0]], "credentials.duplicate", "public_credentials"),
    (2, lambda lines: [*lines, lines[0] + ",2"], "credentials.duplicate", "public_credentials"),
    (3, put("trustees", to="0" * 64), "archive.payload", "setup_data"),
    (3, put("credentials", to=str.upper), "json", "setup_data"),
]


@pytest.mark.parametrize(("index", "change", "expected", "where"), SETUP)
def test_setup(index: int, change: Change, expected: str, where: str, tmp_path: Path) -> None:
    found, what = refusal(Forgery.of("ed25519").upto("Setup").alter("Setup", 0, index, change), tmp_path)
    assert (found, what.split(":")[0]) == (expected, where)


H, BLANK, NH, LISTS = range(4)  # the questions of `ed25519`
BALLOT: list[tuple[Change, str]] = [
    (put("election_uuid", to="1" * 14), "ballot.election"),
    (put("election_hash", to="A" * 43), "ballot.election"),
    (put("credential", to=times_g), "ballot.credential"),
    (put("credential", to=ORDER_8), "ballot.credential"),
    (reversed_fields, "json"),
    (put("answers", H, to=reversed_fields), "json"),
    (put("answers", H, "choices", 0, "alpha", to=times_g), "proof.individual"),
    (put("answers", H, "choices", 0, "beta", to=times_g), "proof.individual"),
    (put("answers", H, "choices", 0, "beta", to=ORDER_8), "group.element"),
    (put("answers", H, "choices", to=swap_first_two), "proof.individual"),
    (put("answers", H, "choices", to=lambda c: c[:1]), "answer.shape"),
    (put("answers", H, "individual_proofs", 1, 0, "challenge", to=bump), "proof.individual"),
    (put("answers", H, "individual_proofs", 1, 0, "challenge", to=lambda c: "0" + c), "group.scalar"),
    (
        put("answers", H, "individual_proofs", 1, 0, "challenge", to=lambda c: str(int(c) + G.q)),
        "group.scalar",
    ),
    (put("answers", H, "individual_proofs", 1, 0, "challenge", to=int), "json"),
    (put("answers", H, "individual_proofs", 1, to=lambda p: p[:1]), "answer.shape"),
    (put("answers", H, "overall_proof", 0, "response", to=bump), "proof.overall"),
    (put("answers", H, "overall_proof", to=lambda p: p * 2), "answer.shape"),
    (put("answers", H, "blank_proof", to=[]), "answer.shape"),
    (put("answers", BLANK, "overall_proof", 0, "response", to=bump), "proof.overall"),
    (put("answers", BLANK, "overall_proof", 2, "response", to=bump), "proof.overall"),
    (put("answers", BLANK, "blank_proof", 0, "response", to=bump), "proof.blank"),
    (put("answers", BLANK, "blank_proof", 1, "challenge", to=bump), "proof.blank"),
    (put("answers", BLANK, "blank_proof", to=lambda p: p[:1]), "answer.shape"),
    (lambda tree: tree["answers"][BLANK].pop("blank_proof") and None, "answer.shape"),
    (put("answers", NH, "proof", "response", to=bump), "proof.encryption"),
    (put("answers", NH, "choices", "beta", to=times_g), "proof.encryption"),
    (put("answers", NH, "choices", "alpha", to="0" * 64), "group.element"),
    (put("answers", LISTS, "individual_proofs", 1, 0, 1, "response", to=bump), "proof.individual"),
    (put("answers", LISTS, "overall_proof", "response", to=bump), "proof.overall"),
    (put("answers", LISTS, "list_proofs", 0, 1, "response", to=bump), "proof.list"),
    (put("answers", LISTS, "list_proofs", to=swap_first_two), "proof.list"),
    (put("answers", LISTS, "list_proofs", 0, to=lambda p: p[:1]), "answer.shape"),
    (put("answers", LISTS, "nonzero_proof", "response", 0, to=bump), "proof.nonzero"),
    (put("answers", LISTS, "nonzero_proof", "challenge", to=bump), "proof.nonzero"),
    (put("answers", LISTS, "nonzero_proof", "commitment", to=times_g), "proof.nonzero"),
    (put("answers", LISTS, "nonzero_proof", "commitment", to=str(G.one)), "proof.nonzero"),
    (put("answers", LISTS, "nonzero_proof", "response", to=lambda r: r * 2), "json"),
    (put("answers", LISTS, "choices", 0, to=lambda row: row[:2]), "answer.shape"),
    (put("answers", to=lambda answers: answers[:3]), "answer.shape"),
    (put("answers", to=swap_first_two), "answer.shape"),
    (put("answers", to=lambda answers: [*answers[:2], answers[3], answers[2]]), "json"),
]


@pytest.mark.parametrize(("change", "expected"), BALLOT)
def test_a_ballot_signed_again(change: Change, expected: str, tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("Ballot").alter_ballot(change)
    found, where = refusal(forgery, tmp_path)
    assert found == expected
    assert where.partition(":")[0] == "ballot 1"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("signature", "hash", to="A" * 43), "ballot.hash"),
        (put("signature", "proof", "response", to=bump), "ballot.signature"),
        (put("signature", "proof", "challenge", to=bump), "ballot.signature"),
        (put("answers", H, "overall_proof", 0, "response", to=bump), "ballot.hash"),
    ],
)
def test_a_ballot_not_signed_again(change: Change, expected: str, tmp_path: Path) -> None:
    assert (
        refusal(Forgery.of("ed25519").upto("Ballot").alter("Ballot", 0, 0, change), tmp_path)[0] == expected
    )


def test_a_ballot_signed_by_another_voter(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("Ballot").alter_ballot(lambda _: None, voter=1)
    assert refusal(forgery, tmp_path) == ("ballot.signature", "ballot 1: signature.proof")


def test_the_ballot_of_another_voter_under_ones_own_name(tmp_path: Path) -> None:
    """Proofs are bound to the credential: a copied vote proves nothing for another voter."""
    forgery = Forgery.of("ed25519")
    thief = canonical.parse(forgery.steps[4].data[0].contents).member("credential").plain()
    forgery.upto("Ballot").alter_ballot(put("credential", to=thief), voter=2)
    assert refusal(forgery, tmp_path)[0] == "proof.individual"


def test_a_vote_that_is_signed_again_is_accepted(tmp_path: Path) -> None:
    """The tests above would prove little if their signatures were wrong."""
    assert (
        check(Forgery.of("ed25519").upto("Ballot").alter_ballot(lambda _: None), tmp_path).checked["ballots"]
        == 1
    )


@pytest.mark.parametrize(
    "rewrite", [lambda b: b + b" ", lambda b: b.replace(b'":', b'": ', 1), lambda b: b"\xff" + b]
)
def test_a_ballot_that_is_not_compact(rewrite: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert (
        refusal(Forgery.of("ed25519").upto("Ballot").rewrite("Ballot", 0, 0, rewrite), tmp_path)[0] == "json"
    )


def test_a_ballot_written_with_escapes(tmp_path: Path) -> None:
    """Otherwise a copy could be sent in that is the same ballot with another hash."""

    def escape(ballot: bytes) -> bytes:
        return re.sub(b'"challenge":"([0-9])', rb'"challenge":"\\u003\1', ballot, count=1)

    assert (
        refusal(Forgery.of("ed25519").upto("Ballot").rewrite("Ballot", 0, 0, escape), tmp_path)[0] == "json"
    )


def test_a_ballot_that_stands_twice(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("Ballot", 1)
    forgery.steps.append(deepcopy(forgery.steps[1]))
    assert refusal(forgery, tmp_path) == ("ballot.duplicate", "ballot 3")


def test_the_first_wrong_ballot_is_named(tmp_path: Path) -> None:
    """Whatever is wrong behind it: here the next ballot is no JSON, then a record is cut short."""
    forgery = Forgery.of("ed25519").alter_ballot(put("answers", H, "overall_proof", 0, "response", to=bump))
    forgery.rewrite("Ballot", 1, 0, lambda _: b"x").upto("Ballot", 1)
    assert refusal(forgery, tmp_path) == ("proof.overall", "ballot 1: answers[0].overall_proof")
    archive = tmp_path / "archive.bel"
    archive.write_bytes(forgery.upto("Ballot", 0).write() + b"x")
    with pytest.raises(Refused) as caught:
        verify(archive)
    assert caught.value.check == "proof.overall"


def test_a_voter_who_is_not_on_the_roll(tmp_path: Path) -> None:
    forgery = (
        Forgery.of("ed25519")
        .upto("Ballot")
        .alter("Setup", 0, 2, lambda lines: [times_g(line) for line in lines])
    )
    assert refusal(forgery, tmp_path) == ("ballot.credential", "ballot 1: credential")


TALLY: list[tuple[str, int, int, Change, str, str]] = [
    ("EncryptedTally", 0, 0, lambda rows: rows[1:], "json", "encrypted_tally: [2][0]"),
    ("EncryptedTally", 0, 0, lambda rows: rows[:3], "tally.aggregate", "encrypted_tally"),
    ("EncryptedTally", 0, 0, put(H, 0, "beta", to=times_g), "tally.aggregate", "encrypted_tally: [0]"),
    ("EncryptedTally", 0, 0, put(LISTS, 1, 0, "alpha", to=times_g), "tally.aggregate", "encrypted_tally: [3]"),
    ("EncryptedTally", 0, 0, put(NH, to=lambda c: c[:2]), "tally.aggregate", "encrypted_tally: [2]"),
    ("EncryptedTally", 0, 0, put(NH, to=lambda c: [c[0], c[2], c[1]]), "tally.aggregate", "encrypted_tally: [2]"),
    ("EncryptedTally", 0, 0, lambda tree: tree[:3], "tally.aggregate", "encrypted_tally"),
    ("EncryptedTally", 0, 0, put(H, 0, "beta", to=ORDER_8), "group.element", "encrypted_tally: [0][0].beta"),
    ("EncryptedTally", 0, 1, put("num_tallied", to=4), "tally.count", "sized_encrypted_tally"),
    ("EncryptedTally", 0, 1, put("total_weight", to=4), "tally.count", "sized_encrypted_tally"),
    ("EncryptedTally", 0, 1, put("total_weight", to="3"), "json", "sized_encrypted_tally: total_weight"),
    ("EncryptedTally", 0, 1, put("encrypted_tally", to="0" * 64), "archive.payload", "sized_encrypted_tally: encrypted_tally"),
    ("Shuffle", 0, 0, put("ciphertexts", 0, 0, "beta", to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("ciphertexts", 0, to=swap_first_two), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("ciphertexts", 0, to=lambda c: c[:2]), "shuffle.shape", "shuffle 1: ciphertexts of question 0"),
    ("Shuffle", 0, 0, put("proofs", to=[]), "shuffle.shape", "shuffle 1"),
    ("Shuffle", 0, 0, put("proofs", 0, 0, 0, to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 0, 3, 1, to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 0, 4, 2, to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 0, 4, to=lambda t: t[:2]), "shuffle.shape", "shuffle 1: t_hat of question 0"),
    ("Shuffle", 0, 0, put("proofs", 0, 1, 3, to=bump), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 1, 4, 1, to=bump), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 1, 5, 0, to=bump), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 2, 0, to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 3, 0, to=times_g), "shuffle.proof", "shuffle 1: proofs[0]"),
    ("Shuffle", 0, 0, put("proofs", 0, 3, 0, to=ORDER_8), "group.element", "shuffle 1: proofs[0][3][0]"),
    ("Shuffle", 1, 1, put("owner", to=1), "shuffle.owner", "owned_shuffle 2: owner"),
    ("Shuffle", 1, 1, put("owner", to=0), "shuffle.owner", "owned_shuffle 2: owner"),
    ("Shuffle", 1, 1, put("owner", to=5), "shuffle.owner", "owned_shuffle 2: owner"),
    ("Shuffle", 1, 1, put("payload", to="0" * 64), "archive.payload", "owned_shuffle 2: payload"),
    ("PartialDecryption", 0, 1, put("owner", to=5), "decryption.owner", "owned_partial_decryption 1: owner"),
    ("PartialDecryption", 1, 1, put("owner", to=1), "decryption.owner", "owned_partial_decryption 2: owner"),
    ("PartialDecryption", 0, 0, put("decryption_factors", H, 0, to=times_g), "decryption.proof", "partial_decryption 1: decryption_proofs[0][0]"),
    ("PartialDecryption", 0, 0, put("decryption_proofs", H, 1, "response", to=bump), "decryption.proof", "partial_decryption 1: decryption_proofs[0][1]"),
    ("PartialDecryption", 0, 0, put("decryption_factors", LISTS, to=swap_first_two), "decryption.shape", "partial_decryption 1"),
    ("PartialDecryption", 0, 0, put("decryption_factors", H, 0, to=ORDER_8), "group.element", "partial_decryption 1: decryption_factors[0][0]"),
    ("PartialDecryption", 0, 0, put("decryption_proofs", to=lambda p: p[:3]), "decryption.shape", "partial_decryption 1: decryption_proofs"),
    ("Result", 0, 0, put("result", H, 0, to=1), "result.value", "result: result[0][0]"),
    ("Result", 0, 0, put("result", H, 0, to=lambda n: str(n + G.q)), "result.value", "result: result[0][0]"),
    ("Result", 0, 0, put("result", H, 0, to=lambda n: str(n)), "json", "result: result[0][0]"),
    ("Result", 0, 0, put("result", H, to=[2]), "result.shape", "result: result[0]"),
    ("Result", 0, 0, put("result", NH, to=swap_first_two), "result.value", "result: result[2][0]"),
    ("Result", 0, 0, put("result", NH, 0, to=[0, 255]), "result.shape", "result: result[2][0]"),
    ("Result", 0, 0, put("result", NH, to=[1, 2, 3]), "result.shape", "result: result[2][0]"),
    ("Result", 0, 0, put("result", H, to=[[2, 1]] * 2), "result.shape", "result: result[0][0]"),
    ("Result", 0, 0, put("result", H, 0, to=-1), "json", "result: result[0][0]"),
    ("Result", 0, 0, put("result", NH, 0, 0, to=-1), "json", "result: result[2][0][0]"),
    ("Result", 0, 0, put("result", NH, 0, 0, to=2**30), "json", "result: result[2][0][0]"),
    ("Result", 0, 0, put("result", NH, 0, 0, to=str(2**30)), "result.value", "result: result[2][0]"),
    ("Result", 0, 0, put("result", NH, 0, to=3), "result.shape", "result: result[2][0]"),
    ("Result", 0, 0, put("result", H, to=str(2**30)), "result.shape", "result: result[0]"),
    ("Result", 0, 0, put("result", H, to=True), "json", "result: result[0]"),
    ("Result", 0, 0, put("result", LISTS, 0, 0, to=[2]), "json", "result: result[3][0][0]"),
    ("Result", 0, 0, put("result", to=lambda rows: [[1, 1], *rows[1:2], "x"]), "json", "result: result[2]"),
    ("Result", 0, 0, put("result", LISTS, 1, 1, to=2), "result.value", "result: result[3][1][1]"),
    ("Result", 0, 0, put("result", LISTS, to=lambda rows: rows[:1]), "result.shape", "result: result[3]"),
    ("Result", 0, 0, put("result", to=lambda rows: rows[:3]), "result.shape", "result: result"),
]  # fmt: skip


@pytest.mark.parametrize(("event", "number", "index", "change", "expected", "where"), TALLY)
def test_tally(
    event: str, number: int, index: int, change: Change, expected: str, where: str, tmp_path: Path
) -> None:
    forgery = Forgery.of("ed25519").upto(event, number).alter(event, number, index, change)
    assert refusal(forgery, tmp_path) == (expected, where)


def test_a_dropped_revote(tmp_path: Path) -> None:
    """Without the last ballot of a voter, the first would count again: the tally shows it."""
    forgery = Forgery.of("ed25519").upto("EncryptedTally")
    del forgery.steps[2]
    assert refusal(forgery, tmp_path) == ("tally.aggregate", "encrypted_tally: [0]")


def test_a_weight_in_an_election_with_a_shuffled_question(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("EncryptedTally")
    forgery.alter("Setup", 0, 2, lambda lines: [f"{line},2" for line in lines])
    assert refusal(forgery, tmp_path)[0] == "tally.weight"


def test_another_weight(tmp_path: Path) -> None:
    forgery = Forgery.of("belenios2048").upto("EncryptedTally")
    forgery.alter("Setup", 0, 2, lambda lines: [line.partition(",")[0] + ",1" for line in lines])
    assert refusal(forgery, tmp_path)[0] == "tally.count"


def test_shuffles_that_are_missing(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519")
    forgery.steps = [step for step in forgery.steps if step.type != "Shuffle"]
    assert refusal(forgery, tmp_path) == ("shuffle.missing", "event 7")
    forgery.steps = [step for step in forgery.steps if step.type != "EndShuffles"]
    assert refusal(forgery, tmp_path) == ("shuffle.missing", "event 7")


def spoil(forgery: Forgery, number: int) -> Forgery:
    return forgery.alter("PartialDecryption", number, 0, put("decryption_proofs", H, 0, "response", to=bump))


def test_a_wrong_decryption_of_a_threshold_set_is_set_aside(tmp_path: Path) -> None:
    """Trustees 2 to 4 are a set of which two are enough."""
    for number in (1, 2, 3):
        report = check(spoil(Forgery.of("ed25519"), number), tmp_path)
        assert report.result is not None
        assert [(one["owner"], one["check"]) for one in report.set_aside] == [
            (number + 1, "decryption.proof")
        ]


def test_too_many_wrong_decryptions(tmp_path: Path) -> None:
    found, where = refusal(spoil(spoil(Forgery.of("ed25519"), 1), 3), tmp_path)
    assert (found, where.partition(":")[0]) == ("decryption.proof", "partial_decryption 2")


def without_decryptions(*numbers: int) -> Forgery:
    forgery = Forgery.of("ed25519")
    for number in sorted(numbers, reverse=True):
        del forgery.steps[forgery.place("PartialDecryption", number)]
    return forgery


def test_decryptions_that_are_missing(tmp_path: Path) -> None:
    for numbers in ((1,), (2,), (3,)):
        assert check(without_decryptions(*numbers), tmp_path).result is not None
    for too_many in ((0,), (1, 2), (1, 2, 3), (0, 1, 2, 3)):
        assert refusal(without_decryptions(*too_many), tmp_path) == ("decryption.missing", "result")


def test_a_wrong_decryption_is_the_reason_only_where_it_would_have_been_enough(tmp_path: Path) -> None:
    forgery = spoil(without_decryptions(3), 1)
    assert refusal(forgery, tmp_path)[0] == "decryption.proof"
    forgery = spoil(without_decryptions(2, 3), 1)
    assert refusal(forgery, tmp_path) == ("decryption.missing", "result")


def test_ciphertexts_in_the_order_of_the_ballots(tmp_path: Path) -> None:
    """4.18 as it stands; releases sort them. Both are accepted, and nothing else (see TALLY)."""
    forgery = Forgery.of("ed25519").upto("EncryptedTally")
    ballots = [canonical.parse(step.data[0].contents) for step in forgery.steps[2:5]]
    in_order = [b.member("answers").items()[NH].member("choices").value for b in ballots]
    forgery.alter("EncryptedTally", 0, 0, put(NH, to=in_order))
    assert check(forgery, tmp_path).last_event == "EncryptedTally"


def test_one_question_sorted_and_another_in_the_order_of_the_ballots() -> None:
    election = Election("", "", "", G, G.g, [NonHomomorphicQuestion(1)] * 2)
    in_order = sorted((Ciphertext(G.g**i, G.g) for i in range(1, 4)), key=lambda c: c.alpha)
    turned = in_order[::-1]

    def written(*rows: list[Ciphertext]) -> bytes:
        return compact([[{"alpha": str(c.alpha), "beta": str(c.beta)} for c in row] for row in rows])

    for rows in ([turned, turned], [in_order, in_order]):
        assert check_tally(written(*rows), election, [[turned], [turned]]) == [[row] for row in rows]
    with pytest.raises(Refused) as caught:
        check_tally(written(turned, in_order), election, [[turned], [turned]])
    assert (caught.value.check, caught.value.object) == ("tally.aggregate", "encrypted_tally")


ORDER: list[tuple[list[str], str]] = [
    (["EndBallots"], "event 0"),
    (["Setup", "Setup"], "event 1"),
    (["Setup", "EncryptedTally"], "event 1"),
    (["Setup", "EndBallots", "Ballot"], "event 2"),
    (["Setup", "EndBallots", "EndBallots"], "event 2"),
    (["Setup", "EndBallots", "EndShuffles"], "event 2"),
    (["Setup", "Unknown"], "event 1"),
    (["Setup", "Ballot", "Result"], "event 2"),
]


@pytest.mark.parametrize(("types", "where"), ORDER)
def test_events_out_of_order(types: list[str], where: str, tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519")
    known = {step.type: step for step in reversed(forgery.steps)}
    forgery.steps = [deepcopy(known.get(name, Step(name, []))) for name in types]
    assert refusal(forgery, tmp_path) == ("archive.order", where)


def test_nothing_follows_the_result(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519")
    forgery.steps.append(deepcopy(forgery.steps[-1]))
    assert refusal(forgery, tmp_path) == ("archive.order", "event 15")


def test_data_that_are_missing_or_left_over(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("Ballot")
    forgery.steps[1].data *= 2
    assert refusal(forgery, tmp_path) == ("archive.order", "event 1")
    forgery.steps[1].data = []
    assert refusal(forgery, tmp_path) == ("archive.order", "event 1")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"height": 2}, "archive.chain"),
        ({"parent": "0" * 64}, "archive.chain"),
        ({"payload": "0" * 64}, "archive.payload"),
        ({"extra": 1}, "json"),
        ({"height": "1"}, "json"),
    ],
)
def test_an_event_that_is_not_as_it_must_be(fields: dict[str, Any], expected: str, tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("Ballot")
    archive = forgery.write()
    setup_event = archive[: archive.rindex(b'"type":"Setup"')].rindex(b".event.json") - 64
    ballot = forgery.steps[1].data[0].contents
    event = {
        "parent": archive[setup_event : setup_event + 64].decode(),
        "height": 1,
        "type": "Ballot",
        "payload": sha256(ballot),
    }
    forgery.steps[1].event = compact(event)
    assert check(forgery, tmp_path).last_event == "Ballot"
    forgery.steps[1].event = compact(event | fields)
    assert refusal(forgery, tmp_path)[0] == expected


def test_a_payload_where_there_is_none(tmp_path: Path) -> None:
    forgery = Forgery.of("ed25519").upto("EndBallots")
    written = forgery.write()
    parent = written[written.rindex(b'{"parent":"') + 11 :][:64].decode()
    forgery.steps[-1].event = compact(
        {"parent": parent, "height": 5, "type": "EndBallots", "payload": "0" * 64}
    )
    assert refusal(forgery, tmp_path) == ("archive.payload", "event 5")
