"""What one person with several posts could do alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from veche.web.ballots.models import Post

PAIRS = {
    "warn_officer_registrar": {Post.RETURNING_OFFICER, Post.REGISTRAR},
    "warn_officer_trustee": {Post.RETURNING_OFFICER, Post.TRUSTEE},
    "warn_registrar_trustee": {Post.REGISTRAR, Post.TRUSTEE},
}
"""Keys of `post.*`, by the posts that should not be in one hand."""


def in_one_hand(holders: Iterable[tuple[Hashable, str]]) -> Iterator[str]:
    """Keys of `post.*` for what to warn of. `holders`: who has a post, and which."""
    held: dict[Hashable, set[str]] = {}
    for person, post in holders:
        held.setdefault(person, set()).add(post)
    for key, both in PAIRS.items():
        if any(both <= posts for posts in held.values()):
            yield key
