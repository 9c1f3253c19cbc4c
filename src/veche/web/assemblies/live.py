"""What is pushed to those who look on: fragments of pages, the same for everybody of one kind and language.

So a thousand phones cost as many renderings as languages. A fragment has no form, no token, nothing personal, and no name but those that all in
the assembly may see. The address of the stream must lie under /assemblies/, where alone the cookie of a phone is sent.

An element with `data-live-line` holds the one line that a screen reader says when it changes; elements with an `id` keep their focus, their scrolling
and (details) their being open.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string

from veche.web.accounts.sessions import account_of
from veche.web.house.language import Voice
from veche.words import Language

from .access import hall, polls, speaking
from .models import Assembly
from .presenting import quorum_line

KINDS = ("phone", "screen", "desk")


@dataclass(frozen=True)
class Watcher:
    """Whoever may look. `key` is the same for all streams of one person or phone, which are bounded together; it is kept in memory alone."""

    key: str


def watcher(request: HttpRequest, assembly_id: UUID, kind: str) -> Watcher:
    """Whoever asks for a stream; asked again while it goes on. Raises Http404 for whoever may not see this."""
    seen, account = hall.viewer(request, assembly_id), account_of(request)
    allowed = {"phone": True, "screen": seen.screen or seen.leads, "desk": bool(seen.duties) or seen.leads}
    if not allowed.get(kind, False):
        raise Http404
    if account is not None:
        return Watcher(f"account {account.pk}")
    return Watcher(f"presence {seen.presence.pk if seen.presence else ''}")


def part(assembly_id: UUID, kind: str, language: str) -> str:
    """The fragment of this kind as it is now, in this language: HTML. The wall speaks the language of the assembly, whatever its browser asks for.

    Raises Http404, KeyError for a kind that is none.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    assembly = hall.assembly(assembly_id)
    spoken = assembly.language if kind == "screen" else language
    shown = about(assembly, Voice(Language(spoken))) | {"kind": kind}
    return render_to_string(f"assemblies/live/{kind}.html", shown)


def about(assembly: Assembly, voice: Voice) -> dict[str, object]:
    """What every fragment may show."""
    points, quorum = hall.agenda(assembly), hall.quorum(assembly)
    return {
        "assembly": assembly,
        "voice": voice,
        "language": voice.language,
        "points": list(hall.in_order(points)),
        "now": next((one for one in hall.in_order(points) if one.item.pk == assembly.item_id), None),
        "attendance": hall.attendance(assembly),
        "quorum": quorum,
        "quorum_line": quorum_line(quorum, voice),
        "polls": polls.live(assembly),
        "speaking": speaking.live(assembly),
    }
