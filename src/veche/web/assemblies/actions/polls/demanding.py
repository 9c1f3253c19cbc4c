"""Enough of those present may have something decided in secret. How many ask for it is shown, who does is not."""

from __future__ import annotations

from django.db import transaction

from ...access import polls
from ...access.hall import Viewer
from ...errors import Refused
from ...models import Assembly, Item, Poll, Presence, SecretDemand, Stage
from ..happening import note
from ..locking import RUNNING, lock
from ..pulse import beat
from .opening import called_off


@transaction.atomic
def demand_secret(viewer: Viewer) -> None:
    """With the last one that it takes, what is voted on in the open is called off. Raises Refused("not_here", "delegates_open", "nothing_dealt_with")."""
    assembly, item, presence = _place(viewer)
    if assembly.of_delegates:
        raise Refused("delegates_open")
    before = polls.must_be_secret(assembly, item)
    _, fresh = SecretDemand.objects.get_or_create(item=item, presence=presence)
    if not fresh:
        return
    beat(assembly.pk)
    asked = polls.demands(assembly, item)
    if before or not asked.enough:
        return
    note(assembly.pk, "secret_demanded", item=item, count=asked.number)
    open_ones = (
        Poll.objects.filter(item=item, state__in=polls.UNDECIDED)
        .exclude(way="secret")
        .exclude(about="procedure")
    )
    for one in open_ones:
        called_off(one, "poll_secret_instead")


@transaction.atomic
def take_back_demand(viewer: Viewer) -> None:
    """Where nobody has asked, nothing happens."""
    assembly, item, presence = _place(viewer)
    SecretDemand.objects.filter(item=item, presence=presence).delete()
    beat(assembly.pk)


def _place(viewer: Viewer) -> tuple[Assembly, Item, Presence]:
    assembly = lock(viewer.assembly.pk, Stage.OPEN, *RUNNING)
    here = viewer.presence is not None and not viewer.presence.screen
    presence = (
        Presence.objects.filter(pk=viewer.presence.pk, here=True).first()
        if here and viewer.presence
        else None
    )
    if presence is None:
        raise Refused("not_here")
    item = Item.objects.filter(pk=assembly.item_id).first() if assembly.item_id else None
    if item is None:
        raise Refused("nothing_dealt_with")
    return assembly, item, presence
