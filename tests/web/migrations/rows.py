"""Rows as a server of some age has them: written with the models of one moment in the history of the tables.

A migration that adds or changes a table adds its rows here, under its name; the tests then take them through it and back.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.apps.registry import Apps

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


ROWS: dict[tuple[str, str], Callable[[Apps], Any]] = {
    ("accounts", "0001_initial"): accounts,
    ("bodies", "0001_initial"): bodies,
    ("ballots", "0001_initial"): ballots,
}
"""What is written as soon as a migration is there."""
