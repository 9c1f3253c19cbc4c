"""Trustees (4.5 to 4.7): their messages, and how to sign them again after an alteration."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vectors.make import prove, wire
from vectors.make.groups import Dice
from vectors.make.wire import Object, content, text

if TYPE_CHECKING:
    from vectors.make.groups import Group
    from vectors.make.wire import Node

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(dice: Dice, length: int) -> str:
    """A random word."""
    return "".join(BASE58[dice.below(58)] for _ in range(length))


def nested(node: Node) -> str:
    """A message inside a string of another."""
    return text(wire.write(node).decode())


def signing_key(group: Group[Any], seed: str) -> int:
    """4.6.1."""
    return int.from_bytes(hashlib.sha256(f"sk|{seed}".encode()).digest(), "big") % group.order


def decryption_key(group: Group[Any], seed: str) -> int:
    """4.6.1."""
    return int.from_bytes(hashlib.sha256(f"dk|{seed}".encode()).digest(), "big") % group.order


def signature(group: Group[Any], seed: str, message: str, key: Any = None) -> Object:
    """The signature of a message (4.6.1); the numbers depend on the message only."""
    dice = Dice(f"sigmsg|{seed}|{message}")
    return prove.schnorr(group, dice, f"sigmsg|{message}", signing_key(group, seed), key)


def signed(group: Group[Any], seed: str, message: Node, key: Any = None) -> Object:
    """A signed_msg."""
    inner = wire.write(message).decode()
    return Object([("message", text(inner)), ("signature", signature(group, seed, inner, key))])


def public_key(group: Group[Any], secret: int, seed: str | None = None, twist: Any = None) -> Object:
    """A trustee_public_key (4.5), signed by its owner where there is a seed; `twist` gives the key a mixed order."""
    key = group.exp(group.generator, secret)
    key = key if twist is None else group.mul(key, twist)
    string = group.write(key)
    pok = prove.schnorr(group, Dice(f"pok|{string}"), f"pok|{group.name}|{string}", secret, key)
    fields: list[tuple[str, Node]] = [("pok", pok), ("public_key", text(string))]
    if seed is not None:
        fields.append(("signature", signature(group, seed, string)))
    return Object(fields)


def certificate(group: Group[Any], seed: str, context: tuple[int, int, int], twist: Any = None) -> Object:
    """4.6.2: the context is (size, threshold, index)."""
    key = group.exp(group.generator, signing_key(group, seed))
    key = key if twist is None else group.mul(key, twist)
    size, threshold, index = (str(number) for number in context)
    fields: list[tuple[str, Node]] = [("group", text(group.name))]
    fields += [("size", size), ("threshold", threshold), ("index", index)]
    keys: list[tuple[str, Node]] = [("context", Object(fields)), ("verification", text(group.write(key)))]
    keys.append(("encryption", text(group.power(decryption_key(group, seed)))))
    return signed(group, seed, Object(keys), key if twist is not None else None)


@dataclass
class Pedersen:
    """What the members of one threshold item know."""

    group: Group[Any]
    threshold: int
    seeds: list[str]
    polynomials: list[list[int]]

    def share(self, index: int) -> int:
        """The decryption key of a member, counted from 1 (4.6.6)."""
        return sum(a * index**k for f in self.polynomials for k, a in enumerate(f)) % self.group.order

    @property
    def secret(self) -> int:
        """What all the shares together stand for."""
        return sum(f[0] for f in self.polynomials) % self.group.order

    def certificates(self) -> list[Node]:
        """4.6.2."""
        size = len(self.seeds)
        return [certificate(self.group, s, (size, self.threshold, i)) for i, s in enumerate(self.seeds, 1)]

    def coefexps(self) -> list[Node]:
        """4.6.4: raw_coefexps of each member."""
        return [Object([("coefexps", [text(self.group.power(a)) for a in f])]) for f in self.polynomials]

    def parameters(self) -> Object:
        """4.6.7."""
        certs, raw = self.certificates(), self.coefexps()
        keys: list[Node] = [public_key(self.group, self.share(i), s) for i, s in enumerate(self.seeds, 1)]
        fields: list[tuple[str, Node]] = [
            ("threshold", str(self.threshold)),
            ("certs", certs),
            ("coefexps", [signed(self.group, s, r) for s, r in zip(self.seeds, raw, strict=True)]),
            ("signatures", self.signatures(certs, raw)),
            ("verification_keys", keys),
        ]
        return Object(fields)

    def signatures(self, certs: list[Node], raw: list[Node]) -> list[Node]:
        """4.6.4: each member signs all certificates with its own coefficients."""
        result: list[Node] = []
        for seed, coefficients in zip(self.seeds, raw, strict=True):
            message = Object([("certs", certs), *coefficients])  # type: ignore[list-item]
            result.append(signature(self.group, seed, f"certs_sig|{wire.write(message).decode()}"))
        return result


def pedersen(group: Group[Any], threshold: int, size: int, dice: Dice) -> Pedersen:
    """A threshold key."""
    seeds = [base58(dice, 22) for _ in range(size)]
    return Pedersen(
        group, threshold, seeds, [[dice.below(group.order) for _ in range(threshold)] for _ in seeds]
    )


def key_of(item: Node) -> list[str]:
    """The public keys of an item of `trustees`, in the order of its owners."""
    if wire.get(item, (0,)) == '"Single"':
        return [content(wire.get(item, (1, "public_key")))]
    keys = wire.get(item, (1, "verification_keys"))
    assert isinstance(keys, list), "verification keys are an array"
    return [content(wire.get(key, ("public_key",))) for key in keys]
