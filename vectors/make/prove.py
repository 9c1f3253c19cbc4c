"""The provers of section 4 in plain integers: honest, and willing to lie.

Every proof of a ballot but one says "one of these pairs is (g^r, y^r)": the proofs of intervals (4.12), of blank (4.13) and of
lists (4.14) differ only in the string that they hash and in the pairs. A lie is told as if the branch were true: its proof
has the right shape and cannot hold. Where an element has mixed order, the prover tries again until the equations hold, so
that nothing but the check of the element itself can refuse it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from vectors.make.groups import Dice, Group
    from vectors.make.wire import Node

TRIES = 200


def digest(string: str) -> int:
    """SHA-256 as a big-endian number."""
    return int.from_bytes(hashlib.sha256(string.encode()).digest(), "big")


def proof(challenge: int, response: int) -> Object:
    """A proof (4.3)."""
    return Object([("challenge", text(str(challenge))), ("response", text(str(response)))])


@dataclass
class Cipher:
    """An ElGamal pair with what its maker knows."""

    alpha: Any
    beta: Any
    r: int
    m: int

    def node(self, group: Group[Any]) -> Object:
        """As it stands in a message."""
        return Object([("alpha", text(group.write(self.alpha))), ("beta", text(group.write(self.beta)))])


def schnorr(group: Group[Any], dice: Dice, prefix: str, secret: int, key: Any = None) -> Object:
    """Knowledge of x: challenge = SHA256(prefix | g^w), response = w - x c (4.5, 4.6.1, 4.16).

    With `key` (some g^x T of mixed order) until g^response key^challenge gives the same commitment.
    """
    for _ in range(TRIES):
        w = dice.below(group.order)
        challenge = digest(f"{prefix}|{group.power(w)}") % group.order
        response = (w - secret * challenge) % group.order
        if key is None or group.power(w) == group.write(
            group.mul(group.exp(group.generator, response), group.exp(key, challenge))
        ):
            return proof(challenge, response)
    raise ValueError("no challenge hides the small order")


class Prover:
    """One voter's pen: the group, the key of the election, S_0 (4.11) and a source of numbers."""

    def __init__(self, group: Group[Any], key: str, context: str, dice: Dice) -> None:
        self.group, self.key, self.context, self.dice = group, group.read(key), context, dice
        self.key_string = key

    def encrypt(self, m: int, twist: tuple[Any, Any] | None = None) -> Cipher:
        """(g^r, y^r g^m), times two elements of small order where asked for."""
        g = self.group
        r = self.dice.below(g.order)
        alpha = g.exp(g.generator, r)
        beta = g.mul(g.exp(self.key, r), g.exp(g.generator, m % g.order))
        if twist:
            alpha, beta = g.mul(alpha, twist[0]), g.mul(beta, twist[1])
        return Cipher(alpha, beta, r, m)

    def sum(self, ciphers: list[Cipher]) -> Cipher:
        """The product of ciphertexts, which encrypts the sum."""
        g = self.group
        return Cipher(
            g.product([c.alpha for c in ciphers]),
            g.product([c.beta for c in ciphers]),
            sum(c.r for c in ciphers) % g.order,
            sum(c.m for c in ciphers),
        )

    def less(self, cipher: Cipher, m: int) -> tuple[Any, Any]:
        """(alpha, beta / g^m): a pair (g^r, y^r) if the ciphertext holds m."""
        return cipher.alpha, self.group.mul(
            cipher.beta, self.group.exp(self.group.generator, -m % self.group.order)
        )

    def one_of(
        self, prefix: str, pairs: list[tuple[Any, Any]], true: int, r: int, *, lie: bool = False
    ) -> list[Node]:
        """Proofs that one pair is (g^r, y^r): their challenges add up to SHA256(prefix | A_0,B_0,...,A_k,B_k).

        A_j = g^response alpha_j^challenge and B_j = y^response beta_j^challenge.
        """
        g, q = self.group, self.group.order
        for _ in range(TRIES):
            parts = [[self.dice.below(q), self.dice.below(q)] for _ in pairs]
            w = self.dice.below(q)
            commitments = [self._commitment(pair, *part) for pair, part in zip(pairs, parts, strict=True)]
            commitments[true] = f"{g.power(w)},{g.write(g.exp(self.key, w))}"
            others = sum(c for j, (c, _) in enumerate(parts) if j != true)
            challenge = (digest(f"{prefix}|{','.join(commitments)}") - others) % q
            parts[true] = [challenge, (w - r * challenge) % q]
            if lie or self._commitment(pairs[true], *parts[true]) == commitments[true]:
                return [proof(*part) for part in parts]
        raise ValueError("the statement is false")

    def _commitment(self, pair: tuple[Any, Any], challenge: int, response: int) -> str:
        g = self.group
        a = g.mul(g.exp(g.generator, response), g.exp(pair[0], challenge))
        b = g.mul(g.exp(self.key, response), g.exp(pair[1], challenge))
        return f"{g.write(a)},{g.write(b)}"

    def interval(self, context: str, cipher: Cipher, values: range, true: int | None = None) -> list[Node]:
        """4.12: the ciphertext holds one of the values; `true` is the branch of a lie."""
        g = self.group
        prefix = f"prove|{context}|{g.write(cipher.alpha)},{g.write(cipher.beta)}"
        pairs = [self.less(cipher, m) for m in values]
        branch = true if true is not None else values.index(cipher.m)
        return self.one_of(prefix, pairs, branch, cipher.r, lie=true is not None)

    def bit(self, cipher: Cipher) -> list[Node]:
        """The individual proof; a lie where the ciphertext holds something else."""
        return self.interval(self.context, cipher, range(2), None if cipher.m in (0, 1) else 1)

    def listing(self, ciphers: list[Cipher]) -> str:
        """S (4.11.1): the context and all ciphertexts."""
        g = self.group
        return f"{self.context}|" + ",".join(f"{g.write(c.alpha)},{g.write(c.beta)}" for c in ciphers)

    def blank(self, context: str, first: Cipher, rest: Cipher) -> list[Node]:
        """4.13: m_0 = 0 or m_sum = 0."""
        pairs = [(first.alpha, first.beta), (rest.alpha, rest.beta)]
        true = 0 if first.m == 0 else 1
        lie = first.m != 0 and rest.m != 0
        return self.one_of(f"bproof0|{context}", pairs, true, (first, rest)[true].r, lie=lie)

    def blank_or_interval(self, context: str, first: Cipher, rest: Cipher, values: range) -> list[Node]:
        """4.13: m_0 = 1 or m_sum is one of the values."""
        pairs = [self.less(first, 1), *(self.less(rest, m) for m in values)]
        inside = rest.m in values
        true = 0 if first.m == 1 else 1 + (values.index(rest.m) if inside else 0)
        witness = first.r if true == 0 else rest.r
        return self.one_of(f"bproof1|{context}", pairs, true, witness, lie=first.m != 1 and not inside)

    def listed(self, context: str, head: Cipher, rest: Cipher) -> list[Node]:
        """4.14: the list is chosen, or none of its candidates."""
        pairs = [self.less(head, 1), (rest.alpha, rest.beta)]
        true = 0 if head.m == 1 else 1
        lie = head.m != 1 and rest.m != 0
        return self.one_of(f"lproof|{context}", pairs, true, (head, rest)[true].r, lie=lie)

    def nonzero(self, context: str, cipher: Cipher, commitment: Any = None) -> Object:
        """4.15; a commitment given is a lie about zero, and holds where its order divides the challenge."""
        g, q = self.group, self.group.order
        s = 1 + self.dice.below(q - 1)
        inner = g.exp(g.mul(cipher.beta, g.exp(self.key, -cipher.r % q)), s)
        shown = inner if commitment is None else commitment
        for _ in range(TRIES):
            w1, w2 = self.dice.below(q), self.dice.below(q)
            a1 = g.mul(g.exp(cipher.alpha, w1), g.exp(g.generator, w2))
            a2 = g.mul(g.exp(cipher.beta, w1), g.exp(self.key, w2))
            c = digest(f"nonzero|{context}|{g.write(shown)},{g.write(a1)},{g.write(a2)}") % q
            t1, t2 = (w1 - s * c) % q, (w2 + s * cipher.r * c) % q
            again = g.mul(g.mul(g.exp(cipher.beta, t1), g.exp(self.key, t2)), g.exp(shown, c))
            if g.write(again) == g.write(a2):
                break
        numbers: list[Node] = [text(str(t1)), text(str(t2))]
        return Object(
            [("commitment", text(g.write(shown))), ("challenge", text(str(c))), ("response", numbers)]
        )

    def raweg(self, cipher: Cipher) -> Object:
        """4.11.2: knowledge of r, until a mixed alpha does not show."""
        g = self.group
        pair = f"{self.key_string},{g.write(cipher.alpha)},{g.write(cipher.beta)}"
        return schnorr(g, self.dice, f"raweg|{self.context}|{pair}", cipher.r, cipher.alpha)
