"""Rows as a server of some age has them: written with the models of one moment in the history of the tables.

A migration that adds or changes a table adds its rows here, under its name; the tests then take them through it and back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.apps.registry import Apps
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)

from veche.web.house.sealed import SealedBytes, SealedJSON, SealedText

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


def accounts(apps: Apps) -> None:
    model = apps.get_model
    account = model("accounts", "Account").objects.create(found_by=secrets.token_bytes(32), passphrase="hash")
    model("accounts", "Passkey").objects.create(
        account=account, credential=b"c" * 64, public_key=b"k", host="vote.example", label="phone"
    )
    model("accounts", "RecoveryCode").objects.create(found_by=secrets.token_bytes(32), account=account)
    model("accounts", "Session").objects.create(
        found_by=secrets.token_bytes(32), account=account, ends=NOW, idle_ends=NOW
    )


def bodies(apps: Apps) -> None:
    model = apps.get_model
    account = model("accounts", "Account").objects.get()
    union = model("bodies", "Body").objects.create(name="Спілка", kind="union")
    branch = model("bodies", "Body").objects.create(name="Branch", kind="branch")
    model("bodies", "Link").objects.create(upper=union, lower=branch, accepted=True)
    founder = model("bodies", "Membership").objects.create(
        body=union, account=account, name="Nadzeya", standing="member"
    )
    model("bodies", "Role").objects.create(membership=founder, office="steward")
    model("bodies", "RoleChange").objects.create(
        body=union,
        number=1,
        office="steward",
        given=True,
        name="Nadzeya",
        by="Nadzeya",
        day=date(2026, 12, 1),
    )
    model("bodies", "Invitation").objects.create(
        found_by=secrets.token_bytes(32), body=union, inviter=founder, expires=date(2026, 12, 8)
    )


def ballots(apps: Apps) -> None:
    model = apps.get_model
    union = model("bodies", "Body").objects.get(kind="union")
    founder = model("bodies", "Membership").objects.get()
    vote = model("ballots", "Vote").objects.create(
        uuid="SomeVoteSomewh",
        body=union,
        kind="strike",
        title="Страйк",
        description="?",
        questions=[{"q": 1}],
    )
    model("ballots", "Officer").objects.create(
        vote=vote, membership=founder, name="Nadzeya", post="trustee", public_key=b"{}"
    )
    model("ballots", "Entitled").objects.create(vote=vote, membership=founder)
    model("ballots", "CastBallot").objects.create(tracker="A" * 43, vote=vote, credential="ab" * 32)
    model("ballots", "Job").objects.create(vote=vote, work="tally")


def a_row_in_every_table(app: str) -> Callable[[Apps], None]:
    """One row in each table that is empty yet, with something in every column; those that are pointed to come first."""

    def write(apps: Apps) -> None:
        waiting = [
            model for model in apps.get_app_config(app).get_models() if not model._default_manager.exists()
        ]
        while waiting:
            model = next(one for one in waiting if not _pointed_to(one) & set(waiting))
            waiting.remove(model)
            model._default_manager.create(
                **{field.name: _something(field) for field in model._meta.local_fields}
            )

    return write


def _pointed_to(model: type[Model]) -> set[Any]:
    """Tables of which this one needs a row."""
    return {
        field.related_model
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and not field.null and field.related_model is not model
    }


def _something(field: Field[Any, Any]) -> Any:
    if isinstance(field, ForeignKey):
        return field.related_model._default_manager.first()
    if field.has_default():
        return field.get_default()
    for kind, value in SOMETHING.items():
        if isinstance(field, kind):
            return value() if callable(value) else value
    raise AssertionError(f"{field}: nothing to write")


SOMETHING: dict[type[Field[Any, Any]], Any] = {
    SealedText: "Спілка",
    SealedBytes: b"bytes",
    SealedJSON: {"Спілка": [1]},
    UUIDField: uuid4,
    BinaryField: lambda: secrets.token_bytes(32),
    CharField: "x",
    TextField: "text",
    BooleanField: True,
    IntegerField: 1,
    DateTimeField: NOW,
    DateField: NOW.date(),
    JSONField: lambda: {"key": [1]},
}
"""What stands in a column of each kind; the first that fits."""

NEW = ("petitions", "delegates", "motions", "assemblies", "mandates", "minutes", "offline")

ROWS: dict[tuple[str, str], Callable[[Apps], Any]] = {
    ("accounts", "0001_initial"): accounts,
    ("bodies", "0001_initial"): bodies,
    ("ballots", "0001_initial"): ballots,
    ("ballots", "0002_standingroll_round"): a_row_in_every_table("ballots"),
    ("bodies", "0002_codes_to_hand_on"): a_row_in_every_table("bodies"),
    **{(app, "0001_initial"): a_row_in_every_table(app) for app in NEW},
    ("assemblies", "0002_initial"): a_row_in_every_table("assemblies"),
}
"""What is written as soon as a migration is there."""
