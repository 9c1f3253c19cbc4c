"""When the door opens."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from ..models import Assembly, Stage

BEFORE = timedelta(hours=12)
"""So long before the beginning one may come in: a hall fills slowly, and a congress begins with breakfast."""


def door_opens(assembly: Assembly) -> datetime:
    return assembly.begins - BEFORE


def door_is_open(assembly: Assembly) -> bool:
    """Of one that was called: its hour has come. One that runs lets in as long as it runs."""
    if assembly.stage == Stage.CALLED:
        return timezone.now() >= door_opens(assembly)
    return assembly.stage in (Stage.OPEN, Stage.PAUSED)
