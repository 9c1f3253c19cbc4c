"""Credentials: the registrar's public list, and sealed ones on their way to a member's page. None is ever seen here."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404

from veche.election.credentials import Roll
from veche.web.ballots.access.rounds import missing_lists
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.drawing.templates import STANDING
from veche.web.ballots.models import Entitled, Round, Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.models import Membership

from .ending import end_others
from .locking import held, must_be_prepared_here

KEY = re.compile(r"[A-Za-z0-9+/]{43}=?")
"""32 bytes in Base64."""
SEALED = re.compile(r"[A-Za-z0-9+/]{80,1000}={0,2}")
LARGEST = 64 * 1024 * 1024
"""Bytes of a public list: seventy for each member."""


class BadList(Exception):
    """The list cannot be the roll's. `code`: roll_size, weights, another, repeated, rounds."""

    def __init__(self, code: str, found: int = 0) -> None:
        super().__init__(code)
        self.code, self.found = code, found


def take_list(uuid: str, message: bytes) -> None:
    """The registrar's public credentials: as many as members on the roll, each a different one, none with a weight.

    The same list again changes nothing; another one is taken only after the first was forgotten. Raises VerificationError for
    what is no list, BadList, WrongStage.
    """
    roll = Roll.read(GROUP, message)
    with held(uuid, Stage.ROLL, Stage.READY) as vote:
        if vote.public_credentials is not None:
            if bytes(vote.public_credentials) != message:
                raise BadList("another")
            return
        must_fit(vote, roll)
        vote.public_credentials = message
        become_ready(vote)


def must_fit(vote: Vote, roll: Roll) -> None:
    """As many credentials as members, without weights. Raises BadList."""
    if len(roll) != vote.roll_size:
        raise BadList("roll_size", len(roll))
    if roll.weights is not None:
        raise BadList("weights")


def forget_list(uuid: str) -> None:
    """The registrar begins again: what was handed out before is waste paper, and members ask anew."""
    with held(uuid, Stage.ROLL, Stage.READY) as vote:
        must_be_prepared_here(vote)
        Entitled.objects.filter(vote=vote).update(key="", sealed="")
        Round.objects.filter(roll=uuid).update(credentials=None)
        vote.public_credentials = None
        vote.stage = Stage.ROLL


def become_ready(vote: Vote) -> None:
    """The last of the two, credentials and keys, makes the vote ready. The caller holds it.

    A standing roll needs the lists of all its rounds, too; then it takes the place of the one before.
    """
    if vote.public_credentials is None or vote.trustees is None or missing_lists(vote.uuid):
        return
    vote.stage = Stage.READY
    if vote.kind == STANDING:
        end_others(vote)


def ask(membership: Membership, uuid: str, key: str) -> None:
    """A member asks for the credential through their own page. A key can be changed until a credential was sealed to it.

    Raises ValueError for what is no key, Http404 for who is not on the roll, WrongStage.
    """
    if not KEY.fullmatch(key):
        raise ValueError("not a key")
    with held(uuid, Stage.ROLL, Stage.READY, Stage.OPEN) as vote:
        own = Entitled.objects.filter(vote=vote, membership=membership).first()
        if own is None:
            raise Http404
        if own.sealed and own.key != key:
            raise WrongStage("sealed")
        own.key = key
        own.save()


def hand_over(uuid: str, request_id: str, sealed: str) -> None:
    """The registrar hands a sealed credential over: one for each member, never another in its place.

    Raises ValueError for what cannot be one, Http404 where nobody asks, WrongStage where another was handed over.
    """
    if not SEALED.fullmatch(sealed):
        raise ValueError("not a sealed credential")
    with held(uuid, Stage.ROLL, Stage.READY, Stage.OPEN) as vote:
        found = Entitled.objects.filter(vote=vote, pk=_uuid(request_id)).exclude(key="").first()
        # Once the vote is open, the archive holds the list.
        unmade = vote.public_credentials is None and vote.stage != Stage.OPEN
        if found is None or unmade:
            raise Http404
        if found.sealed not in ("", sealed):
            raise WrongStage("sealed")
        found.sealed = sealed
        found.save()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
