"""After a congress each delegate is asked for a report, by itself and with a day; it is for those who sent them."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.assemblies.models import Assembly
from veche.web.bodies import access as bodies
from veche.web.delegates import access as delegates

from ..errors import Refused
from ..models import Report

LONGEST = 20_000
"""In characters."""


@transaction.atomic
def ask(assembly: Assembly) -> None:
    """Of everybody who holds a seat in the body when its congress is closed. Asked again, nothing changes."""
    if not assembly.of_delegates:
        return
    days: dict[UUID, int] = {}
    for one in delegates.holders(assembly.body):
        lower = one.seat.lower
        if lower.pk not in days:
            days[lower.pk] = delegates.statutes(lower).report_days
        due = bodies.today() + timedelta(days=days[lower.pk])
        Report.objects.get_or_create(delegacy=one, assembly=assembly, defaults={"due": due})


@transaction.atomic
def report(account: Account, report_id: UUID, text: str) -> None:
    """By the delegate, who may say it better later: the day of the first stays. Raises Http404, Refused("no_report")."""
    found = Report.objects.select_for_update(of=("self",)).filter(
        pk=report_id, delegacy__membership__account=account
    )
    one = found.first()
    if one is None:
        raise Http404
    if not text.strip() or len(text) > LONGEST:
        raise Refused("no_report", "text")
    one.text, one.given = text, one.given or bodies.today()
    one.save(update_fields=["text", "given"])
