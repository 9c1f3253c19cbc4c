"""What follows when somebody comes or goes: the pulse, and whether there is a quorum."""

from __future__ import annotations

from ..access.presence import quorum
from ..models import Assembly
from .happening import note
from .locking import RUNNING
from .pulse import beat


def counted_anew(assembly: Assembly) -> None:
    """In the transaction that changed a presence, the assembly locked. While it runs, a quorum reached or lost is written down with its numbers."""
    beat(assembly.pk)
    if assembly.stage not in RUNNING:
        return
    now = quorum(assembly)
    if now.reached == assembly.quorate:
        return
    assembly.quorate = now.reached
    assembly.save(update_fields=["quorate"])
    what = "quorum_reached" if now.reached else "quorum_lost"
    note(assembly.pk, what, present=now.present, roll=now.roll)
