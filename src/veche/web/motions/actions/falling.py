"""An amendment goes into a state, and others fall with the decision on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from veche.assembly import workflow
from veche.web.bodies.access import today

from ..access import amendments as access
from ..models import Amendment, Support, What
from ..states import is_draft, state_of
from .numbering import next_number
from .steps import step


def put_amendment(amendment: Amendment, state: str, what: str, **places: Any) -> None:
    """It stands in this state from now on. The caller has locked the body and looked whether it may."""
    amendment.state = state
    now = state_of(amendment)
    if now.numbered and amendment.number is None:
        among = Amendment.objects.filter(motion=amendment.motion_id)
        amendment.number, amendment.submitted = next_number(among), today()
    if not now.support:
        Support.objects.filter(amendment=amendment).delete()
    amendment.save(update_fields=["state", "number", "submitted"])
    step(amendment.motion, what, amendment, **{"state": state, "number": amendment.number} | places)


def let_fall(decided: Amendment) -> None:
    """An amendment was decided. What amends it has nothing left to amend; if it was carried, those that cannot hold beside it, or say no more
    than it does, fall, and with each what amends it. The caller has locked the body.
    """
    falling = list(Amendment.objects.filter(to=decided).select_related("motion__body"))
    if state_of(decided).ends == "carried":
        falling += _settled_by(decided)
    for one in falling:
        _fall(one, decided)


def _settled_by(decided: Amendment) -> list[Amendment]:
    """Those still to be decided that cannot hold beside a carried one, or that have nothing left to change."""
    whole = access.amended(decided.motion)
    if decided.pk not in whole.changes:
        return []
    known = {one.pk: one for one in (*whole.open, *_line(whole.by_id, decided))}
    clashes = [(clash.first.pk, clash.second.pk) for clash in whole.clashes(known.values())]
    rivals = {pk for clash in clashes if decided.pk in clash for pk in clash}
    said = set(whole.changes[decided.pk])
    beside = [one for one in whole.open if one.to_id == decided.to_id and one.pk != decided.pk]
    return [one for one in beside if one.pk in rivals or set(whole.changes[one.pk]) <= said]


def _line(known: dict[UUID, Amendment], one: Amendment) -> list[Amendment]:
    """The amendment, what it amends, and so on to the motion."""
    found = [one]
    while found[-1].to_id is not None:
        found.append(known[found[-1].to_id])
    return found


def _fall(one: Amendment, decided: Amendment) -> None:
    state = state_of(one)
    if state.ends or is_draft(one):  # a draft that fell would be shown to everybody
        return
    known = workflow.find(one.workflow)
    ends = [name for name in (*state.next, state.withdraw_to) if name and known.state(name).ends == "none"]
    if ends:
        put_amendment(one, ends[0], What.AMENDMENT_FELL, by=decided.number)
        let_fall(one)
