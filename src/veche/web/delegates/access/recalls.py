"""Recalls: their reason, how far they are, what may begin. Nobody reads who began one or who signed: neither is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from veche.rules import Outcome
from veche.web.accounts.models import Account
from veche.web.ballots.access.rounds import rounds_left, size, standing_roll
from veche.web.ballots.models import Stage, StandingRoll, Vote
from veche.web.ballots.public.outcome import outcomes
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Membership
from veche.web.petitions.access import petition, signed

from ..models import Delegacy, Ending, Recall, RollWanted
from .holding import standing
from .statutes import statutes

OPEN = (Recall.State.SIGNING, Recall.State.VOTING)
DECIDED = (Recall.State.CARRIED, Recall.State.LOST)
ROUNDS = 2
"""Of the standing roll: one for the signatures, one kept for the vote."""


@dataclass(frozen=True)
class Rules:
    """What a recall that begins today goes by."""

    needed: int
    roll: int
    share: str
    """As the statutes write it: 1/5."""
    sign_days: int
    rule: str
    days: int
    pause_days: int


def needed(share: Fraction, roll: int) -> int:
    """So many signatures: the share of the roll, exactly, rounded up; one at least."""
    return max(1, -(-share.numerator * roll // share.denominator))


def rules(lower: Body, roll: StandingRoll) -> Rules:
    """By the statutes of the body that sends the delegate, and the size of its standing roll."""
    said, members = statutes(lower), size(roll)
    return Rules(
        needed(Fraction(said.recall_share), members),
        members,
        said.recall_share,
        said.recall_sign_days,
        said.recall_rule,
        said.recall_days,
        said.recall_pause_days,
    )


def ready_roll(lower: Body) -> StandingRoll | None:
    """A roll on which a recall can begin and come to its vote; None: there is none."""
    found = standing_roll(lower)
    return found if found is not None and rounds_left(found) >= ROUNDS else None


def roll_wanted(lower: Body) -> date | None:
    """Since when some member has asked for a roll; None where nobody has, or there is one."""
    found = RollWanted.objects.filter(body=lower).first()
    return found.since if found is not None and ready_roll(lower) is None else None


def pause_until(delegacy: Delegacy) -> date | None:
    """The day before which no recall of this delegate may begin, because a vote was lost a short time ago; None where there is none."""
    lost = Recall.objects.filter(delegacy=delegacy, state=Recall.State.LOST).order_by("-ended").first()
    if lost is None or lost.ended is None:
        return None
    until = lost.ended + timedelta(days=statutes(delegacy.seat.lower).recall_pause_days)
    return until if until > bodies.today() else None


def open_recall(delegacy: Delegacy) -> Recall | None:
    """The one that is under way."""
    return Recall.objects.filter(delegacy=delegacy, state__in=OPEN).first()


def recallable(account: Account | None, delegacy_id: UUID) -> tuple[Delegacy, Membership]:
    """A delegate or alternate who can be called back, and the asker's membership in the body that sent them. Raises Http404."""
    found = standing(bodies.today()).filter(pk=delegacy_id).first()
    if found is None:
        raise Http404
    return found, bodies.membership(account, found.seat.lower_id)


@dataclass(frozen=True)
class Shown:
    """A recall as a member of the body that sent the delegate sees it."""

    recall: Recall
    membership: Membership
    is_delegate: bool
    signed: int | None
    """Signatures once they are counted in the open; None while the petition runs."""


def recall(account: Account | None, recall_id: UUID) -> Shown:
    """For members of the body that sent the delegate, the delegate among them. Raises Http404."""
    found = _all().filter(pk=recall_id).first()
    if found is None:
        raise Http404
    membership = bodies.membership(account, found.delegacy.seat.lower_id)
    asked = petition(found.petition)
    return Shown(
        found,
        membership,
        found.delegacy.membership_id == membership.pk,
        signed(asked) if asked.ended else None,
    )


def recalls_of(lower: Body) -> list[Recall]:
    """All recalls of the body's delegates, the last first."""
    return list(_all().filter(delegacy__seat__lower=lower).order_by("-begun", "id"))


def ended_recalls_in(upper: Body) -> list[Recall]:
    """Recalls that took a delegate out of this body, the last first. Whoever laid the seat down before was not taken out."""
    found = _all().filter(
        delegacy__seat__upper=upper, delegacy__why=Ending.RECALLED, state=Recall.State.CARRIED
    )
    return list(found.order_by("-ended", "id"))


def by_petition(uuid: str) -> Recall | None:
    """The recall for which a petition was begun."""
    return _all().filter(petition=uuid).first()


def to_keep() -> list[Recall]:
    """Those that are under way, and those that lapsed while their vote was closed and whose result is there now. For the clock."""
    late = Q(state=Recall.State.LAPSED, vote__stage=Stage.PUBLISHED)
    return list(_all().filter(Q(state__in=OPEN) | late).order_by("begun", "id"))


def verdict(vote: Vote) -> bool | None:
    """Whether a published vote carried, by its rule; None while it is not published. Raises OSError, VerificationError."""
    if vote.stage != Stage.PUBLISHED:
        return None
    decision = outcomes(vote)[0].decision
    return decision is not None and decision.outcome is Outcome.CARRIED


def _all() -> QuerySet[Recall]:
    return Recall.objects.select_related(
        "delegacy__seat__upper", "delegacy__seat__lower", "delegacy__membership", "vote"
    )
