"""The group Ed25519 (5.2), through libsodium.

libsodium writes a point as 32 bytes, least significant first; the specification writes the same number as 64
hexadecimal digits, most significant first. libsodium refuses the neutral element as operand and as result of a
multiplication by a scalar, so these cases are answered here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Self, final

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

from .groups import Element, Group, decode_ints

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P  # -x^2 + y^2 = 1 + D x^2 y^2
PADDING = 14  # of the embedding of small integers

NEUTRAL = (1).to_bytes(32, "little")
BASE = crypto_scalarmult_ed25519_base_noclamp((1).to_bytes(32, "little"))


@final
@dataclass(frozen=True, slots=True)
class Point(Element):
    """A point of the subgroup of order q, as libsodium writes it."""

    encoded: bytes

    def __mul__(self, other: Self) -> Self:
        if self.encoded == NEUTRAL:
            return other
        if other.encoded == NEUTRAL:
            return self
        return type(self)(crypto_core_ed25519_add(self.encoded, other.encoded))

    def __truediv__(self, other: Self) -> Self:
        if other.encoded == NEUTRAL:
            return self
        return type(self)(crypto_core_ed25519_sub(self.encoded, other.encoded))

    def __pow__(self, exponent: int) -> Self:
        exponent %= Q
        if exponent == 1:
            return self
        # the order q is prime: a power is neutral only if the exponent is 0 or the base is neutral
        if exponent == 0 or self.encoded == NEUTRAL:
            return type(self)(NEUTRAL)
        scalar = exponent.to_bytes(32, "little")
        if self.encoded == BASE:
            return type(self)(crypto_scalarmult_ed25519_base_noclamp(scalar))
        return type(self)(crypto_scalarmult_ed25519_noclamp(scalar, self.encoded))

    def __str__(self) -> str:
        return self.encoded[::-1].hex()

    def __lt__(self, other: Self) -> bool:
        return self.encoded < other.encoded

    def check(self) -> None:
        # on the curve and of order q
        if self.encoded != NEUTRAL and not crypto_core_ed25519_is_valid_point(self.encoded):
            raise ValueError("this is not a point of the subgroup of order q")

    def to_ints(self, n: int) -> list[int]:
        return decode_ints(int.from_bytes(self.encoded, "little"), n, PADDING)


@final
class Ed25519(Group):
    """The subgroup of order q of the curve (5.2)."""

    name = "Ed25519"
    q = Q
    g = Point(BASE)
    one = Point(NEUTRAL)
    max_ints = (255 - PADDING) // 8

    def of_string(self, text: str) -> Element:
        # 5.2: in hexadecimal, always 64 characters
        if not re.fullmatch("[0-9a-f]{64}", text):
            raise ValueError("64 lower-case hexadecimal digits are expected")
        z = int(text, 16)
        # 5.2: compress gives one number for each point: y below p, and the sign bit only where x is not 0. In the
        # subgroup of order q, x is 0 for the neutral element alone, and `check` accepts that in one form only.
        if z & (2**255 - 1) >= P:
            raise ValueError("the point is not written canonically")
        return Point(z.to_bytes(32, "little"))

    def get_generator(self, i: int) -> Element:
        # table "GetGenerator (for Ed25519)": x = SHA256("ggen|i") >> 2, b = uncompress(x + epsilon), h = b^8
        x = int.from_bytes(hashlib.sha256(f"ggen|{i}".encode()).digest()) >> 2
        while not on_curve(x):
            x += 1
        encoded = x.to_bytes(32, "little")
        for _ in range(3):
            encoded = crypto_core_ed25519_add(encoded, encoded)
        h = Point(encoded)
        if h in (self.one, self.g):
            raise ArithmeticError("abort")
        return h


def on_curve(z: int) -> bool:
    """Whether `uncompress(z)` is a point, for z below 2^255 (5.2): x^2 = (y^2 - 1) / (D y^2 + 1) has a root."""
    y = z % P
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return x2 == 0 or pow(x2, (P - 1) // 2, P) == 1
