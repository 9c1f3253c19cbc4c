"""What the tests of motions do often."""

from __future__ import annotations

from html import unescape

from django.http import HttpResponse


def text_of(response: HttpResponse) -> str:
    """The page as it is read."""
    return unescape(response.content.decode())
