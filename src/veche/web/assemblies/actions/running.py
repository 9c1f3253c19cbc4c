"""From the opening to the closing, by whoever leads. Each may be asked for twice."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ..access.hall import Viewer
from ..access.presence import attendance, quorum, roll_of
from ..errors import Refused
from ..hooks import assembly_closed
from ..models import Assembly, PaperCount, Poll, Presence, Stage, Token, Way
from . import speaking
from .happening import note
from .locking import RUNNING, lock_for
from .pulse import beat

SCREENS = ("item", "poll", "speakers", "agenda", "quorum", "nothing")


@transaction.atomic
def open_(viewer: Viewer) -> None:
    """The number of members, or of seats, is frozen: quorums are shares of it. Open already: nothing happens.

    Raises PermissionDenied, Refused("not_now", "too_early").
    """
    assembly = lock_for(viewer, Stage.CALLED, *RUNNING)
    if assembly.stage in RUNNING:
        return
    if timezone.now().date() < assembly.begins.date():
        raise Refused("too_early", day=assembly.begins.date())
    assembly.stage, assembly.roll_size = Stage.OPEN, roll_of(assembly)
    now = quorum(assembly)
    assembly.quorate = now.reached
    assembly.save(update_fields=["stage", "roll_size", "quorate"])
    there = attendance(assembly)
    note(assembly.pk, "opened", by=viewer.name, hall=there.hall, distance=there.distance, roll=there.roll)
    if now.reached is not None:
        what = "quorum_there" if now.reached else "quorum_not_there"
        note(assembly.pk, what, present=now.present, roll=now.roll)


@transaction.atomic
def pause(viewer: Viewer) -> None:
    assembly = lock_for(viewer, *RUNNING)
    if assembly.stage == Stage.OPEN:
        _becomes(assembly, Stage.PAUSED, "paused")


@transaction.atomic
def go_on(viewer: Viewer) -> None:
    assembly = lock_for(viewer, *RUNNING)
    if assembly.stage == Stage.PAUSED:
        _becomes(assembly, Stage.OPEN, "went_on")


def _becomes(assembly: Assembly, stage: Stage, what: str) -> None:
    assembly.stage = stage
    assembly.save(update_fields=["stage"])
    note(assembly.pk, what, present=attendance(assembly).here)


@transaction.atomic
def close(viewer: Viewer) -> None:
    """Presences go but for delegates', who are public; speakers' names go. Closed already: nothing happens.

    Raises PermissionDenied, Refused("not_now", "polls_open").
    """
    assembly = lock_for(viewer, *RUNNING, Stage.CLOSED)
    if assembly.stage == Stage.CLOSED:
        return
    undecided = (Poll.State.OPEN, Poll.State.CLOSED)
    # A secret vote has a box and a closing of its own: its result may come when everybody has gone home.
    if Poll.objects.filter(assembly=assembly, state__in=undecided).exclude(way=Way.SECRET).exists():
        raise Refused("polls_open")
    # But papers are counted here: nobody can confirm a pile later.
    if PaperCount.objects.filter(poll__assembly=assembly, poll__state__in=undecided, agreed_by=None).exists():
        raise Refused("polls_open")
    present = attendance(assembly).here
    assembly.stage, assembly.item = Stage.CLOSED, None
    assembly.save(update_fields=["stage", "item"])
    note(assembly.pk, "closed", present=present)
    _forget(assembly)
    assembly_closed.send(sender=Assembly, assembly=assembly)


def _forget(assembly: Assembly) -> None:
    speaking.forget(assembly)
    Token.objects.filter(assembly=assembly).delete()
    Presence.objects.filter(assembly=assembly, delegacy=None).delete()
    Presence.objects.filter(assembly=assembly).update(found_by=None)


@transaction.atomic
def show(viewer: Viewer, what: str) -> None:
    """On the wall. Raises PermissionDenied, Refused("not_now"), ValueError for what no screen shows."""
    if what not in SCREENS:
        raise ValueError(what)
    assembly = lock_for(viewer, Stage.CALLED, *RUNNING)
    assembly.screen = what
    assembly.save(update_fields=["screen"])
    beat(assembly.pk)
