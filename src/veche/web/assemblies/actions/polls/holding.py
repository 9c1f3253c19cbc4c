"""A vote as it is now, its assembly held still."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from ...access.hall import Viewer
from ...errors import Refused
from ...models import Duty, OpenBallot, Poll
from ..locking import RUNNING, lock_for


def fresh(poll: Poll, *states: str) -> Poll:
    """Raises Http404, Refused("poll_over") where it is in none of these states any more."""
    found = Poll.objects.filter(pk=poll.pk).select_related("assembly__body", "item", "round").first()
    if found is None:
        raise Http404
    if states and found.state not in states:
        raise Refused("poll_over")
    return found


def held(viewer: Viewer, poll: Poll, *states: str, also: tuple[Duty, ...] = ()) -> Poll:
    """For whoever leads, or has one of these duties. Raises PermissionDenied besides."""
    lock_for(viewer, *RUNNING, also=also)
    return fresh(poll, *states)


def ballots(poll: Poll) -> QuerySet[OpenBallot]:
    return OpenBallot.objects.filter(poll=poll)
