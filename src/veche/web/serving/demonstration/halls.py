"""What both assemblies of the demonstration need: somebody before an assembly, and one that begins in a moment."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from veche.web.assemblies.access import hall
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions import agenda, calling, officers
from veche.web.assemblies.models import Assembly, Duty, Item
from veche.web.bodies.models import Membership
from veche.web.house.language import Voice

AT_ONCE = {
    "notice_days": 0,
    "notice_urgent_days": 0,
    "supporters_motion": 0,
    "supporters_amendment": 0,
    "tellers": 1,
}
"""What is otherwise in its standing orders: nobody who tries it waits sixty days, or looks for ten supporters."""


def before(membership: Membership, assembly: Assembly) -> Viewer:
    """As this member comes to the assembly, signed in."""
    request = HttpRequest()
    request.account = membership.account  # type: ignore[attr-defined]
    return hall.viewer(request, assembly.pk)


def call(chair: Membership, voice: Voice, story: str, **fields: Any) -> Assembly:
    """Called by whoever will chair it, with its first point. `story`: what the texts of it are called."""
    made = calling.draw_up(
        chair,
        uuid.uuid4(),
        begins=_in_a_moment(),
        title=voice(f"serving:{story}.title"),
        place=voice(f"serving:{story}.place"),
        language=voice.language,
        **fields,
    )
    changed: Mapping[str, Any] = {"motion_workflow": "plain", "amendments_until_hours": 0} | AT_ONCE
    calling.set_orders(before(chair, made), made.orders, changed)
    add(chair, made, voice(f"serving:{story}.first"))
    calling.call(before(chair, made))
    officers.appoint(before(chair, made), chair, Duty.CHAIR)
    return hall.assembly(made.pk)


def _in_a_moment() -> datetime:
    """Long enough to be called, and on the day of its opening: just before midnight it waits for the next day."""
    begins = timezone.now() + timedelta(seconds=20)
    while begins.date() > timezone.now().date():
        time.sleep(1)
    return begins


def add(chair: Membership, assembly: Assembly, title: str, **fields: Any) -> Item:
    return agenda.add(before(chair, assembly), uuid.uuid4(), title=title, **fields)
