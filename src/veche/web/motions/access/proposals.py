"""What those who prepare the assembly propose: to the movers at once, to everybody when it is shown."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from veche.assembly.text import apply, of_json

from ..models import Amendment, Proposal, Version
from .motions import Seen, is_author


def proposals(found: Seen, amendment: Amendment | None = None) -> list[Proposal]:
    """On the motion itself, or on an amendment to it, the last first: those that the asker may see. Movers and those who prepare see all."""
    kept = Proposal.objects.filter(motion=found.motion, amendment=amendment).order_by("-number")
    return [one for one in kept if _may_see(found, one, amendment)]


def proposal(found: Seen, proposal_id: UUID) -> Proposal:
    """One of them. Raises Http404."""
    one = Proposal.objects.filter(pk=proposal_id, motion=found.motion).select_related("amendment").first()
    if one is None or not _may_see(found, one, one.amendment):
        raise Http404
    return one


def proposed_text(one: Proposal) -> list[str] | None:
    """The motion as the proposal would have it; None where it proposes no text."""
    if one.base is None or not one.changes:
        return None
    base = Version.objects.get(motion=one.motion_id, number=one.base)
    return apply(base.paragraphs, of_json(one.changes))


def may_answer(found: Seen, one: Proposal) -> bool:
    """The movers of what it is about, once, and only to the last version."""
    about = one.amendment if one.amendment is not None else found.motion
    last = Proposal.objects.filter(motion=found.motion, amendment=one.amendment).order_by("-number").first()
    waiting = one.answer == Proposal.Answer.WAITING and last is not None and last.pk == one.pk
    return waiting and is_author(found.place, about)


def _may_see(found: Seen, one: Proposal, amendment: Amendment | None) -> bool:
    movers = found.mine if amendment is None else is_author(found.place, amendment)
    return one.shown or found.prepares or movers
