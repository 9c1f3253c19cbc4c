"""A petition on a standing roll, and signatures as the booth makes them.

made = make_petition(body, needed=2, turnout=Turnout.ALWAYS)
made.petition, made.sign(0), made.take_back(0)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from web.rounds_making import MadeRoll, make_standing_roll

from veche.election.petition import sign
from veche.web.bodies.models import Body
from veche.web.petitions import access, actions
from veche.web.petitions.models import Petition
from veche.words import Language


@dataclass
class MadePetition:
    """A petition with the codes of those who may sign it."""

    petition: Petition
    roll: MadeRoll

    def signature(self, who: int, turn: int = 1) -> bytes:
        """As the booth makes it of code `who`, from 0."""
        return sign(access.opened(self.petition), self.roll.credentials[who], turn)

    def sign(self, who: int, turn: int = 1) -> int:
        """Hand one in; the latest turn of that code."""
        return actions.sign(self.petition, self.signature(who, turn))

    def now(self) -> Petition:
        """As it stands now."""
        return access.petition(self.petition.pk)


def make_petition(
    body: Body,
    *,
    voters: int = 4,
    needed: int = 2,
    until: date | None = None,
    kind: str = "recall",
    statement: str = "We call back our delegate.",
    roll: MadeRoll | None = None,
    **fields: Any,
) -> MadePetition:
    """A petition that runs. `fields` of the body: its turnout."""
    for name, value in fields.items():
        setattr(body, name, value)
    body.save()
    made = roll or make_standing_roll(body, voters=voters)
    last = until or timezone.now().date() + timedelta(days=7)
    return MadePetition(actions.begin(body, kind, statement, Language.EN, needed, last), made)
