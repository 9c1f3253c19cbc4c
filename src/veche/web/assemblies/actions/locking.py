"""One assembly, held still while something is done in it. Every action of this app begins here."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from ..errors import Refused
from ..models import Assembly, Stage

RUNNING = (Stage.OPEN, Stage.PAUSED)
"""Between the opening and the closing."""


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
