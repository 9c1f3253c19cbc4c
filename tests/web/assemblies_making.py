"""Assemblies for tests: as if they had been called, opened and come to."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from veche.web.assemblies.access import hall
from veche.web.assemblies.models import Assembly, Duty, Item, Officer, Presence, Stage, Where
from veche.web.assemblies.once import once_of
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy
from veche.web.house.sealed import found_by

Officers = Mapping[str, Membership | list[Membership]]


def make_assembly(
    body: Body, stage: str = Stage.OPEN, officers: Officers | None = None, **more: Any
) -> Assembly:
    """An assembly in this stage with one point on its agenda, which is dealt with if it is open. `officers`: {"chair": membership, "teller": [a, b]}."""
    opened = stage in (Stage.OPEN, Stage.PAUSED, Stage.CLOSED)
    called = None if stage == Stage.DRAFT else timezone.now().date()
    given = {
        "title": "Meeting",
        "begins": timezone.now() + timedelta(days=0 if opened else 20),
        "called": called,
    }
    assembly = Assembly.objects.create(body=body, stage=stage, **(given | more))
    point = make_item(assembly)
    if opened:
        assembly.roll_size = more.get("roll_size", hall.roll_now(assembly))
        assembly.item = point
        assembly.quorate = hall.quorum(assembly).reached
        assembly.save()
    for duty, holders in (officers or {}).items():
        for holder in holders if isinstance(holders, list) else [holders]:
            make_officer(assembly, holder, duty)
    return assembly


def make_officer(assembly: Assembly, membership: Membership, duty: str) -> Officer:
    return Officer.objects.create(
        assembly=assembly, membership=membership, name=membership.name, duty=Duty(duty)
    )


def make_item(assembly: Assembly, title: str = "Wages", above: Item | None = None, **more: Any) -> Item:
    """The last one below `above`."""
    place = 1 + Item.objects.filter(assembly=assembly, above=above).count()
    return Item.objects.create(assembly=assembly, title=title, above=above, place=place, **more)


def make_presence(
    assembly: Assembly,
    where: str = Where.HALL,
    *,
    delegacy: Delegacy | None = None,
    membership: Membership | None = None,
    **more: Any,
) -> tuple[Presence, Client]:
    """Somebody who is there, with the phone that holds the cookie. `membership`: a member at a distance; `delegacy`: a delegate of a congress."""
    token = secrets.token_urlsafe(32)
    presence = Presence.objects.create(
        assembly=assembly,
        where=where,
        found_by=found_by("presence", token),
        delegacy=delegacy,
        once=None if membership is None else once_of(assembly, membership),
        **more,
    )
    return presence, phone(assembly, token)


def phone(assembly: Assembly, token: str) -> Client:
    """A browser with the cookie of a presence, and nothing else."""
    client = Client()
    client.cookies[f"presence_{assembly.pk.hex[:12]}"] = token
    return client
