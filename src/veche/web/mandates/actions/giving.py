"""A body gives its delegates a mandate: an officer enters what the body decided, and everybody sees who entered it and from where it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from veche.assembly.mandate import BadMandate, IfAmended
from veche.web.bodies import access as bodies
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Membership, Office
from veche.web.motions.access import text_of

from .. import home
from ..access.choices import decided_poll, decided_vote, items_in, motions_in, seats_bound, uppers
from ..access.questions import standing
from ..errors import Refused
from ..fingerprints import words_hash
from ..models import Keeping, Kind, Mandate
from ..reading import of_row

MOST = 2000
"""Mandates of one body: no body gives so many; a script would."""
OFFICES = (Office.SECRETARY, Office.STEWARD)


@dataclass(frozen=True)
class Wanted:
    """What an officer enters. `way`: vote, split, bounded, free; `decided` and `about` as `access.Choice.value` has them, or "resolution".

    `answer` and `split` count for a resolution alone: otherwise they are read from the vote at home.
    """

    about: str
    way: str
    decided: str
    topic: str = ""
    seat: str = ""
    answer: str = ""
    split: tuple[tuple[str, int], ...] = ()
    never: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    if_amended: str = IfAmended.REFER_BACK
    resolution: str = ""
    taken: str = ""
    until: date | None = None


@transaction.atomic
def give(by: Membership, mandate_id: UUID, wanted: Wanted) -> Mandate:
    """By the secretary or a steward. The same `mandate_id` is the same mandate. It takes the place of an earlier one about the same question.

    Raises PermissionDenied, Http404 for what the body may not know of, Refused.
    """
    by = lock(by)
    bodies.require(by, *OFFICES)
    if (known := Mandate.objects.filter(pk=mandate_id, lower=by.body_id).first()) is not None:
        return known
    last = Mandate.objects.filter(lower=by.body_id).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise Refused("too_many")
    made = Mandate(pk=mandate_id, number=last + 1, lower=by.body, by=by.name, given=bodies.today())
    made.if_amended, made.topic, made.until = wanted.if_amended, wanted.topic, wanted.until
    _set_about(made, wanted)
    _set_seat(made, wanted)
    _set_decided(made, by, wanted)
    _check(made)
    made.digest = words_hash(made)
    made.save(force_insert=True)
    return made


def _set_about(made: Mandate, wanted: Wanted) -> None:
    sort, _, key = wanted.about.partition(":")
    for upper in uppers(made.lower):
        if sort == "motion" and (
            motion := next((one for one in motions_in(upper) if str(one.pk) == key), None)
        ):
            made.upper, made.motion, made.topic = upper, motion, ""
            made.version, made.text = text_of(motion).number, list(standing(motion).paragraphs)
            return
        if sort == "item" and (item := next((one for one in items_in(upper) if str(one.pk) == key), None)):
            made.upper, made.item, made.topic = upper, item, ""
            return
        if sort == "topic" and str(upper.pk) == key:
            if not made.topic:
                raise Refused("no_topic", "topic")
            made.upper = upper
            return
    raise Refused("decided_above", "about")


def _set_seat(made: Mandate, wanted: Wanted) -> None:
    if not wanted.seat:
        return
    seat = next((one for one in seats_bound(made.lower) if str(one.pk) == wanted.seat), None)
    if seat is None or seat.upper_id != made.upper_id:
        raise Refused("other_seat", "seat")
    made.seat = seat


def _set_decided(made: Mandate, by: Membership, wanted: Wanted) -> None:
    """From where it was taken, and what it says."""
    found = _home(made, by, wanted)
    made.kind = {"bounded": Kind.BOUNDED, "free": Kind.FREE}.get(wanted.way, Kind.IMPERATIVE)
    told: dict[str, Any] = {}
    if wanted.way == "vote":
        told["vote"] = found.won() if found is not None else wanted.answer
    if wanted.way == "split":
        told["split"] = found.split() if found is not None else dict(wanted.split)
    if made.kind != Kind.FREE:
        told |= {"never": list(wanted.never)} if wanted.never else {}
        told |= {"lines": list(wanted.lines)} if wanted.lines else {}
    made.instruction = told


def _home(made: Mandate, by: Membership, wanted: Wanted) -> home.Home | None:
    """The vote at home; None for a resolution."""
    sort, _, key = wanted.decided.partition(":")
    if sort == "vote":
        uuid, _, number = key.partition(":")
        made.decided_by = decided_vote(by.body, uuid)
        made.question = int(number) if number.isdecimal() and len(number) < 4 else 0
        return home.of_vote(made.decided_by, made.question)
    if sort == "poll":
        try:
            made.decided_in = decided_poll(by.body, UUID(key))
        except ValueError:
            raise Http404 from None
        return home.of_poll(made.decided_in)
    if not wanted.resolution:
        raise Refused("no_resolution", "resolution")
    if not wanted.taken:
        raise Refused("not_where", "taken")
    made.resolution, made.taken = wanted.resolution, wanted.taken
    return None


def _check(made: Mandate) -> None:
    """Whether the library reads it."""
    field = {Kind.IMPERATIVE: "answer", Kind.BOUNDED: "lines"}.get(Kind(made.kind))
    if "split" in made.instruction:
        field = "yes"
    try:
        of_row(made)
    except BadMandate:
        raise Refused("says_nothing", field) from None


@transaction.atomic
def withdraw(by: Membership, mandate_id: UUID) -> None:
    """It binds nobody any more, and stays to be read. Nothing happens if it is withdrawn already.

    Raises PermissionDenied, Http404, Refused("voted") once a vote was held with it.
    """
    by = lock(by)
    bodies.require(by, *OFFICES)
    found = Mandate.objects.select_for_update(of=("self",)).filter(pk=mandate_id, lower=by.body_id).first()
    if found is None:
        raise Http404
    if found.withdrawn is not None:
        return
    if Keeping.objects.filter(mandate=found).exists():
        raise Refused("voted")
    found.withdrawn, found.withdrawn_by = bodies.today(), by.name
    found.save(update_fields=["withdrawn", "withdrawn_by"])
