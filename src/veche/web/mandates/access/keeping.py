"""Whether mandates were kept."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.assemblies.models import Poll
from veche.web.bodies.models import Body
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy

from ..models import Keeping, Mandate, Verdict
from .seeing import Sight, sender

PAGE = 100
"""Of the last votes: more are on the pages of their votes."""


@dataclass(frozen=True)
class Kept:
    """A keeping, and the asker's place in the body below (none: somebody of the body above)."""

    keeping: Keeping
    sight: Sight | None


def _all() -> QuerySet[Keeping]:
    return Keeping.objects.select_related(
        "poll__assembly__body",
        "poll__item",
        "delegacy__seat__lower",
        "delegacy__seat__upper",
        "mandate__lower",
        "mandate__motion",
        "mandate__item",
        "mandate__decided_by",
        "mandate__decided_in__assembly__body",
        "judged_by",
        "judged_in__assembly",
    )


def _unbound() -> Q:
    """No mandate, and nothing to judge: only the page of the vote itself tells of these."""
    return Q(mandate=None, verdict=Verdict.FREE)


def keepings_of(lower: Body) -> list[Keeping]:
    """Of the seats of a body, with a mandate: the last votes first."""
    found = _all().filter(delegacy__seat__lower=lower).exclude(_unbound())
    return list(found.order_by("-poll__assembly__begins", "-poll__number", "delegacy__seat__number")[:PAGE])


def keepings_in(poll: Poll) -> list[Keeping]:
    """Of every seat in one vote, by body and number."""
    found = _all().filter(poll=poll)
    return sorted(found, key=lambda one: (one.delegacy.seat.lower.name.casefold(), one.delegacy.seat.number))


def keepings_by(delegacies: list[Delegacy]) -> list[Keeping]:
    """Of somebody's own seats, the last votes first."""
    found = _all().filter(delegacy__in=delegacies).exclude(_unbound())
    return list(found.order_by("-poll__assembly__begins", "-poll__number")[:PAGE])


def keepings_under(mandate: Mandate) -> list[Keeping]:
    """What became of one mandate."""
    found = _all().filter(mandate=mandate)
    return list(found.order_by("poll__assembly__begins", "poll__number", "delegacy__seat__number"))


def keeping(account: Account | None, keeping_id: UUID) -> Kept:
    """For the people of either body. Raises Http404."""
    found = _all().filter(pk=keeping_id).first()
    if found is None:
        raise Http404
    seat = found.delegacy.seat
    try:
        return Kept(found, sender(account, seat.lower_id))
    except Http404:
        delegates.place(account, seat.upper_id)
        return Kept(found, None)
