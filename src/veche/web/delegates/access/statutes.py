"""What the statutes of a body say today, and what they object to."""

from __future__ import annotations

from datetime import date, timedelta

from veche.assembly.terms import SEAT, History, Objection, Term, check
from veche.assembly.terms import Statutes as TermStatutes
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Membership, Office, Role

from ..models import Delegacy, Ending, Statutes, StatutesChange
from .seats import terms_of


def statutes(body: Body) -> Statutes:
    """As they hold today: the defaults where nothing was written, and what was to come once its day is there. Not to be saved."""
    found = Statutes.objects.filter(pk=body.pk).first() or Statutes(body=body)
    if found.coming_from is not None and found.coming_from <= bodies.today():
        for name, value in found.coming.items():
            setattr(found, name, value)
        found.coming, found.coming_from = {}, None
    return found


def changes_of(body: Body) -> list[StatutesChange]:
    """Every change of the statutes, the last first."""
    return list(StatutesChange.objects.filter(body=body).order_by("-number"))


def objections(membership: Membership, upper: Body, day: date) -> list[Objection]:
    """What the statutes of the upper body object to, should this member's term in it begin on that day."""
    said = statutes(upper)
    rules = TermStatutes(said.term_days, said.most_terms, said.pause_days, frozenset(said.incompatible))
    here: list[Term] = []
    elsewhere: list[Term] = []
    for one in terms_of(membership):
        (here if one.seat.upper_id == upper.pk else elsewhere).append(_term(one))
    offices = Role.objects.filter(
        membership__account=membership.account_id, membership__body__in=[membership.body_id, upper.pk]
    ).values_list("office", flat=True)
    return check(History(tuple(here), tuple(elsewhere), frozenset(offices)), rules, day)


def _term(one: Delegacy) -> Term:
    """As it was served: from when an alternate moved up, to the day before it ended."""
    last = one.ends if one.ended is None or one.why == Ending.TERM else one.ended - timedelta(days=1)
    begins = max(one.begins, one.moved_up or one.begins)
    return Term(begins, max(begins, last))


INCOMPATIBLE = (*Office.values, SEAT)
"""What statutes may forbid beside a seat."""

__all__ = ["INCOMPATIBLE", "changes_of", "objections", "statutes"]
