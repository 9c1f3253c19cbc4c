"""A small server in one process: it casts ballots one after the other and says each receipt when it has it.

    python caster.py UUID BALLOTS RECEIPTS

BALLOTS holds one ballot a line; receipts go to the file RECEIPTS, which plays the voters: what stands there was promised.
A refusal is said as its code after "!".
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.web.settings")


def main(uuid: str, ballots: str, receipts: str) -> None:
    lines = Path(ballots).read_bytes().split(b"\n")
    told = os.open(receipts, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    django.setup()
    from veche.web.ballots.access import public
    from veche.web.ballots.casting import box
    from veche.web.ballots.casting.refusal import Refused

    vote = public.vote(uuid)
    for ballot in lines:
        try:
            answer = box.cast(vote, ballot)
        except Refused as refusal:
            answer = f"!{refusal.code}"
        os.write(told, f"{answer}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
