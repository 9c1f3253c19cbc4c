"""Reports of delegates to those who sent them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies.models import Body

from ..models import Report
from .seeing import Sight, sender


def _all() -> QuerySet[Report]:
    return Report.objects.select_related(
        "delegacy__seat__upper", "delegacy__seat__lower", "delegacy__membership", "assembly"
    )


def reports_of(body: Body) -> list[Report]:
    """Asked of the delegates whom a body sends: those that are missing first, then the last ones."""
    found = _all().filter(delegacy__seat__lower=body)
    return sorted(
        found, key=lambda one: (one.given is not None, -one.due.toordinal(), one.delegacy.seat.number)
    )


def own_reports(account: Account | None) -> list[Report]:
    """Asked of the asker and not given yet, the first due first."""
    if account is None:
        return []
    return list(_all().filter(delegacy__membership__account=account, given=None).order_by("due", "pk"))


def report(account: Account | None, report_id: UUID) -> tuple[Report, Sight | None, bool]:
    """A report, the asker's place in the body below, and whether it is the asker's own. Raises Http404."""
    found = _all().filter(pk=report_id).first()
    if found is None:
        raise Http404
    by = found.delegacy.membership
    mine = by is not None and account is not None and by.account_id == account.pk
    try:
        return found, sender(account, found.delegacy.seat.lower_id), mine
    except Http404:
        if not mine:
            raise
        return found, None, True
