"""Who does what in an assembly: given, taken, handed over; all of it is written down, as everybody may know it."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.web.bodies.models import Membership, ShownCode, Standing
from veche.web.delegates import access as delegates

from ..access.hall import Viewer
from ..access.polls import UNDECIDED
from ..errors import Refused
from ..models import Assembly, Duty, HandCount, Officer, PaperCount, Stage
from .happening import note
from .locking import BEFORE, RUNNING, as_now, lock

MOST = 60


@transaction.atomic
def appoint(viewer: Viewer, to: Membership, duty: Duty) -> None:
    """By whoever leads or prepares it, to a member of the body or a delegate to it; nothing happens if they have the duty. There is one chair.

    Raises PermissionDenied, Http404 for anybody else, Refused("chair_taken", "too_many").
    """
    assembly = _locked(viewer)
    if not _belongs(assembly, to):
        raise Http404
    _give(assembly, to, duty)
    ShownCode.objects.filter(membership=to, end=ShownCode.End.OFFICE).delete()


@transaction.atomic
def dismiss(viewer: Viewer, officer_id: UUID) -> None:
    """By the same, or by the officer themselves; while it runs the chair hands over, and only whoever calls assemblies takes it from a chair who
    cannot go on, for then they lead: it is written down.

    Nothing happens if it is taken already. Raises PermissionDenied, Refused("has_counted", "last_chair", "pile_waits").
    """
    assembly = lock(viewer.assembly.pk, *BEFORE, *RUNNING)
    officer = Officer.objects.filter(pk=officer_id, assembly=assembly).first()
    if officer is None:
        return
    fresh = as_now(viewer, assembly)
    if not (fresh.prepares or fresh.calls or officer in fresh.officers):
        raise PermissionDenied
    if officer.duty == Duty.CHAIR and assembly.stage in RUNNING and not fresh.calls:
        raise Refused("last_chair")
    _take(assembly, officer)


@transaction.atomic
def hand_over(viewer: Viewer, to: Membership) -> None:
    """The chair lets somebody else lead, who keeps their other duties. Sent twice, the second finds it done.

    Raises PermissionDenied, Http404, Refused("pile_waits").
    """
    assembly = lock(viewer.assembly.pk, *BEFORE, *RUNNING)
    chair = Officer.objects.filter(assembly=assembly, duty=Duty.CHAIR).exclude(membership=None).first()
    if chair is not None and chair.membership_id == to.pk:
        return
    if chair is None or chair not in as_now(viewer, assembly).officers:
        raise PermissionDenied
    if not _belongs(assembly, to):
        raise Http404
    _no_pile_waits(chair)
    before = chair.name
    chair.membership, chair.name = to, to.name
    chair.save(update_fields=["membership", "name"])
    note(assembly.pk, "chair_handed_over", name=to.name, before=before)


def _locked(viewer: Viewer) -> Assembly:
    assembly = lock(viewer.assembly.pk, *BEFORE, *RUNNING)
    if not as_now(viewer, assembly).prepares:
        raise PermissionDenied
    return assembly


def _belongs(assembly: Assembly, member: Membership) -> bool:
    if member.body_id == assembly.body_id:
        return member.standing == Standing.MEMBER
    return any(one.membership_id == member.pk for one in delegates.holders(assembly.body))


def _give(assembly: Assembly, to: Membership, duty: Duty) -> None:
    given = Officer.objects.filter(assembly=assembly)
    if given.filter(membership=to, duty=duty).exists():
        return
    if duty == Duty.CHAIR and given.filter(duty=duty).exclude(membership=None).exists():
        raise Refused("chair_taken")
    if given.count() >= MOST:
        raise Refused("too_many")
    Officer.objects.create(assembly=assembly, membership=to, name=to.name, duty=duty)
    if assembly.stage != Stage.DRAFT:
        note(assembly.pk, "officer_given", duty=str(duty), name=to.name)


def _no_pile_waits(officer: Officer) -> None:
    """Nobody loses the duty in which they typed in a pile, to confirm it themselves in another. Somebody else confirms it first, or deletes it."""
    if PaperCount.objects.filter(typed_by=officer, agreed_by=None, poll__state__in=UNDECIDED).exists():
        raise Refused("pile_waits")


def _take(assembly: Assembly, officer: Officer) -> None:
    if HandCount.objects.filter(officer=officer).exists():
        raise Refused("has_counted")
    _no_pile_waits(officer)
    officer.delete()
    if assembly.stage != Stage.DRAFT:
        note(assembly.pk, "officer_taken", duty=officer.duty, name=officer.name)
