"""Threshold parameters (4.6) that ought to be refused, each signed again by whoever signs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vectors.make import trustees, wire
from vectors.make.bad import Bad, Base
from vectors.make.trustees import Pedersen, public_key, signature, signed
from vectors.make.walk import altered
from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.wire import Node

OUTSIDE = (1, "verification_keys")


@dataclass
class Forge:
    """The members of the only item of an election, all of them at once."""

    base: Base

    @property
    def members(self) -> Pedersen:
        """Their secrets."""
        return self.base.held.pedersen[0]

    def item(self, certs: list[Node], coefexps: list[Node], raw: list[Node] | None = None) -> Node:
        """The parameters with other certificates and coefficients, and the signatures over both."""
        item: Node = ['"Pedersen"', self.members.parameters()]
        signatures = self.members.signatures(certs, self.members.coefexps() if raw is None else raw)
        parts: list[tuple[str, list[Node]]] = [
            ("certs", certs),
            ("coefexps", coefexps),
            ("signatures", signatures),
        ]
        for name, nodes in parts:
            item = wire.put(item, (1, name), nodes)
        return item

    def signed_coefexps(self, raw: list[Node]) -> list[Node]:
        """Each member's coefficients with its signature."""
        return [signed(self.members.group, s, r) for s, r in zip(self.members.seeds, raw, strict=True)]

    def bad(self, name: str, item: Node, check: str, about: str) -> Bad:
        """The archive up to Setup with other trustees."""
        archive = self.base.archive.upto(1).with_record(0, "trustees", wire.write([item]))
        return self.base.bad(f"threshold.{name}", archive, check, "trustees", about)


def vectors(base: Base) -> Iterator[Bad]:
    """All of them, on an election whose only item is a threshold."""
    forge = Forge(base)
    yield from inside_certificates(forge)
    yield from inside_coefficients(forge)
    yield from signatures(forge)
    yield from keys(forge)
    yield from thresholds(forge)


def inside_certificates(forge: Forge) -> Iterator[Bad]:
    """Every field of the second member's certificate."""
    members, index = forge.members, 1
    certs = members.certificates()
    tree = wire.read(inner(certs[index]))
    for name, node, check in altered("cert", tree, forge.base, ".*"):
        other = [*certs[:index], signed(members.group, members.seeds[index], node), *certs[index + 1 :]]
        item = forge.item(other, forge.signed_coefexps(members.coefexps()))
        yield forge.bad(
            f"certificate.{name}", item, check, f"Inside a certificate: {name}; signed by its owner."
        )
    for order, point in zip((2, 4, 8), members.group.small, strict=True):
        mixed = trustees.certificate(members.group, members.seeds[index], (3, 2, 2), point)
        item = forge.item(
            [*certs[:index], mixed, *certs[index + 1 :]], forge.signed_coefexps(members.coefexps())
        )
        about = f"The key for signatures is multiplied by a point of order {order}; the certificate's signature holds."
        yield forge.bad(f"certificate.mixed order {order}", item, "group.element", about)


def inner(message: Node) -> bytes:
    """The message inside a signed message."""
    token = wire.get(message, ("message",))
    assert isinstance(token, str), "the message is a string"
    body: str = json.loads(token)
    return body.encode()


def inside_coefficients(forge: Forge) -> Iterator[Bad]:
    """Every field of the second member's coefficients."""
    members, index = forge.members, 1
    certs, raw = members.certificates(), members.coefexps()
    for name, node, check in altered("raw_coefexps", raw[index], forge.base, ".*"):
        other = [*raw[:index], node, *raw[index + 1 :]]
        over = other if isinstance(node, Object) else raw
        item = forge.item(certs, forge.signed_coefexps(other), over)
        yield forge.bad(
            f"coefficients.{name}", item, check, f"Inside the coefficients: {name}; signed by their owner."
        )


def signatures(forge: Forge) -> Iterator[Bad]:
    """Signatures by the wrong member, or over the wrong thing."""
    members = forge.members
    group, seeds, certs, raw = members.group, members.seeds, members.certificates(), members.coefexps()
    good: Node = ['"Pedersen"', members.parameters()]
    thief = signed(group, seeds[0], wire.read(inner(certs[1])))
    item = forge.item([certs[0], thief, certs[2]], forge.signed_coefexps(raw))
    yield forge.bad(
        "certificate by another", item, "threshold.certificate", "A member signs another's certificate."
    )
    other = [signed(group, seeds[0], r) if i == 2 else signed(group, seeds[i], r) for i, r in enumerate(raw)]
    item = forge.item(certs, other)
    yield forge.bad(
        "coefficients by another", item, "threshold.coefexps", "A member signs another's coefficients."
    )
    mine = members.signatures(certs, raw)
    for name, wrong in (
        ("over others' coefficients", [mine[0], signed_over(members, 1, certs, raw[0]), mine[2]]),
        ("over fewer certificates", [signed_over(members, 0, certs[:2], raw[0]), mine[1], mine[2]]),
        ("by another", [mine[0], mine[1], signed_over(members, 0, certs, raw[2])]),
    ):
        item = wire.put(good, (1, "signatures"), wrong)
        yield forge.bad(f"signature {name}", item, "threshold.signature", f"A signature {name}.")
    key = wire.get(good, (*OUTSIDE, 1, "public_key"))
    theirs = signature(group, seeds[2], wire.content(key))
    item = wire.put(good, (*OUTSIDE, 1, "signature"), theirs)
    yield forge.bad(
        "key signed by another", item, "threshold.key", "A member signs another's verification key."
    )


def signed_over(members: Pedersen, signer: int, certs: list[Node], raw: Node) -> Node:
    """The signature of a member over given certificates and coefficients."""
    assert isinstance(raw, Object), "coefficients are an object"
    message = wire.write(Object([("certs", certs), *raw])).decode()
    return signature(members.group, members.seeds[signer], f"certs_sig|{message}")


def keys(forge: Forge) -> Iterator[Bad]:
    """Verification keys that the coefficients do not give."""
    members = forge.members
    good: Node = ['"Pedersen"', members.parameters()]
    made: dict[str, Any] = {
        "forged share": (1, public_key(members.group, members.share(2) + 1, members.seeds[1])),
        "share of another": (1, public_key(members.group, members.share(1), members.seeds[1])),
        "key of the whole": (0, public_key(members.group, members.secret, members.seeds[0])),
        "own polynomial only": (2, public_key(members.group, sum(members.polynomials[2]), members.seeds[2])),
    }
    for name, (place, key) in made.items():
        item = wire.put(good, (*OUTSIDE, place), key)
        about = f"A verification key is another ({name}), with a right proof and signature."
        yield forge.bad(f"key.{name}", item, "threshold.key", about)
    for order, point in zip((2, 4, 8), members.group.small, strict=True):
        twisted = public_key(members.group, members.share(2), members.seeds[1], point)
        about = f"A verification key is multiplied by a point of order {order}; its proof and signature hold."
        item = wire.put(good, (*OUTSIDE, 1), twisted)
        yield forge.bad(f"key.mixed order {order}", item, "group.element", about)


def thresholds(forge: Forge) -> Iterator[Bad]:
    """Thresholds that cannot be, with everything else made for them."""
    members = forge.members
    for name, number, about in (
        ("over the size", 4, "Four of three are needed."),
        ("nought", 0, "Nobody is needed."),
    ):
        polynomials = [(f * 2)[:number] for f in members.polynomials]
        other = Pedersen(members.group, number, members.seeds, polynomials)
        item: Node = ['"Pedersen"', other.parameters()]
        yield forge.bad(f"threshold {name}", item, "threshold.shape", about)
    nobody = Pedersen(members.group, 1, [], [])
    yield forge.bad(
        "no members", ['"Pedersen"', nobody.parameters()], "threshold.shape", "There are no members."
    )
    good: Node = ['"Pedersen"', members.parameters()]
    for number in (1, 3):
        certs = [
            trustees.certificate(members.group, s, (3, number, i)) for i, s in enumerate(members.seeds, 1)
        ]
        item = wire.put(
            forge.item(certs, forge.signed_coefexps(members.coefexps())), (1, "threshold"), str(number)
        )
        about = f"All agree on a threshold of {number}, but the polynomials are for 2."
        yield forge.bad(f"threshold {number} for polynomials of two", item, "threshold.shape", about)
    longer = wire.put(good, (1, "threshold"), text("2"))
    yield forge.bad("threshold as text", longer, "json", "The threshold is a string.")
