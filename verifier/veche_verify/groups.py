"""What a group is (5). Elements are written multiplicatively, so that a formula reads as in the specification."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Self


class Element(ABC):
    """An element of G; equal elements compare equal.

    `str(X)` is its serialisation, the one that stands in messages and enters the hashes.
    """

    __slots__ = ()

    @abstractmethod
    def __mul__(self, other: Self) -> Self: ...

    @abstractmethod
    def __truediv__(self, other: Self) -> Self: ...

    @abstractmethod
    def __pow__(self, exponent: int) -> Self: ...

    @abstractmethod
    def __str__(self) -> str: ...

    @abstractmethod
    def __lt__(self, other: Self) -> bool:
        """The order in which releases sort the ciphertexts of non-homomorphic questions."""

    @abstractmethod
    def check(self) -> None:
        """Checks that it is indeed an element of the group (5). Raises ValueError with the reason."""

    @abstractmethod
    def to_ints(self, n: int) -> list[int]:
        """The n small integers that the element carries (5.1, 5.2)."""


class Group(ABC):
    """A group of prime order q with generator g."""

    name: str
    q: int
    g: Element
    one: Element
    max_ints: int  # how many small integers an element can carry (5)

    @abstractmethod
    def of_string(self, text: str) -> Element:
        """Reads what is written as an element; `check` must follow. Raises ValueError with the reason."""

    @abstractmethod
    def get_generator(self, i: int) -> Element:
        """The i-th independent generator (6, GetGenerator)."""

    def hash(self, text: str) -> int:
        """SHA256(text) mod q, the digest read as a big-endian number."""
        return int.from_bytes(hashlib.sha256(text.encode()).digest()) % self.q

    def product(self, elements: Iterable[Element]) -> Element:
        """The product of the elements; 1 if there are none."""
        result = self.one
        for element in elements:
            result = result * element
        return result


def decode_ints(number: int, n: int, padding: int) -> list[int]:
    """The inverse of of_ints (5.1, 5.2): n integers of 8 bits, the last one above `padding` bits."""
    number >>= padding
    return [(number >> 8 * i) & 0xFF for i in reversed(range(n))]
