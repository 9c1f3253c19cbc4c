"""Identifiers that come out the same wherever something is done: on the server, and on a laptop to which the assembly was taken while the network was cut.

So what comes together again is united by identifiers, and nobody is there twice or votes twice. Whoever reads the tables cannot compute them: they
are keyed, with the key for doors, which both have.
"""

from __future__ import annotations

from uuid import UUID

from veche.web.bodies.names import skeleton
from veche.web.house.sealed import found_by

from .models import Poll, Presence


def presence_of(code: str) -> UUID:
    """Of the phone that a slip lets in. HMAC-SHA256(key, "door presence" | bare letters of the code)."""
    return _identifier("door presence", code.encode())


def ballot_of(poll: Poll, presence: Presence | None, name: str) -> UUID:
    """Of what a seat, else a phone, else somebody by name votes in a poll. HMAC-SHA256(key, "door ballot" | poll | who)."""
    if presence is None:
        who = b"name" + skeleton(name).encode()
    elif presence.delegacy is not None:
        who = b"seat" + presence.delegacy.seat_id.bytes
    else:
        who = b"phone" + presence.pk.bytes
    return _identifier("door ballot", poll.pk.bytes + who)


def _identifier(end: str, what: bytes) -> UUID:
    return UUID(bytes=found_by(end, what)[:16], version=4)
