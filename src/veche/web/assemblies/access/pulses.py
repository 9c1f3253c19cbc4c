"""What the live stream asks a few times a second, for all who look at once."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from veche.web.assemblies.models import Assembly, Stage

ENDED = (Stage.CLOSED, Stage.CALLED_OFF)


def pulses(ids: Collection[UUID]) -> dict[UUID, int]:
    """The pulse of each assembly that still goes on. One that has ended, or is not there, is left out: its streams end."""
    return dict(Assembly.objects.filter(id__in=ids).exclude(stage__in=ENDED).values_list("id", "pulse"))
