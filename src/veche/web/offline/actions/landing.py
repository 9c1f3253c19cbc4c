"""On the laptop: a copy becomes the whole of an empty database."""

from __future__ import annotations

import base64
import secrets
from datetime import date
from typing import Any

from django.db import transaction

from veche.web.accounts.models import Account
from veche.web.bodies.codes import plain
from veche.web.bodies.models import Body, Link, Membership, Standing
from veche.web.delegates.models import Delegacy, Seat
from veche.web.house.sealed import found_by

from ..models import Away, OfficerCode
from ..sealing import Document
from ..tables import TABLES, values


@transaction.atomic
def land(document: Document) -> None:
    """Write all of it. Officers get an account here that only their code opens; the body has no other members. Landed already: nothing happens."""
    if Away.objects.exists():
        return
    upper = _body(document)
    members = _officers(document, upper)
    _delegates(document, upper)
    for table in TABLES:
        rows = document["tables"][table.label].values()
        made = (table.model(**_known(table.label, values(table, row), members)) for row in rows)
        table.model._default_manager.bulk_create(made)
    OfficerCode.objects.bulk_create(
        OfficerCode(found_by=found_by("officer code", plain(code)), officer_id=officer)
        for officer, code in document["codes"].items()
    )
    Away.objects.create(
        copy=document["copy"], assembly_id=document["assembly"], key=base64.b64decode(document["key"])
    )


def _known(label: str, row: dict[str, Any], members: set[str]) -> dict[str, Any]:
    """An officer whose membership did not travel is one by name alone."""
    if label == "assemblies.officer" and str(row["membership_id"]) not in members:
        return row | {"membership_id": None}
    return row


def _body(document: Document) -> str:
    Body.objects.bulk_create(Body(**one) for one in document["bodies"])
    upper = document["tables"]["assemblies.assembly"][document["assembly"]]["body_id"]
    others = [one["id"] for one in document["bodies"] if one["id"] != upper]
    Link.objects.bulk_create(Link(upper_id=upper, lower_id=one, accepted=True) for one in others)
    return str(upper)


def _officers(document: Document, upper: str) -> set[str]:
    """Each person once, whatever their duties. Returns their memberships."""
    names = {one["membership"]: one["name"] for one in document["officers"]}
    accounts = Account.objects.bulk_create(
        Account(found_by=secrets.token_bytes(32), passphrase="") for _ in names
    )
    Membership.objects.bulk_create(
        Membership(id=membership, body_id=upper, account=account, name=name, standing=Standing.MEMBER)
        for (membership, name), account in zip(names.items(), accounts, strict=True)
    )
    return set(names)


def _delegates(document: Document, upper: str) -> None:
    Seat.objects.bulk_create(
        Seat(id=one["id"], upper_id=upper, lower_id=one["lower"], number=one["number"], weight=one["weight"])
        for one in document["seats"]
    )
    Delegacy.objects.bulk_create(
        Delegacy(
            id=one["id"],
            seat_id=one["seat"],
            name=one["name"],
            rank=one["rank"],
            begins=date.fromisoformat(one["begins"]),
            ends=date.fromisoformat(one["ends"]),
            elected=date.fromisoformat(one["begins"]),
            accepted=date.fromisoformat(one["begins"]),
        )
        for one in document["delegacies"]
    )
