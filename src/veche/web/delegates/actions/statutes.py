"""Changing the statutes: each change is written down for all members. What would make a recall harder, or easier, waits a month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from veche.web.bodies.access import require, today
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Body, Membership, Office

from .. import access
from ..models import Delegacy, StatutesChange

RECALL = ("recall_share", "recall_sign_days", "recall_rule", "recall_days", "recall_pause_days")
OTHERS = (
    "method",
    "seats",
    "least",
    "most",
    "counts",
    "term_days",
    "most_terms",
    "pause_days",
    "incompatible",
    "mandates",
    "report_days",
)
FIELDS = (*OTHERS, *RECALL)
NOTICE_DAYS = 30
"""Members see a change of the rules of recall so long before it holds: time enough to begin one under the old ones."""


@transaction.atomic
def change_statutes(steward: Membership, **wanted: Any) -> None:
    """Write these fields, checked before by the form; those that are the same already are left as they are. Raises PermissionDenied, Http404.

    The rules of recall change at once only where the body has no delegate, so that there is nobody to shield.
    """
    steward = lock(steward)
    require(steward, Office.STEWARD)
    body, now = steward.body, access.statutes(steward.body)
    later = today() + timedelta(days=NOTICE_DAYS)
    from_day = later if _has_delegates(body) else today()
    coming = {name: wanted[name] for name in RECALL if name in wanted and wanted[name] != getattr(now, name)}
    for name in OTHERS:
        if name in wanted and wanted[name] != getattr(now, name):
            _note(steward, name, getattr(now, name), wanted[name], today())
            setattr(now, name, wanted[name])
    known = now.coming if now.coming_from is not None else {}
    if coming != known and (coming or known):
        for name in RECALL:
            before = known.get(name, getattr(now, name))
            after = coming.get(name, getattr(now, name))
            if before != after:
                _note(steward, name, before, after, from_day)
        now.coming, now.coming_from = coming, from_day if coming else None
    now.save()


def _has_delegates(body: Body) -> bool:
    return Delegacy.objects.filter(seat__lower=body, ended=None, ends__gte=today()).exists()


def _note(steward: Membership, field: str, before: object, after: object, holds_from: date) -> None:
    last = StatutesChange.objects.filter(body=steward.body).order_by("-number").first()
    StatutesChange.objects.create(
        body=steward.body,
        number=1 + (last.number if last else 0),
        field=field,
        before=_text(before),
        after=_text(after),
        by=steward.name,
        day=today(),
        holds_from=holds_from,
    )


def _text(value: object) -> str:
    """As the page reads it back: names of a list with spaces between."""
    return " ".join(sorted(map(str, value))) if isinstance(value, list) else str(value)
