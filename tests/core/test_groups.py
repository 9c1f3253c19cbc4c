"""The groups: what is an element, what is a scalar, and arithmetic against plain Python."""

from __future__ import annotations

import hashlib

import pytest
from core.booth import FINGERPRINT, GROUPS, UUID, booth
from hypothesis import given, settings
from hypothesis import strategies as st

from veche._core import CoreError, Election, Group, Secret

# p of the curve, and points of order 1, 2, 4 and 8 with the other ways to write them.
P = 2**255 - 19
SIGN = 2**255
ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7
SMALL_ORDER = [P - 1, 0, SIGN, ORDER_EIGHT, ORDER_EIGHT | SIGN, P - ORDER_EIGHT, (P - ORDER_EIGHT) | SIGN]
NON_CANONICAL = [P, P + 1, P | SIGN, (P + 1) | SIGN, 1 | SIGN, (P - 1) | SIGN, 2**255 - 1, 2**256 - 1]

BELENIOS_P = int(
    "20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138"
    "07895840496005438963628979639303877390572280360597374942767137677761889858987273586504908116709931053586778098003"
    "07904916540637771737641986785272734744763418356000356983051931442845617019110007867373073335641239717328979132404"
    "74578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923"
    "44434637322214588410058642105024212036543356120132048111885240873107701415166620016231317716937218924807850771182"
    "7842317498073276598828825169183103125680162072880719"
)


def scalar(group: Group, number: int) -> Secret:
    return group.secret_from_decimal(str(number).encode())


def power(group: Group, number: int) -> bytes:
    return scalar(group, number % group.order).public()


def refused(check: str, function, *arguments) -> tuple[str, str, str]:
    with pytest.raises(CoreError) as refusal:
        function(*arguments)
    assert refusal.value.args[0] == check
    return refusal.value.args


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_knows_itself(name: str) -> None:
    group = Group(name)
    assert group.name == name
    assert group.max_ints == {"Ed25519": 30, "RFC-3526-2048": 255, "BELENIOS-2048": 0}[name]
    assert group.order % 2 == 1
    assert pow(3, group.order - 1, group.order) == 1


def test_an_unknown_group() -> None:
    refused("election.group", Group, "Ed448")
    assert issubclass(CoreError, ValueError)
    assert f"{CoreError.__module__}.{CoreError.__qualname__}" == "veche._core.CoreError"


def test_the_generators_are_those_of_the_specification() -> None:
    one = {name: scalar(Group(name), 1).public() for name in GROUPS}
    assert one["Ed25519"] == b"6666666666666666666666666666666666666666666666666666666666666658"
    assert one["RFC-3526-2048"] == b"2"
    assert one["BELENIOS-2048"].startswith(
        b"2402352677501852209227687703532399932712287657378364916510075318"
    )


@pytest.mark.parametrize("name", GROUPS)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_exponents_are_added_and_multiplied(name: str, data: st.DataObject) -> None:
    group = Group(name)
    numbers = st.integers(0, group.order - 1)
    a, b = data.draw(numbers), data.draw(numbers)
    assert group.product([power(group, a), power(group, b)]) == power(group, a + b)
    assert group.sum([scalar(group, a), scalar(group, b)]).to_decimal() == str((a + b) % group.order).encode()
    at = data.draw(st.integers(0, 2**63))
    assert group.evaluate([power(group, a), power(group, b)], at) == power(group, a + b * at)
    shared = group.share([scalar(group, a), scalar(group, b)], at)
    assert shared.to_decimal() == str((a + b * at) % group.order).encode()


@pytest.mark.parametrize("name", GROUPS)
def test_the_edges_of_arithmetic(name: str) -> None:
    group = Group(name)
    neutral = group.product([])
    assert power(group, 0) == neutral
    assert group.product([power(group, 1), power(group, -1)]) == neutral
    assert group.evaluate([], 3) == neutral
    assert group.sum([]).to_decimal() == b"0"
    assert group.share([], 3).to_decimal() == b"0"
    group.check_elements([neutral, power(group, 1), power(group, -1)])


@pytest.mark.parametrize("name", GROUPS)
def test_digests_are_reduced(name: str) -> None:
    group = Group(name)
    for digest in (b"\xff" * 32, b"\xff" * 64, b"\x00" * 64, bytes(range(64)), hashlib.sha256(b"x").digest()):
        number = int.from_bytes(digest, "big") % group.order
        assert group.secret_from_digest(digest).to_decimal() == str(number).encode()


@pytest.mark.parametrize("name", GROUPS)
def test_scalars_are_canonical_and_below_the_order(name: str) -> None:
    group = Group(name)
    for good in ("0", "1", "10", str(group.order - 1)):
        group.check_scalar(good.encode())
        assert group.secret_from_decimal(good.encode()).to_decimal() == good.encode()
    bad = ["", "00", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "a", "\u0661", str(group.order), "9" * 2000]
    for text in bad:
        refused("group.scalar", group.check_scalar, text.encode())
        refused("group.scalar", group.secret_from_decimal, text.encode())


@pytest.mark.parametrize("number", SMALL_ORDER)
def test_points_of_small_order_are_refused(number: int) -> None:
    refused("group.element", Group("Ed25519").check_elements, [b"%064x" % number])


@pytest.mark.parametrize("number", NON_CANONICAL)
def test_other_ways_to_write_a_point_are_refused(number: int) -> None:
    refused("group.element", Group("Ed25519").check_elements, [b"%064x" % number])


D = -121665 * pow(121666, -1, P) % P


def add(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """The addition law of the curve, on affine coordinates."""
    (x1, y1), (x2, y2) = left, right
    t = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P
    return x, y


def point(number: int) -> tuple[int, int] | None:
    """The point that a number states, or None where there is none."""
    y = number % SIGN
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return None
    return (x if x % 2 == number // SIGN else -x % P), y


def compressed(at: tuple[int, int]) -> int:
    return at[1] | (SIGN if at[0] % 2 else 0)


@given(st.integers(1, 2**250), st.sampled_from(SMALL_ORDER))
@settings(max_examples=50, deadline=None)
def test_points_of_mixed_order_are_refused(exponent: int, small: int) -> None:
    group = Group("Ed25519")
    torsion, good = point(small), point(int(power(group, exponent), 16))
    assert torsion
    assert good
    refused("group.element", group.check_elements, [b"%064x" % compressed(add(good, torsion))])


@given(st.integers(2, P - 2))
@settings(max_examples=100, deadline=None)
def test_a_number_is_a_point_exactly_where_the_curve_has_one(number: int) -> None:
    """A random point has the order of the group with probability 1/8; eight times any point always has."""
    group = Group("Ed25519")
    at = point(number)
    if at is None:
        refused("group.element", group.check_elements, [b"%064x" % number])
        return
    for _ in range(3):
        at = add(at, at)
    group.check_elements([b"%064x" % compressed(at)])


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "G" * 64, "6" * 63 + " "])
def test_what_is_no_point_at_all(text: str) -> None:
    refused("group.element", Group("Ed25519").check_elements, [text.encode()])


def test_upper_case_digits_are_refused() -> None:
    group = Group("Ed25519")
    texts = (power(group, number) for number in range(2, 50))
    upper = next(text.upper() for text in texts if text != text.upper())
    refused("group.element", group.check_elements, [upper])


@pytest.mark.parametrize("name", GROUPS[1:])
def test_numbers_outside_the_group_are_refused(name: str) -> None:
    group = Group(name)
    modulus = {"RFC-3526-2048": 2 * Group("RFC-3526-2048").order + 1, "BELENIOS-2048": BELENIOS_P}[name]
    for number in (0, modulus - 1, modulus, modulus + 1, modulus + int(power(group, 1)), 2**2048 + 1):
        refused("group.element", group.check_elements, [str(number).encode()])
    for text in ("", "01", "-2", " 2", "2 ", "0x2", "9" * 700):
        refused("group.element", group.check_elements, [text.encode()])


def test_elements_of_the_large_groups_agree_with_python() -> None:
    """x^q = 1 decides membership: in RFC-3526-2048 the squares, in BELENIOS-2048 a small part of all numbers."""
    rfc, belenios = Group("RFC-3526-2048"), Group("BELENIOS-2048")
    modulus = 2 * rfc.order + 1
    for number in range(2, 60):
        if pow(number, rfc.order, modulus) == 1:
            rfc.check_elements([str(number).encode()])
        else:
            refused("group.element", rfc.check_elements, [str(number).encode()])
        refused("group.element", belenios.check_elements, [str(number).encode()])


def test_the_first_bad_element_is_named() -> None:
    group = Group("Ed25519")
    good = power(group, 5)
    assert refused("group.element", group.check_elements, [good, good, b"", b""])[1] == "[2]"
    assert refused("group.element", group.product, [good, b"x"])[1] == "[1]"
    assert refused("group.element", group.evaluate, [b"x"], 1)[1] == "[0]"


@pytest.mark.parametrize("name", GROUPS)
def test_schnorr(name: str) -> None:
    group = Group(name)
    secret = group.random_secret()
    key, prefix = secret.public(), b"pok|" + name.encode() + b"|" + secret.public() + b"|"
    challenge, response = secret.prove(prefix)
    group.verify("trustees.pok", prefix, key, challenge, response)
    other = str((int(response) + 1) % group.order).encode()
    refused("trustees.pok", group.verify, "trustees.pok", prefix, key, challenge, other)
    refused("threshold.key", group.verify, "threshold.key", prefix[:-1], key, challenge, response)
    refused("trustees.pok", group.verify, "trustees.pok", prefix, power(group, 7), challenge, response)
    refused("group.scalar", group.verify, "trustees.pok", prefix, key, b"0" + challenge, response)
    refused("group.scalar", group.verify, "trustees.pok", prefix, key, challenge, str(group.order).encode())
    refused("group.element", group.verify, "trustees.pok", prefix, b"0" + key, challenge, response)


@pytest.mark.parametrize("name", GROUPS)
def test_a_schnorr_challenge_is_the_hash_that_the_specification_says(name: str) -> None:
    group = Group(name)
    secret = group.random_secret()
    challenge, response = (int(part) for part in secret.prove(b"sig|H|"))
    nonce = (response + int(secret.to_decimal()) * challenge) % group.order
    digest = hashlib.sha256(b"sig|H|" + power(group, nonce)).digest()
    assert challenge == int.from_bytes(digest, "big") % group.order


@pytest.mark.parametrize("name", GROUPS)
def test_envelopes_open_with_the_right_key_only(name: str) -> None:
    group = Group(name)
    recipient = group.random_secret()
    alpha, beta, key = group.encrypt_to(recipient.public())
    assert recipient.open(alpha, beta) == key
    assert group.random_secret().open(alpha, beta) != key
    assert group.encrypt_to(recipient.public())[2] != key
    assert refused("group.element", recipient.open, b"x", beta)[1] == "alpha"
    assert refused("group.element", recipient.open, alpha, b"x")[1] == "beta"
    refused("group.element", group.encrypt_to, b"x")


def test_secrets_do_not_show_themselves() -> None:
    secret = Group("Ed25519").secret_from_decimal(b"123456789")
    assert repr(secret) == str(secret) == "<Secret>"
    assert not hasattr(secret, "__dict__")
    with pytest.raises(TypeError):
        Secret()


def test_secrets_of_another_group_are_refused() -> None:
    ours, theirs = Group("Ed25519"), Group("BELENIOS-2048")
    refused("election.group", ours.sum, [theirs.random_secret()])
    refused("election.group", ours.share, [theirs.random_secret()], 1)
    b = booth("Ed25519", "plain")
    refused(
        "election.group", b.election.decrypt, b.election.tally().encrypted_tally(), theirs.random_secret()
    )


def test_random_secrets_differ() -> None:
    group = Group("Ed25519")
    assert len({group.random_secret().to_decimal() for _ in range(50)}) == 50


def test_the_key_of_an_election_is_checked() -> None:
    for key in (b"", b"%064x" % ORDER_EIGHT, b"%064x" % P):
        refused("group.element", Election, "Ed25519", key, UUID, FINGERPRINT, [("H", (2,), 1, 1, False)])
