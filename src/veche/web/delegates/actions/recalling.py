"""Calling a delegate back. Any member begins it, nobody is named, and nobody in an office is asked: neither to let it begin nor to let it be voted on.

1. A member begins a recall with a reason. Two rounds of the standing roll are taken at once, one for the signatures and one for the vote, so that
   nobody can use up the rounds in between. What the statutes say on this day holds for the whole recall.
2. When enough have signed, the vote opens by itself: the petition says so, and if the server fails in that moment, the clock does it again.
3. The published result ends the delegacy, or is noted as lost.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.ballots.access.rounds import roll_of
from veche.web.ballots.actions.locking import BY_ITSELF
from veche.web.ballots.actions.rounds import NoRoundLeft, begin_round, release_round, reserve_round
from veche.web.ballots.drawing.templates import YES_NO, yes_no
from veche.web.ballots.models import Stage
from veche.web.bodies.access import today
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Membership, Standing
from veche.web.house.language import Voice
from veche.web.petitions.access import must_be_filled
from veche.web.petitions.actions import CannotBegin, begin, stop
from veche.words import Language

from .. import access
from ..errors import Refused
from ..models import Delegacy, Ending, Recall, RollWanted
from .apart import apart
from .ending import end
from .locking import held

LONGEST_REASON = 3000
STUCK_DAYS = 30
"""After the close of a vote whose trustees do not open it: the recall lapses, and another can begin. Opened later, it is carried out all the same."""


@transaction.atomic
def begin_recall(member: Membership, delegacy_id: UUID, reason: str, voice: Voice, recall_id: UUID) -> Recall:
    """Any member of the body that sent the delegate, in no office. `recall_id` comes with the form: sent again, it is the same recall.

    Raises Http404, Refused: under_way, pause, no_roll, statement, needed (nobody is on the roll).
    """
    member = lock(member)
    if (made := Recall.objects.filter(pk=recall_id, delegacy=delegacy_id).first()) is not None:
        return made
    delegacy = held(delegacy_id)
    _must_be_recallable(member, delegacy)
    if (roll := access.ready_roll(member.body)) is None:
        raise Refused("no_roll")
    rules = access.recall_rules(member.body, roll)
    until = today() + timedelta(days=rules.sign_days)
    asked = statement(delegacy, reason, voice)
    try:
        key = f"recall {recall_id}"
        petition = begin(member.body, "recall", asked, voice.language, rules.needed, until, key=key)
        voted = until + timedelta(days=rules.days)
        reserve_round(petition.round.roll, key=_vote_key(recall_id), until=voted)
    except CannotBegin as no:
        raise Refused(no.code) from None
    except NoRoundLeft:  # somebody took the last one in between
        raise Refused("no_roll") from None
    return Recall.objects.create(
        id=recall_id,
        delegacy=delegacy,
        reason=reason,
        petition=petition.pk,
        needed=rules.needed,
        begun=today(),
        until=until,
        rule=rules.rule,
        days=rules.days,
    )


def _must_be_recallable(member: Membership, delegacy: Delegacy) -> None:
    if delegacy.seat.lower_id != member.body_id or member.standing != Standing.MEMBER:
        raise Http404
    if delegacy.ended is not None or delegacy.ends < today() or delegacy.seat.abolished is not None:
        raise Http404
    if access.open_recall(delegacy) is not None:
        raise Refused("under_way")
    if access.pause_until(delegacy) is not None:
        raise Refused("pause")


def statement(delegacy: Delegacy, reason: str, voice: Voice) -> str:
    """What is signed."""
    asked = voice(
        "delegates:recall.statement",
        name=delegacy.name,
        lower=delegacy.seat.lower.name,
        upper=delegacy.seat.upper.name,
    )
    return f"{asked}\n\n{reason}"


def _vote_key(recall_id: UUID) -> str:
    """No officer has a vote in hand whose round was taken for this: see ballots.actions.locking."""
    return f"{BY_ITSELF}{recall_id}"


@transaction.atomic
def answer(account: Account, recall_id: UUID, words: str) -> None:
    """What the delegate says to it, while it is under way. Raises Http404 for anybody else."""
    found = access.recall(account, recall_id)
    if not found.is_delegate:
        raise Http404
    Recall.objects.filter(pk=recall_id, state__in=access.OPEN).update(answer=words)


def open_recall_vote(petition: str) -> None:
    """Enough have signed. May be called again after any failure: the vote has one key, and is opened once. Not inside a transaction.

    The signatures are counted again first, so that nobody who can write to the database makes a recall up. Raises VerificationError, NotFilled.
    """
    found = access.by_petition(petition)
    if found is None or found.state != Recall.State.SIGNING:
        return
    delegacy, roll = found.delegacy, roll_of(petition)
    if delegacy.ended is not None or roll is None:
        _finish(found, Recall.State.LAPSED)
        return
    must_be_filled(access.petition(petition))
    voice = Voice(Language(_language(petition)))
    names = {"name": delegacy.name, "upper": delegacy.seat.upper.name, "lower": delegacy.seat.lower.name}
    vote = begin_round(
        roll,
        kind="recall",
        title=voice("delegates:recall.vote_title", **names),
        description=found.reason,
        questions=[yes_no(voice("delegates:recall.vote_question", **names), voice, abstain=True)],
        counting=[YES_NO],
        rule=found.rule,
        closes=timezone.now().replace(second=0, microsecond=0) + timedelta(days=found.days),
        language=voice.language,
        key=_vote_key(found.pk),
    )
    Recall.objects.filter(pk=found.pk, state=Recall.State.SIGNING).update(
        state=Recall.State.VOTING, vote=vote
    )


def _language(petition: str) -> str:
    return access.petition(petition).language


def lapse(petition: str) -> None:
    """Too few signed in its time."""
    found = access.by_petition(petition)
    if found is not None and found.state == Recall.State.SIGNING:
        _finish(found, Recall.State.LAPSED)


def keep_recalls() -> None:
    """For the clock: what was published is carried out, whose delegate is gone lapses. Asked twice it does no more."""
    for one in access.to_keep():
        with apart():
            _keep(one)
    for body in [one.body for one in RollWanted.objects.select_related("body")]:
        if access.ready_roll(body) is not None:
            RollWanted.objects.filter(body=body).delete()


def _keep(one: Recall) -> None:
    if one.state == Recall.State.SIGNING:
        if one.delegacy.ended is not None:
            stop(one.petition)
            _finish(one, Recall.State.LAPSED)
    elif one.vote is None or one.vote.stage == Stage.CALLED_OFF or _is_stuck(one):
        _finish(one, Recall.State.LAPSED)
    elif (carried := access.verdict(one.vote)) is not None:
        carry_out(one, carried)


def _is_stuck(one: Recall) -> bool:
    closes = one.vote.closes if one.vote is not None else None
    over = closes is not None and closes + timedelta(days=STUCK_DAYS) < timezone.now()
    return over and one.vote is not None and one.vote.stage != Stage.PUBLISHED


@transaction.atomic
def carry_out(one: Recall, carried: bool) -> None:
    """Write down what the vote decided. Where it carried the delegate's place ends in the same moment, and the alternate moves up."""
    if carried:
        end(one.delegacy, Ending.RECALLED)
    _finish(one, Recall.State.CARRIED if carried else Recall.State.LOST)


def _finish(one: Recall, state: Recall.State) -> None:
    roll = roll_of(one.petition)
    if state == Recall.State.LAPSED and roll is not None:
        release_round(roll, _vote_key(one.pk))  # or recalls that come to nothing would use up the roll
    Recall.objects.filter(pk=one.pk).exclude(state__in=access.DECIDED).update(state=state, ended=today())


@transaction.atomic
def want_roll(member: Membership) -> None:
    """Some member asks for a standing roll: all see it, who asked is not kept. Nothing happens if it was asked for, or there is one."""
    member = lock(member)
    if member.standing != Standing.MEMBER:
        raise Http404
    if access.ready_roll(member.body) is None:
        RollWanted.objects.get_or_create(body=member.body, defaults={"since": today()})
