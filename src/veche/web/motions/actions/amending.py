"""Amendments: written paragraph by paragraph, handed in, decided, and worked into the text that is adopted.

What does not hold raises `errors.Refused`; what the account may not know of, Http404; what is not theirs to do, PermissionDenied.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly import text, workflow
from veche.assembly.text import Change, Overtaken
from veche.web.delegates.access import Place

from ..access import amendments as access
from ..access.coming import coming
from ..access.motions import own_memberships, supporters, text_of
from ..access.moves import recommendable
from ..errors import Refused
from ..models import Amendment, Motion, Version, What
from ..states import state_of
from .locking import lock_amendment, locked, must_rest
from .producing import produce
from .states import enter_amendment, set_amendment_state
from .steps import step

MOST_DRAFTS = 20
"""Of one author to one motion."""
MOST_OWN = 50
"""Submitted by one author to one motion: whoever goes by paragraphs needs no more, and nobody can bury a motion."""
LONGEST, MOST_CHANGES = 60_000, 600
"""Characters that one author's amendments to one motion write together, and paragraphs that they change: each is compared with all others that
change the same paragraph, whenever somebody opens the page."""


@transaction.atomic
def begin(place: Place, motion_id: UUID, once: bytes, to_id: UUID | None = None) -> Amendment:
    """A draft that changes nothing yet, its author's alone. The same form sent again gives the same draft.

    Raises Http404, Refused("no_amend", "too_many_drafts").
    """
    found = locked(place, motion_id)
    amendment_id = UUID(bytes=once, version=4)
    own = {one.pk for one in own_memberships(place)}
    if (made := Amendment.objects.filter(pk=amendment_id).first()) is not None:
        if made.motion_id != found.motion.pk or made.author_id not in own:
            raise Http404
        return made
    to = None if to_id is None else _amendable(found.motion, to_id)
    if not access.may_amend(found.motion):
        raise Refused("no_amend")
    if len(access.drafts(found)) >= MOST_DRAFTS or len(access.of(found.motion)) >= access.MOST:
        raise Refused("too_many_drafts")
    chosen = workflow.find(coming(place.body).orders.amendment_workflow)
    return Amendment.objects.create(
        pk=amendment_id,
        motion=found.motion,
        to=to,
        base=to.base if to is not None else text_of(found.motion).number,
        changes=[],
        workflow=chosen.id,
        state=chosen.start,
        movers=[],  # how they wish to be called, they say themselves: see `explain`
        author=own_memberships(place)[0],
    )


def _amendable(motion: Motion, amendment_id: UUID) -> Amendment:
    found = Amendment.objects.filter(pk=amendment_id, motion=motion).first()
    if found is None:
        raise Http404
    if not state_of(found).amend:
        raise Refused("no_amend")
    return found


@transaction.atomic
def write_paragraph(place: Place, amendment_id: UUID, number: int, texts: Sequence[str], base: int) -> None:
    """What stands there now in place of paragraph `number` (from 1; 0: what is put before the first). No text deletes it; several are put in its place.

    `base`: the version that was shown. Raises Http404, PermissionDenied, Refused("no_edit", "changed", "no_paragraph", "too_long").
    """
    one = _editable(place, amendment_id)
    if one.base != base:
        raise Refused("changed")
    before = base_text(one)
    if not 0 <= number <= len(before):
        raise Refused("no_paragraph")
    typed = typed_by(one, before)
    typed[number - 1] = list(texts)
    _keep(one, before, text.edited(before, typed))


def typed_by(one: Amendment, before: Sequence[str]) -> dict[int, list[str]]:
    """For each paragraph of the text before (from 0; -1: what is put before the first) what the amendment has there instead."""
    found: dict[int, list[str]] = {-1: []}
    found |= {number: [] for number in range(len(before))}
    for place in text.places(before, text.of_json(one.changes)):
        found[place.paragraph].append(place.text)
    return found


def base_text(one: Amendment) -> list[str]:
    """The text that it was written for."""
    if one.to is not None:
        return text.apply(base_text(one.to), text.of_json(one.to.changes))
    return list(Version.objects.get(motion=one.motion_id, number=one.base).paragraphs)


def _keep(one: Amendment, before: Sequence[str], changes: tuple[Change, ...]) -> None:
    """Raises Refused("too_long")."""
    if sum(len(change.text) for change in changes) > LONGEST:
        raise Refused("too_long")
    one.changes = text.to_json(changes)
    one.save(update_fields=["changes", "base"])


@transaction.atomic
def explain(place: Place, amendment_id: UUID, reason: str, movers: Sequence[str]) -> None:
    """Why, and who moves it. Raises Http404, PermissionDenied, Refused("no_edit")."""
    one = _editable(place, amendment_id)
    one.reason, one.movers = reason, list(movers)
    one.save(update_fields=["reason", "movers"])


@transaction.atomic
def carry_over(place: Place, amendment_id: UUID) -> None:
    """The motion has a newer text: from now on the amendment is one of that. Nothing happens if it is already.

    Raises Http404, PermissionDenied, Refused("no_edit", "overtaken").
    """
    one = _editable(place, amendment_id)
    if one.to is not None:
        raise Refused("overtaken")
    last = text_of(one.motion)
    if last.number == one.base:
        return
    try:
        changes = text.rebase(text.of_json(one.changes), base_text(one), last.paragraphs)
    except Overtaken:
        raise Refused("overtaken") from None
    one.base = last.number
    _keep(one, last.paragraphs, changes)


@transaction.atomic
def submit_amendment(place: Place, amendment_id: UUID) -> None:
    """By its author: to those who support it where the orders want supporters, and with enough of them, or where none are wanted, to the body.

    Asked again, nothing more happens. Raises Http404, PermissionDenied, Refused("no_amend", "nothing_changed", "too_many_drafts", "too_much", "supporters", "no_such_step").
    """
    found = _seen(place, amendment_id)
    one = found.amendment
    if not found.mine:
        raise PermissionDenied
    if one.number is not None:
        return
    if not access.may_amend(one.motion) or (one.to is not None and not state_of(one.to).amend):
        raise Refused("no_amend")
    if not one.changes:
        raise Refused("nothing_changed")
    own = Amendment.objects.filter(motion=one.motion, author=one.author_id).exclude(number=None)
    if own.count() >= MOST_OWN:
        raise Refused("too_many_drafts")
    _must_be_bounded([one, *own])
    enough = supporters(one) >= access.supporters_wanted(one.motion)
    if not enough and state_of(one).support:
        raise Refused("supporters")
    known = workflow.find(one.workflow)
    following = [known.state(name) for name in state_of(one).next]
    target = next((each for each in following if (each.numbered if enough else each.support)), None)
    if target is None:
        raise Refused("no_such_step")
    what = What.AMENDMENT_SUBMITTED if target.numbered else What.AMENDMENT_STATE
    enter_amendment(one, target.name, what)


def _must_be_bounded(amendments: Sequence[Amendment]) -> None:
    """Raises Refused("too_much")."""
    written = [change for one in amendments for change in one.changes]
    if len(written) > MOST_CHANGES or sum(len(change["text"]) for change in written) > LONGEST:
        raise Refused("too_much")


@transaction.atomic
def withdraw_amendment(place: Place, amendment_id: UUID) -> None:
    """By its author, where the state says whereto; a draft leaves nothing behind. Raises Http404, PermissionDenied, Refused("no_such_step")."""
    found = _seen(place, amendment_id)
    one, target = found.amendment, state_of(found.amendment).withdraw_to
    if not found.mine:
        raise PermissionDenied
    if one in access.drafts(found.motion):
        one.delete()
        return
    if not target:
        raise Refused("no_such_step")
    enter_amendment(one, target, What.AMENDMENT_STATE)


@transaction.atomic
def decide_amendment(place: Place, amendment_id: UUID, state: str) -> None:
    """By those who prepare the assembly: into a state that follows. Raises Http404, PermissionDenied, Refused("no_such_step", "voted_on")."""
    found = _seen(place, amendment_id)
    if not found.motion.prepares or found.amendment.number is None:
        raise PermissionDenied
    must_rest(found.motion.motion)
    set_amendment_state(amendment_id, state)


@transaction.atomic
def recommend_amendment(place: Place, amendment_id: UUID, state: str) -> None:
    """By those who prepare the assembly: point to a state that it can still reach, or to none (""). Raises Http404, PermissionDenied, Refused("no_such_step")."""
    found = _seen(place, amendment_id)
    one = found.amendment
    if not found.motion.prepares or one.number is None:
        raise PermissionDenied
    if state and state not in {each.name for each in recommendable(one)}:
        raise Refused("no_such_step")
    before, one.recommendation = one.recommendation, state
    one.save(update_fields=["recommendation"])
    if state != before:
        step(one.motion, What.RECOMMENDED if state else What.NOT_RECOMMENDED, one, state=state)


@transaction.atomic
def adopt(amendment_id: UUID, what: str = What.AMENDMENT_STATE, **places: Any) -> Amendment:
    """Into the state that takes it into the text; those that cannot hold beside it fall. Raises Http404, Refused("no_such_step")."""
    one = lock_amendment(amendment_id)
    known = workflow.find(one.workflow)
    carried = {state.name for state in known.ended(workflow.Ends.CARRIED)}
    target = next((name for name in (one.state, *state_of(one).next) if name in carried), None)
    if target is None:
        raise Refused("no_such_step")
    return set_amendment_state(amendment_id, target, what, **places)


@transaction.atomic
def choose(place: Place, motion_id: UUID, leave: Collection[UUID]) -> Version:
    """By those who prepare the assembly, where adopted amendments cannot all hold: which are left out of the text, for everybody to read.

    Raises Http404, PermissionDenied, Unmerged, Refused("no_choice").
    """
    found = locked(place, motion_id)
    if not found.prepares:
        raise PermissionDenied
    if not access.text_waits(found.motion):
        raise Refused("no_choice")
    version = produce(motion_id, leave)
    for one in access.amended(found.motion).adopted:
        if one.pk in leave:
            step(found.motion, What.LEFT_OUT, one, number=one.number)
    step(found.motion, What.ADOPTED, version=version.number)
    return version


def _seen(place: Place, amendment_id: UUID) -> access.SeenAmendment:
    """The amendment as it stands now, its body locked. Raises Http404."""
    lock_amendment(amendment_id)
    return access.seen_amendment(place, amendment_id)


def _editable(place: Place, amendment_id: UUID) -> Amendment:
    found = _seen(place, amendment_id)
    if not found.mine:
        raise PermissionDenied
    if not access.may_edit_amendment(found):
        raise Refused("no_edit")
    return found.amendment
