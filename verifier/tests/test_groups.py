"""The groups (5): what is an element, and arithmetic against plain integers."""

from __future__ import annotations

import pytest
from forge import bump

from veche_verify.ed25519 import D, Ed25519, P, Point, Q, on_curve
from veche_verify.election import GROUPS
from veche_verify.finite_fields import BELENIOS_2048, RFC_3526_2048, FiniteField
from veche_verify.groups import Element, Group

G = Ed25519()
EXPONENTS = [0, 1, 2, 8, Q - 1, Q, Q + 1, -1, 2**252, 2**255 - 1, 12345678901234567890]

XY = tuple[int, int]


def uncompress(z: int) -> XY:
    """5.2, with the root of RFC 8032."""
    y, sign = z & (2**255 - 1), z >> 255
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P:
        raise ValueError("not on the curve")
    return (x if x % 2 == sign else -x % P), y


def compress(point: XY) -> str:
    x, y = point
    return f"{(x % 2) << 255 ^ y:064x}"


def add(a: XY, b: XY) -> XY:
    """The addition law of the curve -x^2 + y^2 = 1 + D x^2 y^2."""
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return (x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P


def multiply(a: XY, n: int) -> XY:
    result = (0, 1)
    for bit in bin(n)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, a)
    return result


def small_points() -> list[XY]:
    """The eight points whose order divides 8: multiples of Q times a point outside the subgroup."""
    z = 0
    while True:
        z += 1
        if on_curve(z):
            eighth = multiply(uncompress(z), Q)
            if multiply(eighth, 4) != (0, 1):
                return [multiply(eighth, i) for i in range(8)]


def test_the_generator() -> None:
    assert str(G.g) == compress(uncompress(4 * pow(5, -1, P) % P))
    assert uncompress(int(str(G.g), 16))[0] % 2 == 0


@pytest.mark.parametrize("base", [1, 2, 77777, 0])
def test_powers_and_products_on_the_curve(base: int) -> None:
    X = G.g**base
    plain = uncompress(int(str(X), 16))
    for e in EXPONENTS:
        assert str(X**e) == compress(multiply(plain, e % Q))
        assert str(X * G.g**e) == compress(add(plain, multiply(uncompress(int(str(G.g), 16)), e % Q)))
        assert X / G.g**e == X * G.g**-e
    assert X / X == X * X**-1 == G.one
    assert X * G.one == G.one * X == X / G.one == X
    assert G.one / X == X**-1


def of_string(group: Group, text: str) -> Element:
    element = group.of_string(text)
    element.check()
    return element


def test_the_neutral_element_is_an_element() -> None:
    for group in GROUPS.values():
        assert of_string(group, str(group.one)) == group.one
        assert group.one**5 == group.one == group.g**0 == group.g**group.q


def test_points_outside_the_subgroup_are_refused() -> None:
    small = small_points()
    assert len(set(small)) == 8
    X = uncompress(int(str(G.g**4242), 16))
    for point in small[1:]:
        for outside in (point, add(point, X)):
            with pytest.raises(ValueError, match="subgroup"):
                of_string(G, compress(outside))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 63,
        "0" * 65,
        f"{2:064x}",  # off the curve
        f"{P + 1:064x}",  # the neutral element, y not reduced
        f"{2**255 + 1:064x}",  # the neutral element with a sign
        f"{2**255 + P + 1:064x}",
        "f" * 64,
        str(G.g**2).upper(),
        str(G.g)[:-1] + " ",
        str(G.g) + "\n",
        bytes.fromhex(str(G.g))[::-1].hex(),
    ],
)
def test_strings_that_are_no_points(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the reasons differ)
        of_string(G, text)


@pytest.mark.parametrize("field", [BELENIOS_2048, RFC_3526_2048])
def test_strings_that_are_no_residues(field: FiniteField) -> None:
    g = field.g
    outside = field.p - 1  # of order 2
    for text in (
        "",
        "0",
        "-1",
        "+1",
        " 1",
        "1_0",
        "0x1",
        "٣",
        f"0{g}",
        str(field.p),
        str(field.p + 1),
        str(outside),
        "9" * 5000,
    ):
        with pytest.raises(ValueError):  # noqa: PT011
            of_string(field, text)
    assert of_string(field, str(g**77)) == g**77


@pytest.mark.parametrize("field", [BELENIOS_2048, RFC_3526_2048])
def test_the_parameters_of_the_fields(field: FiniteField) -> None:
    assert (field.p - 1) % field.q == 0
    assert pow(2, field.p - 1, field.p) == 1
    assert pow(2, field.q - 1, field.q) == 1
    assert field.g != field.one
    assert field.g**field.q == field.one
    assert field.g**3 / field.g**5 == field.g**-2


def test_small_integers() -> None:
    """5.2: [1, 255, 0] with 14 bits of padding; the sign of x is bit 255 and must not disturb them."""
    for epsilon in range(2**14):
        number = (((1 << 8) + 255) << 8) << 14 | epsilon
        if on_curve(number):
            point = Point((number | 1 << 255).to_bytes(32, "little"))
            assert point.to_ints(3) == [1, 255, 0]
            return
    raise AssertionError("no point found")


@pytest.mark.parametrize("group", [G, RFC_3526_2048])
def test_independent_generators(group: Group) -> None:
    found = [group.get_generator(i) for i in range(-1, 4)]
    assert len({*found, group.g, group.one}) == 7
    for h in found:
        assert of_string(group, str(h)) == h


def test_generators_are_those_of_the_specification() -> None:
    """GetGenerator(-1) from plain integers."""
    import hashlib

    x = int(hashlib.sha256(b"ggen|-1").hexdigest(), 16) >> 2
    while not on_curve(x):
        x += 1
    assert str(G.get_generator(-1)) == compress(multiply(uncompress(x), 8))


def test_the_order_of_ciphertexts() -> None:
    """Releases compare the 32 bytes of a point from the least significant; residues are compared as numbers."""
    a, b = Point(bytes([1] + [9] * 31)), Point(bytes([2] + [0] * 31))
    assert a < b
    assert RFC_3526_2048.g < RFC_3526_2048.g**2


def test_bump_is_another_scalar() -> None:
    assert bump("5") == "4"
    assert bump("0") == "1"
