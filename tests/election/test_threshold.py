from __future__ import annotations

import json
from typing import Any

import pytest
from election.support import make_keys, threshold_item

from veche._core import Group
from veche.election import threshold
from veche.election.canonical import read
from veche.election.errors import MalformedInput, VerificationError
from veche.election.messages import THRESHOLD_PARAMETERS
from veche.election.trustees import Trustees, generate_trustee, key_id, read_private_key, trustees_message

ED = Group("Ed25519")


class Round:
    """A key generation of 2 of 3, stopped before the shares are opened."""

    def __init__(self, needed: int = 2, count: int = 3) -> None:
        pairs = [threshold.certificate(ED, needed, count, i + 1) for i in range(count)]
        self.seeds = [seed for seed, _ in pairs]
        self.certs = [cert for _, cert in pairs]
        self.polynomials = [threshold.polynomial(ED, self.certs, seed) for seed in self.seeds]
        self.vinputs = threshold.vinputs(ED, self.certs, self.polynomials)
        self.voutputs = [
            threshold.voutput(ED, self.certs, s, v) for s, v in zip(self.seeds, self.vinputs, strict=True)
        ]


@pytest.fixture(scope="module")
def made() -> Round:
    return Round()


def changed(message: bytes, change: Any) -> bytes:
    value = json.loads(message)
    change(value)
    return json.dumps(value, separators=(",", ":")).encode()


def test_any_two_of_three_hold_the_key_and_one_does_not() -> None:
    message, secrets = threshold_item(ED, 2, 3)
    trustees = Trustees.read(trustees_message([message]))
    trustees.check(ED)
    key = trustees.combined_key(ED)
    assert [secret.public() for secret in secrets] == list(trustees.keys)
    q = ED.order
    values = [int(secret.to_decimal()) for secret in secrets]
    for i, j in ((1, 2), (1, 3), (2, 3)):
        combined = values[i - 1] * j * pow(j - i, -1, q) + values[j - 1] * i * pow(i - j, -1, q)
        assert ED.secret_from_decimal(b"%d" % (combined % q)).public() == key
    assert key not in trustees.keys


@pytest.mark.parametrize(("needed", "count"), [(1, 1), (1, 2), (2, 2), (3, 5)])
def test_other_thresholds(needed: int, count: int) -> None:
    message, _ = threshold_item(ED, needed, count)
    Trustees.read(trustees_message([message])).check(ED)


@pytest.mark.parametrize("group", ["RFC-3526-2048", "BELENIOS-2048"])
def test_other_groups(group: str) -> None:
    keys = make_keys(Group(group), "mixed")
    trustees = Trustees.read(keys.message)
    trustees.check(Group(group))
    assert trustees.places() == [(1,), (2, 3, 4)]
    assert [trustees.owner_of(secret.public()) for secret in keys.secrets] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("needed", "count", "index"), [(0, 3, 1), (4, 3, 1), (2, 3, 0), (2, 3, 4), (1, 1001, 1)]
)
def test_thresholds_that_cannot_be(needed: int, count: int, index: int) -> None:
    with pytest.raises(MalformedInput):
        threshold.certificate(ED, needed, count, index)


def refusal(action: Any, *arguments: Any) -> str:
    with pytest.raises(VerificationError) as caught:
        action(ED, *arguments)
    return caught.value.check


def test_certificates_are_for_their_place_and_signed(made: Round) -> None:
    a, b, c = made.certs
    assert threshold.check_certificates(ED, [a, b, c]) == 2
    assert refusal(threshold.check_certificates, [b, a, c]) == "threshold.certificate"
    assert refusal(threshold.check_certificates, [a, b]) == "threshold.certificate"
    assert refusal(threshold.check_certificates, []) == "threshold.shape"
    other = changed(a, lambda v: v.update(signature=json.loads(b)["signature"]))
    assert refusal(threshold.check_certificates, [other, b, c]) == "threshold.certificate"
    assert refusal(threshold.check_certificates, [a + b, b, c]) == "json"


def test_a_trustee_finds_itself_or_says_so(made: Round) -> None:
    stranger, _ = threshold.certificate(ED, 2, 3, 1)
    with pytest.raises(MalformedInput, match="no certificate was made with this key") as caught:
        threshold.polynomial(ED, made.certs, stranger)
    assert stranger not in str(caught.value)
    with pytest.raises(MalformedInput, match="22 letters"):
        threshold.polynomial(ED, made.certs, "short")


def test_the_server_checks_polynomials(made: Round) -> None:
    a, b, c = made.polynomials
    assert refusal(threshold.vinputs, made.certs, [b, a, c]) == "threshold.coefexps"
    assert refusal(threshold.vinputs, made.certs, [a, b]) == "threshold.shape"
    unsigned = changed(a, lambda v: v.update(signature=json.loads(b)["signature"]))
    assert refusal(threshold.vinputs, made.certs, [unsigned, b, c]) == "threshold.signature"
    short = changed(a, lambda v: v["secrets"].pop())
    assert refusal(threshold.vinputs, made.certs, [short, b, c]) == "threshold.shape"


def test_a_trustee_checks_its_shares(made: Round) -> None:
    mine, others = made.vinputs[0], json.loads(made.vinputs[1])
    theirs = changed(mine, lambda v: v.update(secrets=others["secrets"]))
    assert refusal(threshold.voutput, made.certs, made.seeds[0], theirs) == "threshold.message"
    swapped = changed(mine, lambda v: v["secrets"].reverse())
    assert refusal(threshold.voutput, made.certs, made.seeds[0], swapped) == "threshold.message"
    foreign = changed(mine, lambda v: v.update(polynomial=others["polynomial"]))
    assert refusal(threshold.voutput, made.certs, made.seeds[0], foreign) == "threshold.message"


def test_a_share_other_than_committed_is_found(made: Round) -> None:
    """A trustee that runs step 3 twice and sends the shares of one run with the commitments of the other."""
    again = json.loads(threshold.polynomial(ED, made.certs, made.seeds[1]))
    forged = changed(made.vinputs[0], lambda v: v["secrets"].__setitem__(1, again["secrets"][0]))
    assert refusal(threshold.voutput, made.certs, made.seeds[0], forged) == "threshold.secret"


def test_an_altered_sealed_message_cannot_be_opened(made: Round) -> None:
    def alter(value: Any) -> None:
        sealed = json.loads(value["secrets"][1])
        data = bytearray.fromhex(sealed["data"])
        data[5] ^= 1
        sealed["data"] = data.hex()
        value["secrets"][1] = json.dumps(sealed, separators=(",", ":"))

    forged = changed(made.vinputs[0], alter)
    assert refusal(threshold.voutput, made.certs, made.seeds[0], forged) == "threshold.message"


def test_the_server_checks_the_keys_that_come_back(made: Round) -> None:
    a, b, c = made.voutputs
    assert refusal(threshold.threshold_parameters, made.certs, made.polynomials, [b, a, c]) == "threshold.key"
    assert refusal(threshold.threshold_parameters, made.certs, made.polynomials, [a, b]) == "threshold.shape"
    unsigned = changed(a, lambda v: v["public_key"].pop("signature"))
    assert (
        refusal(threshold.threshold_parameters, made.certs, made.polynomials, [unsigned, b, c])
        == "threshold.key"
    )
    unproved = changed(a, lambda v: v["public_key"].update(pok=json.loads(b)["public_key"]["pok"]))
    assert (
        refusal(threshold.threshold_parameters, made.certs, made.polynomials, [unproved, b, c])
        == "trustees.pok"
    )


def test_a_decryption_key_is_for_its_trustee_alone(made: Round) -> None:
    _, dkeys = threshold.threshold_parameters(ED, made.certs, made.polynomials, made.voutputs)
    assert threshold.open_decryption_key(ED, made.seeds[0], dkeys[0] + b"\n")
    with pytest.raises(VerificationError, match=r"threshold\.message"):
        threshold.open_decryption_key(ED, made.seeds[1], dkeys[0])


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda v: v.update(threshold=3), "threshold.certificate"),
        (lambda v: v.update(threshold=0), "threshold.shape"),
        (lambda v: v.update(threshold=4), "threshold.shape"),
        (lambda v: v["certs"].pop(), "threshold.shape"),
        (lambda v: v["coefexps"].pop(), "threshold.shape"),
        (lambda v: v["verification_keys"].pop(), "threshold.shape"),
        (lambda v: v["signatures"].pop(), "threshold.shape"),
        (lambda v: v.pop("signatures"), "threshold.signature"),
        (lambda v: v["signatures"].reverse(), "threshold.signature"),
        (lambda v: v["certs"].reverse(), "threshold.certificate"),
        (lambda v: v["coefexps"].reverse(), "threshold.coefexps"),
        (lambda v: v["verification_keys"].reverse(), "threshold.key"),
        (lambda v: v["verification_keys"][0].pop("signature"), "threshold.key"),
        (lambda v: v["verification_keys"][0]["pok"].update(challenge="1"), "trustees.pok"),
        (lambda v: v["verification_keys"][0]["pok"].update(challenge="01"), "group.scalar"),
        (lambda v: v["verification_keys"][0].update(public_key="0" * 64), "group.element"),
    ],
)
def test_what_anyone_checks_of_a_threshold_key(made: Round, change: Any, check: str) -> None:
    message, _ = threshold.threshold_parameters(ED, made.certs, made.polynomials, made.voutputs)
    trustees = b'[["Pedersen",' + changed(message, change) + b"]]"
    with pytest.raises(VerificationError) as caught:
        Trustees.read(trustees).check(ED)
    assert caught.value.check == check
    assert caught.value.object.startswith("trustees: [0][1]")


def test_single_keys() -> None:
    private, public = generate_trustee(ED, name="Ada")
    secret = read_private_key(ED, private + b"\n")
    trustees = Trustees.read(trustees_message([public + b"\n"]))
    trustees.check(ED)
    assert trustees.keys == (secret.public(),)
    assert trustees.names == ("Ada",)
    assert len(key_id(public)) == 8
    other = json.loads(generate_trustee(ED)[1])
    forged = changed(public, lambda v: v.update(pok=other["pok"]))
    with pytest.raises(VerificationError, match=r"trustees\.pok"):
        Trustees.read(trustees_message([forged])).check(ED)
    signed = changed(
        public, lambda v: v.update(signature={"challenge": "1", "response": "01"}, name=v.pop("name"))
    )
    with pytest.raises(VerificationError, match=r"group\.scalar"):
        Trustees.read(trustees_message([signed])).check(ED)
    with pytest.raises(VerificationError, match=r"trustees\.empty"):
        Trustees.read(b"[]").check(ED)


@pytest.mark.parametrize("data", [b"", b"12", b'"12', b'"x"', b'"012"', b'"-1"', b'"%d"' % 2**260, b"{}"])
def test_what_is_no_private_key(data: bytes) -> None:
    with pytest.raises(MalformedInput) as caught:
        read_private_key(ED, data)
    assert "12" not in str(caught.value)


def test_parameters_are_read_as_they_are_written(made: Round) -> None:
    message, _ = threshold.threshold_parameters(ED, made.certs, made.polynomials, made.voutputs)
    assert THRESHOLD_PARAMETERS.write(read(THRESHOLD_PARAMETERS, message, "parameters")) == message
