"""One assembly, held still while something is done in it. Every action of this app begins here, and so does the refusal while it is away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from ..access.opening import door_is_open, door_opens
from ..errors import Refused
from ..models import Assembly, Duty, Officer, Stage

if TYPE_CHECKING:
    from ..access.hall import Viewer

BEFORE = (Stage.DRAFT, Stage.CALLED)
RUNNING = (Stage.OPEN, Stage.PAUSED)
"""Between the opening and the closing."""
COMING = (Stage.CALLED, *RUNNING)
"""While one may come in: before the opening too, for a hall fills slowly; but see `lock_door`."""


def lock(assembly_id: UUID, *stages: Stage) -> Assembly:
    """The assembly as it is now, in one of these stages (none named: in any); whoever else locks it waits until this transaction ends.

    Write it with `update_fields`: its pulse may grow meanwhile. Raises Http404, Refused("away") while a laptop without a network holds it,
    Refused("not_now") in another stage.
    """
    assembly = Assembly.objects.select_for_update().filter(pk=assembly_id).first()
    if assembly is None:
        raise Http404
    if assembly.away is not None:
        raise Refused("away")
    if stages and assembly.stage not in stages:
        raise Refused("not_now")
    return assembly


def lock_door(assembly_id: UUID) -> Assembly:
    """The same while people come and go. Raises Refused("door_shut") until the door opens, so that nobody is counted days before."""
    assembly = lock(assembly_id, *COMING)
    if not door_is_open(assembly):
        opens = door_opens(assembly)
        raise Refused("door_shut", day=opens.date(), time=f"{opens:%H:%M}")
    return assembly


def lock_for(viewer: Viewer, *stages: Stage, also: tuple[Duty, ...] = ()) -> Assembly:
    """The same for whoever leads it, or has one of these duties, now that nobody else can change it. Raises PermissionDenied besides."""
    assembly = lock(viewer.assembly.pk, *stages)
    fresh = as_now(viewer, assembly)
    if not (fresh.leads or fresh.duties & set(also)):
        raise PermissionDenied
    return assembly


def lock_to_prepare(viewer: Viewer, *stages: Stage) -> Assembly:
    """The same for whoever prepares it: before the opening whoever calls assemblies too; chair and secretary always."""
    assembly = lock(viewer.assembly.pk, *stages)
    if not as_now(viewer, assembly).prepares:
        raise PermissionDenied
    return assembly


def as_now(viewer: Viewer, assembly: Assembly) -> Viewer:
    """With the duties that are still theirs: a duty that was handed over has the same row, and another holder."""
    held = {officer.pk: officer.membership_id for officer in viewer.officers}
    own = [one for one in Officer.objects.filter(pk__in=held) if one.membership_id == held[one.pk]]
    return replace(viewer, assembly=assembly, officers=tuple(own))
