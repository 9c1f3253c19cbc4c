"""A form that may be sent twice: it carries 16 random bytes, signed by this server, and what it makes is made from them."""

from __future__ import annotations

import secrets

from django.core import signing

AGE = 24 * 60 * 60
"""In seconds: an older form is asked for anew. No invitation is forgotten before its form is too old."""
_SALT = "bodies.once"


class Stale(Exception):
    """The form is too old, or not ours."""


def new_once() -> str:
    """For a hidden field."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_hex(16))


def read_once(text: str) -> bytes:
    """The 16 bytes. Raises Stale."""
    try:
        return bytes.fromhex(signing.TimestampSigner(salt=_SALT).unsign(text[:200], max_age=AGE))
    except signing.BadSignature:
        raise Stale from None
