"""Beginning a petition, on the next round of the body's standing roll."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from veche.web.ballots.access.rounds import size, standing_roll
from veche.web.ballots.actions.rounds import NoRoundLeft, reserve_round
from veche.web.bodies.models import Body
from veche.web.bodies.names import LONGEST_TYPED, clean
from veche.web.petitions.models import KINDS, Petition
from veche.words import Language


class CannotBegin(Exception):
    """`code`: no_roll, needed, until, statement."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


LONGEST = 5000
"""Characters of a statement."""


def clean_text(text: str) -> str:
    """Its lines without what cannot be seen: nobody signs what they do not read."""
    return "\n".join(map(clean, text.splitlines())).strip()


def begin(
    body: Body, kind: str, statement: str, language: Language, needed: int, until: date, key: str = ""
) -> Petition:
    """Begin to collect signatures. `needed`: how many end it at once; `until`: the last day, in UTC.

    `key`: what it is for, in at most 80 characters (`recall …`): the same key again gives the same petition. Raises CannotBegin.
    """
    with transaction.atomic():
        roll = standing_roll(body)
        if key and (made := Petition.objects.filter(body=body, round__taken_for=key).first()) is not None:
            return made
        if kind not in KINDS:
            raise ValueError("no kind of petition")
        if roll is None:
            raise CannotBegin("no_roll")
        if not 0 < needed <= size(roll):
            raise CannotBegin("needed")
        if until < timezone.now().date():
            raise CannotBegin("until")
        longest_line = max((len(line) for line in statement.splitlines()), default=0)
        if not 0 < len(clean_text(statement)) <= LONGEST or longest_line > LONGEST_TYPED:
            raise CannotBegin("statement")
        try:
            taken = reserve_round(roll, key, until=until)
        except NoRoundLeft:
            raise CannotBegin("no_roll") from None
        return Petition.objects.create(
            round=taken,
            body=body,
            kind=kind,
            named=body.name,
            statement=clean_text(statement),
            language=language,
            needed=needed,
            begun=timezone.now().date(),
            until=until,
            turnout=body.turnout,
        )
