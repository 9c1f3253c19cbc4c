"""That something changed which somebody may be looking at."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from ..models import Assembly


def beat(assembly_id: UUID) -> None:
    """In the transaction of the change itself: who reads the pulse reads the change."""
    Assembly.objects.filter(pk=assembly_id).update(pulse=F("pulse") + 1)
