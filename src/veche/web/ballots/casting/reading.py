"""Reading what is sent in, with a bound, in memory alone: no part of a ballot that is refused touches the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

from veche.election.tar import MAX_BALLOT

from .refusal import Refused

ROOM = 64 * 1024
"""For what a form has around a file."""
MOST_CREDENTIAL = 1024


def body_of(request: HttpRequest, most: int = MAX_BALLOT) -> bytes:
    """The whole body. Raises Refused("too_large")."""
    _must_be_small(request, most)
    body: bytes = request.read(most + 1)
    if len(body) > most:
        raise Refused("too_large")
    return body


def keep_in_memory(request: HttpRequest) -> None:
    """For a form with a ballot as a file; to be called before anything of the form is read. Raises Refused("too_large")."""
    _must_be_small(request, MAX_BALLOT + ROOM)
    request.upload_handlers = [InMemory(request)]


def _must_be_small(request: HttpRequest, most: int) -> None:
    stated = request.META.get("CONTENT_LENGTH") or "0"
    if not stated.isdecimal() or int(stated) > most:
        raise Refused("too_large")


class InMemory(MemoryFileUploadHandler):
    """Django would write larger files to a temporary folder."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True
