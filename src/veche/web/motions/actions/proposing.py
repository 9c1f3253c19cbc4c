"""The proposed procedure: versions of what those who prepare the assembly propose, and the movers' answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly.text import changes_between, to_json
from veche.web.bodies.access import today
from veche.web.delegates.access import Place

from ..access import text_of
from ..access.motions import Seen
from ..access.moves import recommendable
from ..access.proposals import may_answer, proposal, proposed_text
from ..errors import Refused
from ..models import Amendment, Motion, Proposal, What
from ..states import state_of
from .locking import locked, must_rest
from .numbering import next_number
from .steps import step
from .versions import write_version

MOST = 50
"""Versions of a proposal to one motion."""


@transaction.atomic
def propose(
    place: Place,
    motion_id: UUID,
    once: bytes,
    *,
    state: str,
    paragraphs: Sequence[str] | None,
    comment: str,
    amendment_id: UUID | None = None,
) -> Proposal:
    """A new version of it, for the movers to see. `paragraphs`: the motion as it would read; None: the text stays. An amendment is only pointed at.

    The same form sent again gives the same version. Raises Http404, PermissionDenied,
    Refused("no_such_step", "decided", "empty_proposal", "too_many_proposals").
    """
    found = _by_preparers(place, motion_id)
    motion, proposal_id = found.motion, UUID(bytes=once, version=4)
    if (made := Proposal.objects.filter(pk=proposal_id).first()) is not None:
        if made.motion_id != motion.pk:
            raise Http404
        return made
    amendment = None if amendment_id is None else _amendment(motion, amendment_id)
    _must_be_possible(motion, amendment, state)
    last = text_of(motion)
    changes = () if paragraphs is None or amendment else changes_between(last.paragraphs, paragraphs)
    if not state and not changes:
        raise Refused("empty_proposal")
    versions = Proposal.objects.filter(motion=motion, amendment=amendment)
    if versions.count() >= MOST:
        raise Refused("too_many_proposals")
    return Proposal.objects.create(
        pk=proposal_id,
        motion=motion,
        amendment=amendment,
        number=next_number(versions),
        state=state,
        base=last.number if changes else None,
        changes=to_json(changes),
        comment=comment,
        day=today(),
    )


@transaction.atomic
def show_proposal(place: Place, motion_id: UUID, proposal_id: UUID) -> None:
    """To everybody who may read the motion; there is no way back. Raises Http404, PermissionDenied."""
    found = _by_preparers(place, motion_id)
    one = proposal(found, proposal_id)
    if not one.shown:
        one.shown = True
        one.save(update_fields=["shown"])
        step(found.motion, What.PROPOSAL_SHOWN, one.amendment, number=one.number)


@transaction.atomic
def answer_proposal(place: Place, motion_id: UUID, proposal_id: UUID, accepted: bool, comment: str) -> None:
    """By the movers, to the last version. Accepted, its pointer becomes the recommendation, and its text the motion's own, as a new version.

    The same answer again changes nothing. Raises Http404, PermissionDenied, Refused("answered", "changed", "decided", "voted_on").
    """
    found = locked(place, motion_id)
    one = proposal(found, proposal_id)
    answer = Proposal.Answer.ACCEPTED if accepted else Proposal.Answer.REFUSED
    if one.answer == answer:
        return
    if one.answer != Proposal.Answer.WAITING:
        raise Refused("answered")
    if not may_answer(found, one):
        raise PermissionDenied
    if accepted:
        _take_over(found.motion, one)
    one.answer, one.answered_with = answer, comment
    one.save(update_fields=["answer", "answered_with"])
    if one.shown:
        what = What.PROPOSAL_ACCEPTED if accepted else What.PROPOSAL_REFUSED
        step(found.motion, what, one.amendment, number=one.number)


def _take_over(motion: Motion, one: Proposal) -> None:
    """What the movers agree to is done at once, so that nobody must type it again."""
    _must_be_possible(motion, one.amendment, one.state)
    about: Motion | Amendment = one.amendment if one.amendment is not None else motion
    if one.state:
        about.recommendation = one.state
        about.save(update_fields=["recommendation"])
    if (paragraphs := proposed_text(one)) is None:
        return
    last = text_of(motion)
    if last.number != one.base:
        raise Refused("changed")
    must_rest(motion)
    write_version(motion, last.number + 1, paragraphs, "proposed")
    step(motion, What.EDITED, version=last.number + 1)


def _must_be_possible(motion: Motion, amendment: Amendment | None, state: str) -> None:
    about: Motion | Amendment = amendment if amendment is not None else motion
    if state_of(about).ends or motion.part_of_id is not None:
        raise Refused("decided")
    if state and state not in {one.name for one in recommendable(about)}:
        raise Refused("no_such_step")


def _by_preparers(place: Place, motion_id: UUID) -> Seen:
    found = locked(place, motion_id)
    if not found.prepares:
        raise PermissionDenied
    return found


def _amendment(motion: Motion, amendment_id: UUID) -> Amendment:
    found = Amendment.objects.filter(pk=amendment_id, motion=motion).exclude(submitted=None).first()
    if found is None:
        raise Http404
    return found
