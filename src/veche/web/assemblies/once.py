"""A member comes in at a distance once: by a keyed hash of assembly and membership, which the database alone does not undo."""

from __future__ import annotations

from veche.web.bodies.models import Membership
from veche.web.house.sealed import found_by

from .models import Assembly


def once_of(assembly: Assembly, membership: Membership) -> bytes:
    """HMAC-SHA256(key, "once at a distance" | assembly | membership): 32 bytes."""
    return found_by("once at a distance", assembly.pk.bytes + membership.pk.bytes)
