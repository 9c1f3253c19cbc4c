"""Who invited whom, so that a stolen database does not draw the net of a whole body."""

from __future__ import annotations

from uuid import UUID

from veche.web.house.sealed import found_by


def tie(inviter: UUID, newcomer: UUID) -> bytes:
    """32 bytes that stand at the newcomer: HMAC-SHA256(key, "invited by" | inviter | newcomer), of memberships.

    Without the server's key they bind nobody to anybody, nor two who have one inviter. With it an inviter's own can be found, each tried in turn;
    once the inviter has left, nobody's.
    """
    return found_by("invited by", inviter.bytes + newcomer.bytes)
