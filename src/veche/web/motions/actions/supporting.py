"""Members support what needs supporters. How many is shown, who is not; nothing of it stays once it is submitted."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404

from veche.web.delegates.access import Place

from ..access import may_see
from ..access.motions import own_memberships, supports
from ..errors import Refused
from ..models import Amendment, Motion, Support
from ..states import state_of
from .locking import lock_amendment, locked


@transaction.atomic
def support(place: Place, motion_id: UUID) -> None:
    """Once, whoever clicks how often. Raises Http404, Refused("no_support")."""
    _support(place, locked(place, motion_id).motion)


@transaction.atomic
def take_back(place: Place, motion_id: UUID) -> None:
    """As if it had never been given; nothing happens if it was not. Raises Http404, Refused("no_support") once it is submitted."""
    _take_back(place, locked(place, motion_id).motion)


@transaction.atomic
def support_amendment(place: Place, amendment_id: UUID) -> None:
    """The same of an amendment."""
    _support(place, _amendment(place, amendment_id))


@transaction.atomic
def take_back_from_amendment(place: Place, amendment_id: UUID) -> None:
    """The same of an amendment."""
    _take_back(place, _amendment(place, amendment_id))


def _support(place: Place, one: Motion | Amendment) -> None:
    _must_collect(one)
    if not supports(place, one):
        Support.objects.create(**_about(one), membership=own_memberships(place)[0])


def _take_back(place: Place, one: Motion | Amendment) -> None:
    _must_collect(one)
    Support.objects.filter(**_about(one), membership__in=own_memberships(place)).delete()


def _must_collect(one: Motion | Amendment) -> None:
    if not state_of(one).support:
        raise Refused("no_support")


def _about(one: Motion | Amendment) -> dict[str, Motion | Amendment]:
    return {"motion" if isinstance(one, Motion) else "amendment": one}


def _amendment(place: Place, amendment_id: UUID) -> Amendment:
    found = lock_amendment(amendment_id)
    locked(place, found.motion_id)
    if not may_see(place, found):
        raise Http404
    return found
