"""The one cookie that signs somebody in."""

from __future__ import annotations

from django.http import HttpRequest

COOKIE = "session"
LONGEST_TOKEN = 64


def name_for(request: HttpRequest) -> str:
    """Over https browsers take a name with this prefix from this very host alone, and over https alone: neither a neighbouring host nor
    whoever answers for one over http can plant a cookie that signs somebody in to an account of theirs.
    """
    return f"__Host-{COOKIE}" if request.is_secure() else COOKIE


def token_of(request: HttpRequest) -> str:
    """What the browser sent, or nothing."""
    token = request.COOKIES.get(name_for(request), "")
    return token if len(token) <= LONGEST_TOKEN else ""
