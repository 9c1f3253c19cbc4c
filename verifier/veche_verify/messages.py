"""The pieces that every message is made of (4.2, 4.3): scalars, elements, proofs, ciphertexts, weights."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from .canonical import Json
from .groups import Element, Group
from .refused import Refused

NUMBER = re.compile("0|[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Proof:
    """proof (4.3)."""

    challenge: int
    response: int


@dataclass(frozen=True, slots=True)
class Ciphertext:
    """ciphertext (4.3). The product and the power are pointwise (4.18)."""

    alpha: Element
    beta: Element

    def __mul__(self, other: Ciphertext) -> Ciphertext:
        return Ciphertext(self.alpha * other.alpha, self.beta * other.beta)

    def __pow__(self, exponent: int) -> Ciphertext:
        return Ciphertext(self.alpha**exponent, self.beta**exponent)

    def __str__(self) -> str:
        return f"{self.alpha},{self.beta}"


def read_scalar(json: Json, G: Group) -> int:
    """Z_q (4.2): in base 10, below q."""
    text = json.plain()
    if len(text) > len(str(G.q)) or not NUMBER.fullmatch(text) or int(text) >= G.q:
        raise Refused(
            "group.scalar", json.where, "a number in base 10 below the order of the group is expected"
        )
    return int(text)


def read_element(json: Json, G: Group) -> Element:
    """G (4.2): an element of the group, checked."""
    try:
        element = G.of_string(json.plain())
        element.check()
    except ValueError as reason:
        raise Refused("group.element", json.where, str(reason)) from None
    return element


def read_proof(json: Json, G: Group) -> Proof:
    fields = json.fields("challenge", "response")
    return Proof(read_scalar(fields["challenge"], G), read_scalar(fields["response"], G))


def read_proofs(json: Json, G: Group) -> list[Proof]:
    """iproof (4.12): a sequence of proofs."""
    return [read_proof(item, G) for item in json.items()]


def read_ciphertext(json: Json, G: Group) -> Ciphertext:
    fields = json.fields("alpha", "beta")
    return Ciphertext(read_element(fields["alpha"], G), read_element(fields["beta"], G))


def read_ciphertexts(json: Json, G: Group) -> list[Ciphertext]:
    return [read_ciphertext(item, G) for item in json.items()]


def product(G: Group, ciphertexts: Iterable[Ciphertext]) -> Ciphertext:
    """The product of ciphertexts (4.18); (1, 1) if there are none."""
    result = Ciphertext(G.one, G.one)
    for c in ciphertexts:
        result = result * c
    return result


def read_weight(json: Json) -> int:
    """A weight, or a sum of weights: a number up to 2^30 - 1, above that a string in base 10."""
    if not isinstance(json.value, str):
        if not 0 <= json.integer() < 2**30:
            raise json.refuse("a weight is a number below 2^30, or a string")
        return json.integer()
    text = json.plain()
    if len(text) > 100 or not NUMBER.fullmatch(text) or int(text) < 2**30:
        raise json.refuse("only a weight of 2^30 or more is a string, in base 10")
    return int(text)


def base64_hash(message: bytes) -> str:
    """The Base64 of the SHA-256 of a message, without padding: fingerprint (4.10), tracker and signed hash (4.17)."""
    return b64encode(hashlib.sha256(message).digest()).rstrip(b"=").decode()
