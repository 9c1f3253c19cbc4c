"""Minutes as they are read: the internal version by the body, the public one by whoever has its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from veche.assembly.text import Piece, differences
from veche.web.accounts.guard import signed_in
from veche.web.accounts.sessions import account_of
from veche.web.delegates import access as delegates
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from .. import access
from ..access import Change
from ..entries import sections
from ..models import Minutes
from ..paper import fingerprint, stage


@signed_in
def minutes_of(request: HttpRequest, body_id: UUID) -> HttpResponse:
    place = delegates.place(account_of(request), body_id)
    return render(request, "minutes/list.html", {"body": place.body, "assemblies": access.minutes_of(place)})


@signed_in
def minutes(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """Everything, for members of the body and delegates to it."""
    seen = access.seen(account_of(request), assembly_id)
    places: dict[str, Any] = {"seen": seen, "assembly": seen.assembly, "body": seen.assembly.body}
    if seen.minutes is not None:
        link = request.build_absolute_uri(f"/minutes/{assembly_id}/public/")
        places |= shown(seen.minutes, request, public=False) | {
            "remarks": access.remarks(seen.minutes),
            "link": link,
        }
    return render(request, "minutes/minutes.html", places)


def shown(found: Minutes, request: HttpRequest, *, public: bool) -> dict[str, Any]:
    """What a version says, in the assembly's language, and where it stands, in the reader's."""
    entries, number = access.whole(found), len(access.editions(found))
    return {
        "minutes": found,
        "sections": sections(entries, public=public),
        "stage": stage(found, number, voice_of(request)),
        "edition": number,
        "digest": fingerprint(entries, public=public),
        "spoken": Voice(Language(found.assembly.language)),
        "in": found.assembly.language,
    }


@require_safe
def public(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """For whoever has the address; nothing here says who asks."""
    found = access.published(assembly_id)
    places = shown(found, request, public=True) | {"assembly": found.assembly, "body": found.assembly.body}
    return render(request, "minutes/public.html", places)


@dataclass(frozen=True)
class Corrected:
    change: Change
    pieces: tuple[Piece, ...]
    hidden: bool
    """It was made internal; `shown_again` the reverse."""
    shown_again: bool


@signed_in
def changes(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    """What was corrected, word by word, by whom, and why."""
    seen = access.seen(account_of(request), assembly_id)
    found = access.changes(seen.minutes) if seen.minutes is not None else []
    places = {"assembly": seen.assembly, "changes": [_corrected(one) for one in found]}
    return render(request, "minutes/changes.html", places)


def _corrected(change: Change) -> Corrected:
    before = change.before.text if change.before is not None and not change.before.gone else ""
    after = "" if change.after.gone else change.after.text
    was = change.before is not None and change.before.internal
    return Corrected(
        change,
        tuple(differences(before, after)),
        change.after.internal and not was and change.before is not None,
        was and not change.after.internal,
    )
