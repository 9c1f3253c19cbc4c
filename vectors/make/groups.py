"""The groups of section 5 in plain integers, with the points that a careful reader must refuse.

This arithmetic is for making vectors only: it is slow, not constant in time, and lets through everything.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from functools import cache, cached_property
from pathlib import Path
from typing import Generic, TypeVar

E = TypeVar("E")


class Group(ABC, Generic[E]):
    """What a dishonest prover needs. Elements are written and read as the specification says, without any check."""

    name: str
    order: int
    generator: E
    one: E

    @abstractmethod
    def mul(self, a: E, b: E) -> E:
        """The product."""

    @abstractmethod
    def inv(self, a: E) -> E:
        """The inverse."""

    @abstractmethod
    def write(self, a: E) -> str:
        """The canonical string."""

    @abstractmethod
    def read(self, string: str) -> E:
        """The element of a string, in the group or not."""

    @cached_property
    def doublings(self) -> list[E]:
        """g^(2^i): powers of g are most of the work."""
        found = [self.generator]
        while len(found) < self.order.bit_length():
            found.append(self.mul(found[-1], found[-1]))
        return found

    def exp(self, a: E, n: int) -> E:
        """The power; the exponent is not reduced, because an element of mixed order would notice."""
        if a is self.generator and n < self.order:
            return self.product([p for i, p in enumerate(self.doublings) if n >> i & 1])
        result = self.one
        for bit in bin(n)[2:] if n else "":
            result = self.mul(result, result)
            if bit == "1":
                result = self.mul(result, a)
        return result

    def contains(self, string: str) -> bool:
        """Whether a canonical string is an element of the group."""
        try:
            return self.write(self.exp(self.read(string), self.order)) == self.write(self.one)
        except ValueError:
            return False

    def product(self, elements: list[E]) -> E:
        """The product of several."""
        result = self.one
        for element in elements:
            result = self.mul(result, element)
        return result

    def power(self, n: int) -> str:
        """g^n as a string."""
        return self.write(self.exp(self.generator, n % self.order))


class Dice:
    """Numbers that look random and are the same at every run, so that the set can be built again byte for byte."""

    def __init__(self, seed: str) -> None:
        self.seed, self.count = seed, 0

    def below(self, bound: int) -> int:
        """A number below the bound."""
        self.count += 1
        wide = b"".join(hashlib.sha512(f"{self.seed}|{self.count}|{i}".encode()).digest() for i in range(5))
        return int.from_bytes(wide, "big") % bound


P25519 = 2**255 - 19
Point = tuple[int, int, int, int]


class Ed25519(Group[Point]):
    """Points in extended coordinates (X, Y, Z, T)."""

    name = "Ed25519"
    order = 2**252 + 27742317777372353535851937790883648493
    one: Point = (0, 1, 1, 0)
    d = -121665 * pow(121666, -1, P25519) % P25519

    @cached_property
    def generator(self) -> Point:  # type: ignore[override]
        """y = 4/5, x even."""
        return self._point(4 * pow(5, -1, P25519) % P25519, 0)

    def mul(self, a: Point, b: Point) -> Point:
        """The complete addition law: right for points of every order."""
        p, (x1, y1, z1, t1), (x2, y2, z2, t2) = P25519, a, b
        m, n = (y1 - x1) * (y2 - x2) % p, (y1 + x1) * (y2 + x2) % p
        c, d = 2 * self.d * t1 * t2 % p, 2 * z1 * z2 % p
        e, f, g, h = n - m, d - c, d + c, n + m
        return e * f % p, g * h % p, f * g % p, e * h % p

    def inv(self, a: Point) -> Point:
        """The opposite point."""
        x, y, z, t = a
        return -x % P25519, y, z, -t % P25519

    def write(self, a: Point) -> str:
        """64 hexadecimal digits, big-endian, the sign of x in the highest bit."""
        x, y, z, _ = a
        scale = pow(z, -1, P25519)
        x, y = x * scale % P25519, y * scale % P25519
        return f"{y | (x & 1) << 255:064x}"

    def read(self, string: str) -> Point:
        """Raises ValueError where no point of the curve has this y."""
        number = int(string, 16)
        return self._point(number & (2**255 - 1), number >> 255)

    def _point(self, y: int, sign: int) -> Point:
        p = P25519
        square = (y * y - 1) * pow(self.d * y * y + 1, -1, p) % p
        x = pow(square, (p + 3) // 8, p)
        if x * x % p != square:
            x = x * pow(2, (p - 1) // 4, p) % p
        if x * x % p != square:
            raise ValueError("no point of the curve")
        x = p - x if x % 2 != sign and x else x
        return x, y % p, 1, x * y % p

    @cached_property
    def small(self) -> list[Point]:
        """The points of order 2, 4 and 8, in this order."""
        y = next(y for y in range(2, 99) if self._order_eight(y))
        eighth = self.exp(self._point(y, 0), self.order)
        return [self.exp(eighth, 4), self.exp(eighth, 2), eighth]

    def _order_eight(self, y: int) -> bool:
        try:
            point = self.exp(self._point(y, 0), self.order)
        except ValueError:
            return False
        return self.write(self.exp(point, 4)) != self.write(self.one)


class Field(Group[int]):
    """A subgroup of the integers modulo p, in base 10."""

    one = 1

    def __init__(self, name: str, p: int, q: int, g: int) -> None:
        self.name, self.p, self.order, self.generator = name, p, q, g

    def mul(self, a: int, b: int) -> int:
        """The product modulo p."""
        return a * b % self.p

    def exp(self, a: int, n: int) -> int:
        """The power modulo p."""
        return pow(a, n, self.p)

    def inv(self, a: int) -> int:
        """The inverse modulo p."""
        return pow(a, -1, self.p)

    def write(self, a: int) -> str:
        """Base 10."""
        return str(a)

    def read(self, string: str) -> int:
        """Any number."""
        return int(string)

    @cached_property
    def small(self) -> list[int]:
        """The element of order 2, and one of another small order where p - 1 has a small factor besides."""
        found = [self.p - 1]
        rest = (self.p - 1) // self.order
        factor = next((f for f in range(3, 2000, 2) if rest % f == 0), None)
        if factor is not None:
            root = next(r for r in (pow(b, (self.p - 1) // factor, self.p) for b in range(2, 99)) if r != 1)
            found.append(root)
        return found


PARAMETERS = json.loads(Path(__file__).with_name("groups.json").read_text())


@cache
def group(name: str) -> Group:  # type: ignore[type-arg]
    """The group of a name (section 5)."""
    if name == "Ed25519":
        return Ed25519()
    numbers = PARAMETERS[name]
    return Field(name, *(int(numbers[part]) for part in "pqg"))
