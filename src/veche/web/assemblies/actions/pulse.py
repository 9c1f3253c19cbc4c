"""That something changed which somebody may be looking at."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q

from veche.web.motions.models import Motion

from ..models import Assembly, Stage


def beat(assembly_id: UUID) -> None:
    """In the transaction of the change itself: who reads the pulse reads the change."""
    Assembly.objects.filter(pk=assembly_id).update(pulse=F("pulse") + 1)


def beat_for(motion_id: UUID) -> None:
    """In every assembly that deals with this motion now."""
    blocks = Motion.objects.filter(pk=motion_id).exclude(block=None).values("block")
    dealt = Q(item__motion=motion_id) | Q(item__block__in=blocks)
    Assembly.objects.filter(dealt, stage__in=(Stage.OPEN, Stage.PAUSED)).update(pulse=F("pulse") + 1)
