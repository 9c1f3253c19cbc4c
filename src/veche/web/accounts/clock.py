"""Times that the database may hold: rounded, so that it tells no moment at which somebody did something."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

IDLE = timedelta(minutes=30)
"""At least this long a session stays open without being used; with the rounding, up to five minutes longer."""
WHOLE = timedelta(hours=12)
"""At most this long a session lasts, whatever happens; with the rounding, up to an hour less."""


def hour_ends(moment: datetime | None = None) -> datetime:
    """The end of the hour that we are in."""
    return _up(moment or timezone.now(), timedelta(hours=1))


def idle_ends() -> datetime:
    """When a session ends that is not used from now on; to five minutes."""
    return _up(timezone.now() + IDLE, timedelta(minutes=5))


def session_ends() -> datetime:
    """When a session that begins now ends at the latest; to the hour."""
    return hour_ends(timezone.now() + WHOLE - timedelta(hours=1))


def challenge_ends() -> datetime:
    """When a challenge that is given now is too old: in five to six minutes."""
    return _up(timezone.now() + timedelta(minutes=5), timedelta(minutes=1))


def _up(moment: datetime, step: timedelta) -> datetime:
    """The next multiple of the step, in UTC, strictly after the moment."""
    start = datetime(2000, 1, 1, tzinfo=moment.tzinfo)
    return start + step * ((moment - start) // step + 1)
