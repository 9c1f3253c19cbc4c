"""Shuffles with their proof (4.19, 6)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from vectors.make.groups import Ed25519, Field
from vectors.make.prove import Cipher, digest
from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from vectors.make.groups import Dice, Group
    from vectors.make.wire import Node


def generator(group: Group[Any], i: int) -> Any:
    """GetGenerator (6)."""
    x = digest(f"ggen|{i}")
    if isinstance(group, Field):
        return pow(x, (group.p - 1) // group.order, group.p)
    x >>= 2
    while True:
        try:
            return group.exp(group.read(f"{x:064x}"), 8)
        except ValueError:
            x += 1


def serialised(group: Group[Any], items: list[Any]) -> str:
    """Every element, or both of a ciphertext, with a comma behind."""
    flat = [e for item in items for e in ((item.alpha, item.beta) if isinstance(item, Cipher) else (item,))]
    return "".join(f"{group.write(e)}," for e in flat)


def challenges(group: Group[Any], count: int, string: str) -> list[int]:
    """GetNIZKPChallenges."""
    h = hashlib.sha256(string.encode()).hexdigest()
    return [digest(h + hashlib.sha256(str(i).encode()).hexdigest()) % group.order for i in range(count)]


class Shuffler:
    """One shuffle of the answers to one question."""

    def __init__(self, group: Group[Any], key: Any, fingerprint: str, dice: Dice) -> None:
        self.group, self.key, self.fingerprint, self.dice = group, key, fingerprint, dice

    def random(self, count: int) -> list[int]:
        """Scalars."""
        return [self.dice.below(self.group.order) for _ in range(count)]

    def shuffle(self, old: list[Cipher], twist: Any = None) -> tuple[list[Cipher], Node]:
        """GenShuffle and GenShuffleProof; `twist` gives the first alpha a mixed order that no equation notices."""
        g, n = self.group, len(old)
        order = sorted(range(n), key=lambda _: self.dice.below(2**64))
        r = self.random(n)
        again = [
            Cipher(g.mul(e.alpha, g.exp(g.generator, x)), g.mul(e.beta, g.exp(self.key, x)), 0, 0)
            for e, x in zip(old, r, strict=True)
        ]
        new = [again[j] for j in order]
        if twist is not None:
            new[0].alpha = g.mul(new[0].alpha, twist)
        while True:
            proof = self.proof(old, new, r, order)
            if twist is None or self.slip == 0:
                return new, proof

    def proof(self, old: list[Cipher], new: list[Cipher], r: list[int], order: list[int]) -> Node:
        """GenShuffleProof, line by line; `bases` are the independent generators h_i."""
        g, q, n = self.group, self.group.order, len(old)
        h, bases = generator(g, -1), [generator(g, i) for i in range(n)]
        blinds, commitments = [0] * n, [g.one] * n
        for i, j in enumerate(order):
            blinds[j] = self.dice.below(q)
            commitments[j] = g.mul(g.exp(g.generator, blinds[j]), bases[i])
        listing = serialised(g, old) + serialised(g, new) + serialised(g, commitments)
        u = challenges(g, n, f"shuffle-challenges|{self.fingerprint}|{listing}")
        v = [u[j] for j in order]
        links, chain = self.random(n), [h]
        for x, e in zip(links, v, strict=True):
            chain.append(g.mul(g.exp(g.generator, x), g.exp(chain[-1], e)))
        w, ws, wp = self.random(4), self.random(n), self.random(n)
        t = [g.exp(g.generator, w[0]), g.exp(g.generator, w[1])]
        t.append(
            g.mul(g.exp(g.generator, w[2]), g.product([g.exp(b, x) for b, x in zip(bases, wp, strict=True)]))
        )
        for base, side in ((self.key, "beta"), (g.generator, "alpha")):
            moved = g.product([g.exp(getattr(e, side), x) for e, x in zip(new, wp, strict=True)])
            t.append(g.mul(g.exp(base, -w[3] % q), moved))
        hats = [g.mul(g.exp(g.generator, a), g.exp(c, b)) for a, b, c in zip(ws, wp, chain[:-1], strict=True)]
        statement = listing + serialised(g, chain[1:]) + g.write(self.key)
        string = serialised(g, t) + serialised(g, hats) + statement
        c = digest(f"shuffle-challenge|{self.fingerprint}|{string}") % q
        tails = [1] * n
        for i in range(n - 2, -1, -1):
            tails[i] = v[i + 1] * tails[i + 1] % q
        sums = [
            sum(blinds),
            sum(x * y for x, y in zip(links, tails, strict=True)),
            sum(x * y for x, y in zip(blinds, u, strict=True)),
            sum(x * y for x, y in zip(r, u, strict=True)),
        ]
        s = [(a + c * b) % q for a, b in zip(w, sums, strict=True)]
        shat = [(a + c * b) % q for a, b in zip(ws, links, strict=True)]
        sprime = [(a + c * b) % q for a, b in zip(wp, v, strict=True)]
        self.slip = (sprime[0] - wp[0]) % 8 if n else 0  # what t_4 is off by, in an element of order 8
        return self._message(t, hats, s, shat, sprime, commitments, chain[1:])

    def _message(self, t: list[Any], hats: list[Any], s: list[int], *rest: list[Any]) -> Node:
        def elements(items: list[Any]) -> list[Node]:
            return [text(self.group.write(item)) for item in items]

        def scalars(items: list[int]) -> list[Node]:
            return [text(str(item)) for item in items]

        first: list[Node] = [*elements(t[:3]), elements(t[3:]), elements(hats)]
        second: list[Node] = [*scalars(s), scalars(rest[0]), scalars(rest[1])]
        return [first, second, elements(rest[2]), elements(rest[3])]


def message(parts: list[tuple[list[Cipher], Node]], group: Group[Any]) -> Object:
    """The `shuffle` message of all questions."""
    return Object(
        [
            ("ciphertexts", [[c.node(group) for c in ciphers] for ciphers, _ in parts]),
            ("proofs", [proof for _, proof in parts]),
        ]
    )


def sort_key(group: Group[Any], cipher: Cipher) -> tuple[Any, Any]:
    """The order in which every release of Belenios writes non-homomorphic ciphertexts."""
    if isinstance(group, Ed25519):
        pair = (group.write(cipher.alpha), group.write(cipher.beta))
        return tuple(bytes.fromhex(e)[::-1] for e in pair)  # type: ignore[return-value]
    return cipher.alpha, cipher.beta
