"""What the live stream of an assembly shows, and to whom. The stream itself is in `serving.live`, and knows nothing else of assemblies.

`part` is called once for each kind, language and change, however many look: so nothing in it is anybody's own. An element with
`data-live-line` in it holds the one line that a screen reader says when it changes; elements with an `id` keep their focus, their
scrolling and (details) their being open.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from veche.web.accounts.sessions import account_of
from veche.web.delegates.access import place
from veche.words import Language

from .models import Assembly

KINDS = ("phone", "screen", "desk")


@dataclass(frozen=True)
class Watcher:
    """Somebody who may look. `key` is the same for all streams of one person or phone, which are bounded together; it is kept in memory alone."""

    key: str


def watcher(request: HttpRequest, assembly_id: UUID, kind: str) -> Watcher:
    """Who asks for a stream; asked again every minute while it goes on. Raises Http404 for whoever may not look."""
    account, assembly = account_of(request), Assembly.objects.filter(id=assembly_id).first()
    if account is None or assembly is None or kind not in KINDS:
        raise Http404
    place(account, assembly.body_id)
    return Watcher(f"account {account.pk}")


def part(assembly_id: UUID, kind: str, language: Language) -> str:
    """The fragment, rendered."""
    pulse = Assembly.objects.get(id=assembly_id).pulse
    return f'<p data-live-line lang="{language}">{kind} {pulse}</p>'
