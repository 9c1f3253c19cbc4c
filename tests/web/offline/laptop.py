"""Run in a process of its own on VECHE_DATA: a laptop that serves a copy. Takes a line of JSON for each thing to do, and answers with one.

python laptop.py FILE     the words come as the first line
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path
from typing import Any


def main(path: str) -> None:
    file = Path(path).read_bytes()
    words = json.loads(sys.stdin.readline())
    from veche.web.offline.sealing import open_away

    document = open_away(file, tuple(words))
    (Path(os.environ["VECHE_DATA"])).mkdir(parents=True, exist_ok=True, mode=0o700)
    from veche.web.offline.laptop import settle

    settle(Path(os.environ["VECHE_DATA"]), document)
    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.web.settings"
    import django

    django.setup()
    from veche.web.offline.actions.landing import land
    from veche.web.serving.actions import bring_up_to_date

    bring_up_to_date()
    land(document)
    print(json.dumps(sorted(document["codes"].values())), flush=True)
    for line in sys.stdin:
        what, *rest = json.loads(line)
        print(json.dumps(DEEDS[what](*rest)), flush=True)


def chair() -> Any:
    from veche.web.assemblies.access import hall
    from veche.web.assemblies.access.hall import Viewer
    from veche.web.assemblies.models import Officer
    from veche.web.offline.access import away

    there = away()
    assert there is not None
    assembly = hall.assembly(there.assembly_id)
    return Viewer(assembly, officers=tuple(Officer.objects.filter(assembly=assembly)))


def come_in(code: str) -> str:
    from veche.web.assemblies.actions.door import come_in

    return str(come_in(code)[0].pk)


def vote(number: int, presence: str, choice: list[int]) -> str:
    from veche.web.assemblies.actions.polls import cast_open
    from veche.web.assemblies.models import Poll, Presence

    poll = Poll.objects.get(number=number)
    return str(cast_open(poll, Presence.objects.get(pk=presence), choice).pk)


def do(name: str, *words: Any) -> str:
    """Something of the chair's."""
    from veche.web.assemblies.actions import polls, running
    from veche.web.assemblies.models import Item, Poll

    if name == "decide":
        polls.close_poll(chair(), Poll.objects.get(number=words[0]))
        return str(Poll.objects.get(number=words[0]).state)
    if name == "title":
        Item.objects.update(title=words[0])
        return "ok"
    getattr(running, name)(chair())
    return "ok"


def back() -> str:
    from veche.web.offline.actions.bringing import make_file

    return base64.b64encode(make_file(chair())).decode()


DEEDS = {"come_in": come_in, "vote": vote, "do": do, "back": back}

if __name__ == "__main__":
    main(*sys.argv[1:])
