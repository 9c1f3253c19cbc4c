"""Invitations: made for one form, shown once, withdrawn by whoever made them."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from veche.web.house.sealed import found_by

from ..access import invitations, last_day, may_invite
from ..codes import long_code, plain
from ..errors import Refused
from ..models import Invitation, Membership
from .locking import lock

MOST_AT_ONCE, MOST_OPEN = 50, 200
MOST_DAYS = 30


@transaction.atomic
def invite(membership: Membership, number: int, days: int, once: bytes) -> list[str]:
    """Codes of fresh invitations, as they are shown. The same `once` gives the same codes, and opens none that was used or withdrawn.

    `once`: 16 random bytes of the form. Raises PermissionDenied, Refused("too_many_open").
    """
    membership = lock(membership)
    if not may_invite(membership):
        raise PermissionDenied
    codes = [_code(membership, once, place) for place in range(min(number, MOST_AT_ONCE))]
    known = Invitation.objects.filter(found_by__in=[found_by("invitation", plain(code)) for code in codes])
    fresh = len(codes) - known.count()
    if fresh + len(invitations(membership)) > MOST_OPEN:
        raise Refused("too_many_open")
    for code in codes:
        Invitation.objects.get_or_create(
            found_by=found_by("invitation", plain(code)),
            defaults={
                "body_id": membership.body_id,
                "inviter": membership,
                "mark": code[:4],
                "expires": last_day(min(max(days, 1), MOST_DAYS)),
            },
        )
    return codes


def _code(membership: Membership, once: bytes, place: int) -> str:
    """128 bits that only this server can compute from the form: HMAC-SHA256(key, "invitation code" | member | form | place)."""
    what = b"invitation code|" + membership.id.bytes + once + bytes([place])
    return long_code(hmac.new(settings.KEYS.finding, what, hashlib.sha256).digest())


@transaction.atomic
def withdraw(membership: Membership, invitation_id: UUID | None) -> None:
    """One of the member's own invitations, or all of them (None). One that is used or withdrawn stays as it is."""
    own = Invitation.objects.filter(inviter=membership, open=True)
    (own if invitation_id is None else own.filter(pk=invitation_id)).update(open=False)
