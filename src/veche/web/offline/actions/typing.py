"""What was written on paper is typed in."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.actions.locking import RUNNING, as_now, lock
from veche.web.assemblies.models import Duty

from ..models import TypedIn


@transaction.atomic
def type_in(viewer: Viewer, once: bytes, present: int | None, decided: str) -> None:
    """Into the record. The same form sent twice is typed in once. Raises PermissionDenied, Refused("not_now", "away")."""
    assembly = lock(viewer.assembly.pk, *RUNNING)
    fresh = as_now(viewer, assembly)
    if not (fresh.prepares or Duty.SECRETARY in fresh.duties):
        raise PermissionDenied
    _, first = TypedIn.objects.get_or_create(pk=UUID(bytes=once, version=4), assembly=assembly)
    if not first:
        return
    if present is not None:
        note(assembly.pk, "paper_present", item=assembly.item, number=present)
    for line in filter(None, map(str.strip, decided.splitlines())):
        note(assembly.pk, "paper_decided", item=assembly.item, text=line)
