"""A sign of life: a file that is touched at every look at the clock, so that other processes see that it goes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

EVERY = 15.0
"""Seconds between two looks at the clock."""


def heartbeat() -> Path:
    """It holds nothing."""
    return Path(settings.DATA) / "veche.jobs"
