"""What the registrar sends for a standing roll: one public list a round, all from the same codes.

The server cannot see that they are: only who has the codes could. It checks all that can be seen: each list has as many credentials as there
are members, and none of them stands in another list. A registrar who sent the list of other codes would show at the first round, as nobody's
code would be on its roll.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.http import Http404

from veche.election.credentials import Roll
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.models import Round, Stage, Vote

from .credentials import BadList, become_ready, must_fit
from .locking import held

LARGEST_ROUND = 16 * 1024 * 1024
"""Bytes of the list of one round: seventy for each member."""


def take_round_list(uuid: str, number: int, message: bytes) -> None:
    """The list of round `number`, from 1, of the roll that this vote prepares. The same again changes nothing.

    Raises VerificationError for what is no list, BadList, Http404 where there is no such round, WrongStage.
    """
    roll = Roll.read(GROUP, message)
    with held(uuid, Stage.ROLL, Stage.READY) as vote:
        found = Round.objects.filter(roll=uuid, number=number).first()
        if found is None:
            raise Http404
        if found.credentials is not None and bytes(found.credentials) == message:
            return
        if found.used or found.credentials is not None:
            raise BadList("another")
        must_fit(vote, roll)
        _must_be_new(vote, roll)
        found.credentials = message
        found.save()
        become_ready(vote)


def take_all_lists(uuid: str, lists: Mapping[str, bytes]) -> None:
    """The public file of `veche credentials make` for a standing roll: all lists by the identifier of their vote. Taken whole or not at all.

    Raises as `take_round_list`, and BadList("rounds") where it is for other rounds.
    """
    with held(uuid, Stage.ROLL, Stage.READY) as vote:
        rounds = dict(Round.objects.filter(roll=uuid).values_list("pk", "number"))
        if lists.keys() != {uuid, *rounds}:
            raise BadList("rounds", len(lists))
        if vote.public_credentials is None:
            must_fit(vote, Roll.read(GROUP, lists[uuid]))
            vote.public_credentials = lists[uuid]
        elif bytes(vote.public_credentials) != lists[uuid]:
            raise BadList("another")
        vote.save()
        for round_uuid, number in rounds.items():
            take_round_list(uuid, number, lists[round_uuid])
        vote.refresh_from_db()


def _must_be_new(vote: Vote, roll: Roll) -> None:
    """The same credential in two rounds would tie them together, and can only come of a mistake. Raises BadList."""
    others = Round.objects.filter(roll=vote.uuid).exclude(credentials=None)
    lists = [bytes(vote.public_credentials or b"[]"), *(bytes(one.credentials or b"[]") for one in others)]
    ours = {line.decode() for line in roll.places}
    if any(not ours.isdisjoint(json.loads(one)) for one in lists):
        raise BadList("repeated")
