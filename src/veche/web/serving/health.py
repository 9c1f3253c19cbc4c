"""Whether the server does its work, in words that identify nothing: for systemd, monitors and whoever runs it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import access
from .heartbeat import EVERY, heartbeat

ROOM = 200 * 1024 * 1024
"""Bytes below which a vote might fill the disk before anybody comes."""
LATE = 8 * EVERY


def health(request: HttpRequest) -> HttpResponse:
    """200 where all is well, 503 where somebody must look; a line for each thing either way."""
    found = {"database": access.database_answers(), "disk": disk_has_room(), "jobs": clock_goes()}
    lines = [f"{name}: {'ok' if well else 'look'}" for name, well in found.items()]
    return HttpResponse(
        "\n".join([*lines, ""]), content_type="text/plain", status=200 if all(found.values()) else 503
    )


def disk_has_room() -> bool:
    """Where the archives lie."""
    return shutil.disk_usage(settings.DATA).free >= ROOM


def clock_goes() -> bool:
    """Whether the process for jobs has looked at the clock lately."""
    return _touched(heartbeat()) > time.time() - LATE


def _touched(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
