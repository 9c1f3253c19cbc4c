"""Where a page asks for its stream. All of the ordinary way of a request is gone through once: host, cookies, language, right to look."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from uuid import UUID

from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from veche.web.accounts import access as accounts
from veche.web.accounts.cookie import token_of
from veche.web.assemblies import live
from veche.web.assemblies.access.pulses import pulses
from veche.web.house.language import voice_of

from ..bridge import GOES_ON
from .channel import Where
from .hub import Hub
from .stream import Stream


class Assemblies:
    """The source of the hub."""

    def pulses(self, assemblies: Collection[UUID]) -> Mapping[UUID, int]:
        with _letting_go():
            return pulses(assemblies)

    def part(self, where: Where) -> str:
        with _letting_go():
            return live.part(where.assembly, where.kind, where.language)


@contextmanager
def _letting_go() -> Iterator[None]:
    """What Django does at the end of a request: connections that broke or are old are closed."""
    try:
        yield
    finally:
        close_old_connections()


hub = Hub(Assemblies())
"""Of this process."""


@require_GET
def stream(request: HttpRequest, assembly_id: UUID, kind: str) -> HttpResponse:
    """The beginning of a stream; what follows is sent by `Stream`. 404 for whoever may not look, 503 where there is no room: the page then works by reload."""
    key = live.watcher(request, assembly_id, kind).key
    if not hub.has_room(key):
        full = voice_of(request)("serving:live.full")
        return HttpResponse(full, status=503, content_type="text/plain", headers={"Retry-After": "60"})
    where = Where(assembly_id, kind, voice_of(request).language)
    again = random.randint(2000, 6000)  # noqa: S311 - milliseconds: after a restart not all come back at one moment
    response = HttpResponse(f"retry: {again}\n\n", content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"  # nginx would gather what it is to pass on
    request.META[GOES_ON] = Stream(hub, where, key, seen(request), _asking_again(request, assembly_id, kind))
    return response


def seen(request: HttpRequest) -> int | None:
    """The pulse of what the page shows: the last event that came, or else the page itself."""
    stated = request.headers.get("Last-Event-ID") or request.GET.get("seen", "")
    return int(stated) if stated.isascii() and stated.isdecimal() and len(stated) < 20 else None


def _asking_again(request: HttpRequest, assembly_id: UUID, kind: str) -> Callable[[], bool]:
    """Whether whoever sent the request may look now. To look on keeps no session open: that is for what people do."""
    environ = {name: value for name, value in request.META.items() if name != GOES_ON}

    def may_look() -> bool:
        asked = WSGIRequest({**environ, "wsgi.input": BytesIO()})
        with _letting_go(), suppress(Http404):
            session = accounts.session_of(token) if (token := token_of(asked)) else None
            asked.account = session.account if session else None  # type: ignore[attr-defined]
            live.watcher(asked, assembly_id, kind)
            return True
        return False

    return may_look
