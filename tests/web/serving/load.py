"""Run in a process of its own: opens a vote in VECHE_DATA and casts ballots until it is told to stop, telling each receipt.

python load.py VOTERS    prints READY, then one tracker a line; ends when its input ends
"""

from __future__ import annotations

import os
import sys
import threading
from itertools import count

VOTERS = 40


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "veche.web.settings"
    import django

    django.setup()
    from web.votes import make_vote

    from veche.election.ballots import make_ballots
    from veche.web.ballots.access import public
    from veche.web.ballots.casting import box
    from veche.web.serving.actions import bring_up_to_date

    bring_up_to_date()
    made = make_vote(voters=VOTERS)
    tell("READY")
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    for number in count():
        (ballot,) = make_ballots(made.opened, [made.credentials[number % VOTERS]], [b"[[1,0]]"])
        tell(box.cast(public.vote(made.vote.uuid), ballot))
        if stop.is_set():
            return


def tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
