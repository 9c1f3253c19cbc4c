"""Run in a process of its own on VECHE_DATA: an assembly to which people look on, changed as it is told.

python hall.py PHONES     prints a line of JSON; then takes lines: change TEXT, close, leave NUMBER (of a phone), and says ok to each
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from typing import Any


def main(phones: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.web.settings"
    import django

    django.setup()
    from web.assemblies_making import make_assembly, make_presence

    from veche.web.accounts.models import Account
    from veche.web.bodies import actions as bodies
    from veche.web.serving.actions import bring_up_to_date

    bring_up_to_date()
    founder = Account.objects.create(found_by=secrets.token_bytes(32), passphrase="")
    assembly = make_assembly(bodies.found(founder, "Foundry", "branch", "Founder", "names").body)
    there = [make_presence(assembly) for _ in range(int(phones))]
    cookies = [f"{name}={morsel.value}" for _, client in there for name, morsel in client.cookies.items()]
    tell(json.dumps({"assembly": str(assembly.pk), "cookies": cookies}))
    for line in sys.stdin:
        change(assembly, [presence for presence, _ in there], *line.split(maxsplit=1))
        tell("ok")


def change(assembly: Any, there: list[Any], what: str, text: str = "") -> None:
    from django.db import transaction

    from veche.web.assemblies.actions.pulse import beat

    with transaction.atomic():
        if what == "change":
            assembly.item.title = text.strip()
            assembly.item.save()
        elif what == "close":
            assembly.refresh_from_db()
            assembly.stage = "closed"
            assembly.save()
        elif what == "leave":
            there[int(text)].delete()
        beat(assembly.pk)


def tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
