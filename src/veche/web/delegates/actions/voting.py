"""From nominations to a vote, and from its result to seats."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from veche.counting import Count, Lot
from veche.counting.errors import CountingError
from veche.election.questions import HomomorphicQuestion, NonHomomorphicQuestion, Question
from veche.web.ballots.access.officers import current, may_draw_up
from veche.web.ballots.actions import drawing
from veche.web.ballots.actions.publishing import count_again
from veche.web.ballots.drawing.countings import RANKS
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.access import today
from veche.web.bodies.actions.locking import lock, lock_body
from veche.web.bodies.models import Body, Membership
from veche.web.house.language import Voice

from .. import access
from ..errors import Refused
from ..models import Election, Nomination
from .apart import apart
from .electing import elect, must_be_near

MARKS = ("block", "approval", "plurality")
RULES = (*MARKS, *(rule for rule in RANKS if rule != "irv"))
"""Counting rules that can fill several seats and need no more than names."""
CONFIRM_DAYS = 7
"""After the close of a vote. Where no officer has taken its result over by then, the clock does."""


@dataclass(frozen=True)
class Wanted:
    """What an officer asks for. `by_lot`: names stand in an order by lot; otherwise by the alphabet."""

    delegates: int
    alternates: int
    rule: str
    begins: date
    by_lot: bool


@transaction.atomic
def draw_up(officer: Membership, upper: Body, wanted: Wanted, voice: Voice, once: bytes) -> Vote:
    """A draft of a vote among those who stand, with a question and a count that fit; its officers go on with it as with any other.

    The same form sent again gives the same draft. Raises PermissionDenied, Refused: few_nominees, few_seats, past, far.
    """
    officer = lock(officer)
    if not may_draw_up(officer):
        raise PermissionDenied
    must_be_near(wanted.begins)
    made = Election.objects.filter(vote=drawing.uuid_from(once), lower=officer.body).first()
    if made is not None:
        return made.vote
    standing = [one for one in access.nominations(officer.body, upper) if _is_free(one)]
    if len(standing) < 2:
        raise Refused("few_nominees")
    if wanted.delegates > len(access.seats_of(officer.body, upper)):
        raise Refused("few_seats")
    names, seed = ordered(standing) if wanted.by_lot else ([one.name for one in standing], "")
    vote = drawing.draw_up(officer, "committee", voice.language, once)
    drawing.write_text(vote.pk, *_texts(upper, wanted, seed, voice))
    drawing.write_question(
        vote.pk, 1, _question(names, wanted, voice("delegates:vote.question", name=upper.name))
    )
    drawing.count_by(vote.pk, 1, wanted.rule, wanted.delegates + wanted.alternates)
    Election.objects.create(
        vote=vote,
        upper=upper,
        lower=officer.body,
        delegates=wanted.delegates,
        alternates=wanted.alternates,
        begins=wanted.begins,
    )
    Nomination.objects.filter(pk__in=[one.pk for one in standing]).update(vote=vote)
    return current(vote.pk)


def _is_free(one: Nomination) -> bool:
    return one.vote is None or one.vote.stage == Stage.CALLED_OFF


def ordered(standing: Sequence[Nomination]) -> tuple[list[str], str]:
    """Names by lot, and its seed in hexadecimal.

    seed = SHA-256("veche order of candidates v1" ‖ ids of the nominations, sorted, 16 bytes each)

    The ids are random and were there before the officer came: whoever draws the vote up twice gets one order, and cannot try for another.
    """
    ids = b"".join(sorted(one.pk.bytes for one in standing))
    seed = hashlib.sha256(b"veche order of candidates v1" + ids).digest()
    return list(Lot(seed).order(1, [one.name for one in standing])), seed.hex()


def _texts(upper: Body, wanted: Wanted, seed: str, voice: Voice) -> tuple[str, str]:
    order = voice("delegates:vote.by_lot", seed=seed) if seed else voice("delegates:vote.by_name")
    what = voice(
        "delegates:vote.what", name=upper.name, delegates=wanted.delegates, alternates=wanted.alternates
    )
    return voice("delegates:vote.title", name=upper.name), f"{what}\n\n{order}"


def _question(names: Sequence[str], wanted: Wanted, text: str) -> Question:
    if wanted.rule in RANKS:
        return NonHomomorphicQuestion(tuple(names), text)
    seats = min(wanted.delegates + wanted.alternates, len(names))
    most = {"plurality": 1, "approval": len(names)}.get(wanted.rule, seats)
    return HomomorphicQuestion(tuple(names), True, 1, most, text)


def take_over(officer: Membership, uuid: str) -> None:
    """Give the seats to those whom the vote elected, in its order; they are asked whether they accept. Nothing happens if that was done.

    Raises PermissionDenied, Http404, Refused: no_result, and what `elect` raises; VerificationError, OSError.
    """
    if not may_draw_up(officer):
        raise PermissionDenied
    election = access.election(officer.body, uuid)
    if election.taken is None:
        _take(election)


def _take(election: Election) -> None:
    """Counted again from the archive first: whoever can write to the record beside it seats nobody."""
    if access.proposed(election) is None:
        raise Refused("no_result")
    try:
        count = count_again(election.vote_id, 1)
    except (WrongStage, CountingError):
        raise Refused("no_result") from None
    with transaction.atomic():
        _seat(election, count)


def _seat(election: Election, count: Count) -> None:
    lock_body(election.lower)
    now = Election.objects.select_for_update().get(pk=election.pk)
    if now.taken is not None:
        return
    found = access.proposed_by(count, now)
    if found.delegates:
        elect(
            now.lower,
            now.upper,
            [one.membership for one in found.delegates],
            [one.membership for one in found.alternates],
            begins=max(now.begins, today()),
            vote=now.vote,
            accepted=False,
        )
    Nomination.objects.filter(vote=now.vote_id).delete()
    now.taken = today()
    now.save(update_fields=["taken"])


def keep_elections() -> None:
    """Take over what nobody has: no officer can sit on a result. What the state of seats refuses waits for the officers. For the clock."""
    for one in access.to_take(today() - timedelta(days=CONFIRM_DAYS)):
        with apart(), suppress(Refused):
            _take(one)
