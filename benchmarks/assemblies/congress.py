"""A congress to measure with, written straight into the tables. Run in a process with VECHE_DATA set: prints a line of JSON.

python -m benchmarks.assemblies.congress DELEGATES MOTIONS AMENDMENTS
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from veche.web.start import start

SEATS = 10
"""Of each body that sends delegates."""
MANY = 200
"""Amendments of the first motion; the others share what is left."""
POINTS = 50
PARAGRAPH = (
    "The congress holds that nobody may be dismissed for organising, and that every body gives its delegates time, "
    "a room and the fare, whatever the distance; the committee reports on it in spring, in writing, to every branch."
)
PARAGRAPHS = 40


def main(delegates: str, motions: str, amendments: str) -> None:
    start()
    from veche.web.serving.actions import bring_up_to_date

    bring_up_to_date()
    from django.db import transaction

    with transaction.atomic():
        made = Congress(int(delegates)).fill(int(motions), int(amendments))
    print(json.dumps(made))


class Congress:
    """A federation, the bodies that send delegates to it, and an open assembly of these."""

    def __init__(self, delegates: int) -> None:
        from veche.web.accounts.actions import create_account
        from veche.web.bodies import access as bodies
        from veche.web.bodies.actions.bodies import found

        self.number = delegates
        self.today = bodies.today()
        self.chair = found(
            create_account(secrets.token_bytes(32), "hash"), "Federation", "federation", "Chair"
        )
        self.upper = self.chair.body

    def fill(self, motions: int, amendments: int) -> dict[str, Any]:
        """What the programs that measure need: addresses and cookies."""
        first = self._motions(motions, amendments)
        assembly, points = self._assembly()
        phones = self._phones(assembly, self._delegates())
        return {
            "assembly": str(assembly.pk),
            "points": [str(one.pk) for one in points],
            "motion": str(first.pk),
            "session": self._session(),
            "presence": f"presence_{assembly.pk.hex[:12]}",
            "phones": phones,
        }

    def _delegates(self) -> list[Any]:
        from veche.web.accounts.models import Account
        from veche.web.bodies.models import Body, Link, Membership, Standing
        from veche.web.delegates.models import Delegacy, Seat

        lower = Body.objects.bulk_create(
            Body(name=f"Branch {number}", kind="branch") for number in range(-(-self.number // SEATS))
        )
        Link.objects.bulk_create(Link(upper=self.upper, lower=one, accepted=True) for one in lower)
        accounts = Account.objects.bulk_create(
            Account(found_by=secrets.token_bytes(32), passphrase="") for _ in range(self.number)
        )
        members = Membership.objects.bulk_create(
            Membership(
                body=lower[number // SEATS],
                account=account,
                name=f"Delegate {number}",
                standing=Standing.MEMBER,
            )
            for number, account in enumerate(accounts)
        )
        seats = Seat.objects.bulk_create(
            Seat(upper=self.upper, lower=one.body, number=number % SEATS + 1, weighed=self.today)
            for number, one in enumerate(members)
        )
        begins, ends = self.today - timedelta(days=30), self.today + timedelta(days=300)
        return Delegacy.objects.bulk_create(
            Delegacy(
                seat=seat,
                membership=one,
                name=one.name,
                begins=begins,
                ends=ends,
                elected=begins,
                accepted=begins,
            )
            for seat, one in zip(seats, members, strict=True)
        )

    def _motions(self, number: int, amendments: int) -> Any:
        from veche.web.motions.models import Amendment, Motion, Version

        text = [f"{one + 1}. {PARAGRAPH}" for one in range(PARAGRAPHS)]
        motions = Motion.objects.bulk_create(
            Motion(
                body=self.upper,
                number=one + 1,
                title=f"Motion {one + 1}",
                workflow="full",
                state="submitted",
                movers=["Branch 1"],
                submitted=self.today,
            )
            for one in range(number)
        )
        Version.objects.bulk_create(
            Version(motion=one, number=1, paragraphs=text, why="first", day=self.today) for one in motions
        )
        Amendment.objects.bulk_create(
            Amendment(
                motion=motion,
                number=one,
                base=1,
                changes=changes(one),
                state="submitted",
                movers=[f"Branch {one % 100}"],
                submitted=self.today,
            )
            for motion, one in shared(motions, amendments)
        )
        return motions[0]

    def _assembly(self) -> tuple[Any, list[Any]]:
        from django.utils import timezone

        from veche.web.assemblies.models import Assembly, Duty, Item, Officer, Stage

        assembly = Assembly.objects.create(
            body=self.upper,
            of_delegates=True,
            title="Congress",
            begins=timezone.now(),
            stage=Stage.OPEN,
            called=self.today,
            roll_size=self.number,
        )
        Officer.objects.create(
            assembly=assembly, membership=self.chair, name=self.chair.name, duty=Duty.CHAIR
        )
        points = Item.objects.bulk_create(
            Item(assembly=assembly, place=one + 1, title=f"Point {one + 1}") for one in range(POINTS)
        )
        assembly.item = points[0]
        assembly.save()
        return assembly, points

    def _phones(self, assembly: Any, delegates: Iterable[Any]) -> list[str]:
        """Cookies of phones of which each is a delegate in the hall."""
        from veche.web.assemblies.models import Presence
        from veche.web.house.sealed import found_by

        pairs = [(secrets.token_urlsafe(32), one) for one in delegates]
        Presence.objects.bulk_create(
            Presence(assembly=assembly, found_by=found_by("presence", token), delegacy=one)
            for token, one in pairs
        )
        return [token for token, _ in pairs]

    def _session(self) -> str:
        from django.http import HttpRequest

        from veche.web.accounts.actions import sign_in

        request = HttpRequest()
        sign_in(request, self.chair.account)
        return str(request.new_session)  # type: ignore[attr-defined]


def shared(motions: list[Any], amendments: int) -> Iterable[tuple[Any, int]]:
    """Each amendment's motion and number in it: many to the first, the others one after the other."""
    for one in range(min(MANY, amendments)):
        yield motions[0], one + 1
    for one in range(max(0, amendments - MANY)):
        yield motions[1 + one % (len(motions) - 1)], 1 + one // (len(motions) - 1)


def changes(number: int) -> list[dict[str, Any]]:
    """One paragraph otherwise: now a word, now all of it, now a new one behind it, now none."""
    kind = ("replace", "replace", "insert", "delete")[number % 4]
    text = PARAGRAPH.replace("nobody", "no worker") if number % 4 == 0 else f"Instead: {PARAGRAPH.lower()}"
    return [{"paragraph": number % PARAGRAPHS, "kind": kind, "text": "" if kind == "delete" else text}]


if __name__ == "__main__":
    main(*sys.argv[1:])
