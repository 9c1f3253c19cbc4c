"""Who asks, and of which body."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Link, Membership, Office, Standing
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy


@dataclass(frozen=True)
class Sight:
    """Somebody who looks at the mandates that a body gives. One of both is there at least."""

    body: Body
    membership: Membership | None
    """In this very body, which gives the mandates."""
    sent: tuple[Delegacy, ...]
    """Seats that the asker holds today as a delegate of this body."""

    @property
    def writes(self) -> bool:
        """The secretary and stewards enter what the body decided."""
        return self.membership is not None and bodies.holds(self.membership, Office.SECRETARY, Office.STEWARD)


def sender(account: Account | None, body_id: UUID | str) -> Sight:
    """For members of the body, and for the delegates whom it sends. Raises Http404."""
    sent = tuple(one for one in delegates.delegacies_of(account) if str(one.seat.lower_id) == str(body_id))
    try:
        membership = bodies.membership(account, body_id)
    except Http404:
        if not sent:
            raise
        return Sight(sent[0].seat.lower, None, sent)
    return Sight(membership.body, membership, sent)


def sight(account: Account | None, body: Body) -> bool:
    """Whether somebody may see what is decided in a body in the open: its own people, and the members of all bodies that belong to it, however deep.

    Returns whether the asker has a place in the body itself. Raises Http404 for everybody else.
    """
    try:
        delegates.place(account, body.pk)
    except Http404:
        if account is None or not _below(account, body):
            raise
        return False
    return True


def _below(account: Account, body: Body) -> bool:
    """From the asker's own bodies up, as far as it goes: bodies form a graph without circles."""
    own = Membership.objects.filter(account=account, standing=Standing.MEMBER)
    found = seen = set(own.values_list("body_id", flat=True))
    while found:
        above = Link.objects.filter(lower__in=found, accepted=True).values_list("upper_id", flat=True)
        found = set(above) - seen
        seen = seen | found
    return body.pk in seen


def body_seen(account: Account | None, body_id: UUID) -> tuple[Body, bool]:
    """A body that the asker may see so, and whether they are a member of it. Raises Http404."""
    found = Body.objects.filter(pk=body_id).first()
    if found is None:
        raise Http404
    sight(account, found)
    own = Membership.objects.filter(account=account, body=found, standing=Standing.MEMBER)
    return found, own.exists()
