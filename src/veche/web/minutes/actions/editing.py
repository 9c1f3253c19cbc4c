"""The program drafts; the secretary corrects, adds, and takes out. Each time that is an edition of its own."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404

from veche.web.assemblies.models import Assembly
from veche.web.bodies.access import today

from ..access import Seen, whole
from ..access import draft as drafted
from ..entries import Entry, Sort
from ..errors import Refused
from ..models import Edition, Minutes

MOST = 2000
"""Editions: no secretary corrects so often; a script would."""
LONGEST = 20_000
"""Characters of one entry."""


@transaction.atomic
def draft(assembly: Assembly) -> Minutes:
    """The first edition. Drafted already: nothing happens."""
    Assembly.objects.select_for_update().get(pk=assembly.pk)
    minutes, _ = Minutes.objects.get_or_create(assembly=assembly)
    if not Edition.objects.filter(minutes=minutes).exists():
        entries = [one.to_json() for one in drafted(assembly)]
        Edition.objects.create(minutes=minutes, number=1, entries=entries, by="", day=today())
    return minutes


@transaction.atomic
def edit(seen: Seen, entry_id: str, *, text: str, internal: bool, gone: bool, why: str) -> None:
    """One entry, in other words, or hidden from the public version, or taken out. Nothing happens if it is so already.

    Raises PermissionDenied, Http404, Refused("approved", "no_text", "too_many").
    """
    minutes = _locked(seen)
    found = next((one for one in whole(minutes) if one.id == entry_id), None)
    if found is None:
        raise Http404
    if not text.strip() and not gone:
        raise Refused("no_text", "text")
    if found.sort is Sort.HEADING and gone:
        raise Refused("heading_stays", "gone")
    changed = replace(found, text=text.strip()[:LONGEST] or found.text, internal=internal, gone=gone)
    if changed != found:
        _write(minutes, seen, changed, why)


@transaction.atomic
def add(seen: Seen, after: str, *, text: str, internal: bool, why: str, once: bytes) -> None:
    """Something that the program did not write, behind the entry `after`. The same `once` is the same entry.

    Raises PermissionDenied, Http404, Refused("approved", "no_text", "too_many").
    """
    minutes = _locked(seen)
    known = {one.id for one in whole(minutes)}
    if after not in known:
        raise Http404
    if not text.strip():
        raise Refused("no_text", "text")
    entry_id = once.hex()[:12]
    if entry_id not in known:
        entry = Entry(entry_id, Sort.LINE, text.strip()[:LONGEST], internal=internal, after=after)
        _write(minutes, seen, entry, why)


def _locked(seen: Seen) -> Minutes:
    if not seen.writes:
        raise PermissionDenied
    if seen.minutes is None:
        raise Http404
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=seen.minutes.pk)
    if minutes.stage == Minutes.Stage.APPROVED:
        raise Refused("approved")
    return minutes


def _write(minutes: Minutes, seen: Seen, entry: Entry, why: str) -> None:
    last = Edition.objects.filter(minutes=minutes).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise Refused("too_many")
    Edition.objects.create(
        minutes=minutes, number=last + 1, entries=[entry.to_json()], why=why, by=seen.place.name, day=today()
    )
