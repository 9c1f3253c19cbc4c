"""How often something may be tried, without knowing who tries.

Three things are wanted at once:

- A hall of five hundred phones behind one address must get in: so nothing is counted by address, and no address is stored.
- Nobody may lock a member out: so a bucket belongs to what was tried, never to whose account it is. A passphrase is counted by its first
  *four* words. Who fills the bucket of a member must know four of the seven words, or fill the buckets of all of them; and who does not
  know them finds an account by its first two words and has 50 more bits to guess, at `PER_HOUR` guesses for each of 2^20 buckets.
- Nobody may use up the server: hashing a passphrase takes memory and time, so each process hashes only a few at once (`turn`) and the others
  wait. A flood makes signing in slower; it does not refuse anybody until the wait is too long.

What remains: new accounts have one limit for the whole server, as nothing is known yet of who asks. A program can use up an hour's worth, and
newcomers wait; whoever has an account notices nothing.

A bucket is a row with a keyed hash, a number, and the end of the hour. After the hour it is deleted; without the server's key
it says nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.utils import timezone

from veche.web.house.sealed import found_by

from . import actions, clock

PER_HOUR = 20
"""Tries of one passphrase, as far as its first four words go."""
AT_ONCE = 2
LONGEST_WAIT = 20
"""In seconds: a phone waits longer, but a person thinks that nothing happens."""

_turns = BoundedSemaphore(AT_ONCE)


class TooMany(Exception):
    """Tried too often in this hour, or too much is going on. Says nothing about what was tried."""


def allow(kind: str, key: bytes, per_hour: int) -> None:
    """Count one try. Raises TooMany where there were `per_hour` in this hour already.

    `kind` names what is tried, `key` which one: an invitation, a vote, an account; empty for the whole server. Call it
    outside a transaction: what is rolled back was not counted.
    """
    ends = clock.hour_ends()
    bucket = found_by(f"limit {kind} {ends.isoformat()}", key)
    if actions.count_try(bucket, ends, timezone.now()) > per_hour:
        raise TooMany


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn to do what is costly. Raises TooMany after `LONGEST_WAIT` seconds."""
    if not _turns.acquire(timeout=LONGEST_WAIT):
        raise TooMany
    try:
        yield
    finally:
        _turns.release()
