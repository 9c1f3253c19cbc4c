"""Votes to measure with: opened through the actions of the web, with ballots made beforehand. Run in a process with VECHE_DATA set."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from veche.web.start import start

BATCH = 5000


def main(voters: str, ballots: str, into: str) -> None:
    """Print the identifier of an open vote. `into`: a file for so many ballots, a line each; or `box`: they are in the archive."""
    start()
    from veche.web.serving.actions import bring_up_to_date

    bring_up_to_date()
    uuid, credentials = open_vote(int(voters))
    if into == "box":
        fill(uuid, credentials[: int(ballots)])
    else:
        with Path(into).open("wb") as file:
            for batch in made(uuid, credentials[: int(ballots)]):
                file.writelines(ballot + b"\n" for ballot in batch)
    print(uuid)


def open_vote(voters: int) -> tuple[str, list[str]]:
    """A strike vote with two trustees. On its roll stand so many voters, of whom the database knows none but one."""
    from django.utils import timezone

    from veche.election.credentials import generate_credential, public_credentials
    from veche.election.trustees import generate_trustee
    from veche.web.accounts.actions import create_account
    from veche.web.ballots.access.officers import current, officers_of
    from veche.web.ballots.actions import credentials, drawing, holding, keys, locking, roll
    from veche.web.ballots.drawing.checks import GROUP
    from veche.web.ballots.models import Post, Stage
    from veche.web.bodies.actions.bodies import found
    from veche.words import Language

    member = found(create_account(b"f" * 32, "hash"), "Union", "union", "Officer")
    uuid = drawing.draw_up(member, "strike", Language.EN, secrets.token_bytes(16)).uuid
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    drawing.set_times(uuid, now, now + timedelta(days=1), "always")
    drawing.give_posts(uuid, drawing.Posts(member, member, [member, member], serious=True, threshold=None))
    roll.freeze(uuid)
    with locking.held(uuid, Stage.ROLL) as vote:
        vote.roll_size = voters
    secret = [generate_credential() for _ in range(voters)]
    credentials.take_list(uuid, public_credentials(GROUP, uuid, [(one, None) for one in secret]))
    for trustee in [one for one in officers_of(current(uuid)) if one.post == Post.TRUSTEE]:
        keys.take_key(uuid, trustee.id, generate_trustee(GROUP, trustee.name)[1])
    holding.open_vote(uuid, by_hand=True)
    return uuid, secret


def made(uuid: str, credentials: list[str]) -> Iterator[list[bytes]]:
    """Ballots, in batches."""
    from veche.election.ballots import make_ballots
    from veche.web.ballots.casting.opened import open_box

    election = open_box(uuid).election
    for first in range(0, len(credentials), BATCH):
        batch = credentials[first : first + BATCH]
        yield make_ballots(election, batch, [b"[[1,0]]"] * len(batch))


def fill(uuid: str, credentials: list[str]) -> None:
    """Put the ballots into the archive in bulk, and have their rows."""
    from veche.web.ballots.access.officers import current
    from veche.web.ballots.casting.box import board

    for batch in made(uuid, credentials):
        with board(current(uuid)) as archive:
            archive.add_ballots(batch)


if __name__ == "__main__":
    main(*sys.argv[1:])
