"""Minutes are proposed, remarked on, approved by a later assembly, and published by a button that is written down."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404

from veche.web.assemblies.models import Poll
from veche.web.bodies.access import today

from ..access import Seen, coming, to_settle
from ..errors import Refused
from ..models import Edition, Minutes, Remark

MOST_REMARKS = 500
LONGEST = 2000
"""Characters of one remark."""


@transaction.atomic
def propose(seen: Seen, item_id: UUID | None) -> None:
    """To a later assembly; `item_id`: the point of its agenda, where that is known. Proposed again, another point takes its place.

    Raises PermissionDenied, Http404, Refused("approved").
    """
    minutes = _locked(seen)
    item = next((one for one in coming(seen.assembly) if one.pk == item_id), None)
    if item_id is not None and item is None:
        raise Http404
    minutes.stage, minutes.item = Minutes.Stage.PROPOSED, item
    minutes.proposed = minutes.proposed or today()
    minutes.save()


@transaction.atomic
def take_back(seen: Seen) -> None:
    """They are a draft again. Raises PermissionDenied, Http404, Refused("approved")."""
    minutes = _locked(seen)
    minutes.stage, minutes.item, minutes.proposed = Minutes.Stage.DRAFT, None, None
    minutes.save()


def _locked(seen: Seen) -> Minutes:
    if not seen.writes:
        raise PermissionDenied
    minutes = _own(seen)
    if minutes.stage == Minutes.Stage.APPROVED:
        raise Refused("approved")
    return minutes


def _own(seen: Seen) -> Minutes:
    if seen.minutes is None:
        raise Http404
    return Minutes.objects.select_for_update(of=("self",)).get(pk=seen.minutes.pk)


@transaction.atomic
def remark(seen: Seen, remark_id: UUID, text: str) -> None:
    """By anybody who reads them, while they are proposed. Whose it is, is not kept. Raises Http404, Refused("not_proposed", "no_text", "too_many")."""
    minutes = _own(seen)
    if minutes.stage != Minutes.Stage.PROPOSED:
        raise Refused("not_proposed")
    if not text.strip() or len(text) > LONGEST:
        raise Refused("no_text", "text")
    if Remark.objects.filter(pk=remark_id, minutes=minutes).exists():
        return
    if Remark.objects.filter(minutes=minutes).count() >= MOST_REMARKS:
        raise Refused("too_many")
    last = Edition.objects.filter(minutes=minutes).aggregate(last=Max("number"))["last"] or 1
    Remark.objects.create(pk=remark_id, minutes=minutes, edition=last, text=text.strip(), day=today())


@transaction.atomic
def publish(seen: Seen) -> None:
    """The public version, for whoever has its address: by a steward or the body's secretary, and their name stands there. Raises PermissionDenied, Http404."""
    _publish(seen, published=True)


@transaction.atomic
def unpublish(seen: Seen) -> None:
    """The address leads nowhere any more; what somebody saved they have. Raises PermissionDenied, Http404."""
    _publish(seen, published=False)


def _publish(seen: Seen, *, published: bool) -> None:
    if not seen.steward:
        raise PermissionDenied
    minutes = _own(seen)
    if (minutes.published is not None) == published:
        return
    minutes.published = today() if published else None
    minutes.published_by = seen.place.name if published else ""
    minutes.save(update_fields=["published", "published_by"])


@transaction.atomic
def settle(poll: Poll) -> None:
    """A later assembly voted on minutes, in the transaction of its decision: approved, or a draft again."""
    if poll.about != "minutes" or (minutes := to_settle(poll)) is None:
        return
    if poll.result.get("outcome") == "carried":
        minutes.stage, minutes.approved_by, minutes.approved = Minutes.Stage.APPROVED, poll, today()
    else:
        minutes.stage, minutes.item, minutes.proposed = Minutes.Stage.DRAFT, None, None
    minutes.save()
