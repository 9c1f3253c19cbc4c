"""A standing roll with real keys and codes, and what its people do with them.

made = make_standing_roll(body, voters=5, rounds=4)
made.roll, made.credentials, made.keys
round = made.round_of(begin_round(made.roll, ...))     a `votes.Made`: round.ballot(round.credentials[0], [[1, 0]])
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from web.votes import GROUP, Made, make_vote

from veche.election.contents import read_contents
from veche.election.credentials import generate_credential, new_uuid, public_credentials
from veche.election.trustees import generate_trustee, trustees_message
from veche.web.ballots.models import Officer, Post, Round, Stage, StandingRoll, Vote
from veche.web.bodies.models import Body, Membership


@dataclass
class MadeRoll:
    """A standing roll with everything that only its people know."""

    roll: StandingRoll
    credentials: list[str]
    keys: list[bytes]

    def round_of(self, vote: Vote) -> Made:
        """A round that was begun, to vote in it and to open its result."""
        made = Made(vote, self.credentials, self.keys)
        made.election = read_contents(made.path).election.message
        return made


def make_standing_roll(
    body: Body,
    *,
    voters: int = 3,
    rounds: int = 5,
    trustees: int = 2,
    until: date | None = None,
    officers: Mapping[str, Membership] | None = None,
) -> MadeRoll:
    """A roll that is ready: `begin_round` can open votes on it. The body's members are on it, as many as `voters`; the rest is nobody in particular."""
    made = make_vote(
        body,
        Stage.ROLL,
        questions=(),
        voters=voters,
        trustees=trustees,
        officers=officers,
        kind="standing",
        title="Roll of the autumn",
        rule="",
        opens=None,
    )
    _make_ready(made, voters)
    roll = StandingRoll.objects.create(vote=made.vote, body=body, rounds=rounds, until=until)
    for number in range(1, rounds + 1):
        uuid = new_uuid()
        listed = public_credentials(GROUP, uuid, [(one, None) for one in made.credentials])
        Round.objects.create(uuid=uuid, roll=roll, number=number, credentials=listed)
    return MadeRoll(roll, made.credentials, made.keys)


def _make_ready(made: Made, voters: int) -> None:
    """The registrar's codes and the trustees' keys. It never opens, so there is no message `election` of it."""
    vote = made.vote
    made.credentials = [generate_credential() for _ in range(voters)]
    vote.public_credentials = public_credentials(GROUP, vote.uuid, [(one, None) for one in made.credentials])
    trustees = list(Officer.objects.filter(vote=vote, post=Post.TRUSTEE).order_by("number"))
    for officer in trustees:
        key, officer.public_key = generate_trustee(GROUP, officer.name)
        made.keys.append(key)
        officer.save()
    vote.trustees = trustees_message([bytes(officer.public_key or b"") for officer in trustees])
    vote.stage = Stage.READY
    vote.save()
