"""When a vote above is decided, it is computed for every seat whether its mandate was kept. What only people can judge, the body judges by a vote."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.http import Http404

from veche.assembly.mandate import Judgement, Why, judge_together
from veche.assembly.mandate import Verdict as Found
from veche.web.assemblies.models import OpenBallot, Poll
from veche.web.bodies import access as bodies
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.models import Membership, Office
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy

from .. import home
from ..access.choices import decided_poll, decided_vote
from ..access.mandates import applying, bound_by, topics_for
from ..access.questions import Text, question
from ..errors import Refused
from ..models import Keeping, Mandate, Verdict
from ..reading import of_row
from ..weighing import told, weight

NOT_JUDGED = ("procedure", "minutes")
"""Votes that no mandate is about."""
OFFICES = (Office.SECRETARY, Office.STEWARD)


@transaction.atomic
def record(poll: Poll) -> None:
    """For every seat of the body above, in the transaction that decided the vote. Computed again, nothing changes.

    Of a vote on an amendment only where a mandate holds: a congress has thousands of them.
    """
    if not poll.assembly.of_delegates or poll.about in NOT_JUDGED:
        return
    found, topics = applying(poll), topics_for(poll)
    if poll.amendment_id is not None and not found:
        return
    ballots = {one.delegacy.seat_id: one for one in _ballots(poll) if one.delegacy is not None}
    groups: dict[tuple[UUID, UUID | None], list[Delegacy]] = {}
    bound: dict[UUID, Mandate | None] = {}
    for one in delegates.holders(poll.assembly.body):
        given = bound_by(one.seat, found)
        bound[one.seat_id] = given
        groups.setdefault((one.seat.lower_id, given.pk if given else None), []).append(one)
    texts: dict[object, Text] = {}
    rows = [
        row
        for (lower, _), seats in groups.items()
        for row in _group(poll, bound[seats[0].seat_id], seats, ballots, bool(topics.get(lower)), texts)
    ]
    Keeping.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _ballots(poll: Poll) -> Iterable[OpenBallot]:
    return OpenBallot.objects.filter(poll=poll).exclude(delegacy=None).select_related("delegacy__seat")


def _group(
    poll: Poll,
    given: Mandate | None,
    seats: list[Delegacy],
    ballots: dict[UUID, OpenBallot],
    on_topic: bool,
    texts: dict[object, Text],
) -> list[Keeping]:
    """The seats of one body that have the same mandate."""
    asked = question(given, poll, texts)
    cast = [ballots.get(one.seat_id) for one in seats]
    weights = [
        ballot.weight if ballot is not None else weight(one.seat, poll)
        for one, ballot in zip(seats, cast, strict=True)
    ]
    cards = [ballot.choice if ballot is not None else None for ballot in cast]
    found = judge_together(of_row(given) if given is not None else None, asked, cards, weights, told(poll))
    if given is None and on_topic:
        found = [Judgement(Found.OPEN, Why.TOPIC)] * len(seats)
    return [
        Keeping(
            mandate=given,
            poll=poll,
            delegacy=ballot.delegacy if ballot is not None and ballot.delegacy is not None else one,
            verdict=judged.verdict,
            why=judged.why,
            weight=size,
            card=card if told(poll) else None,
            changed=asked.changed,
        )
        for one, ballot, judged, size, card in zip(seats, cast, found, weights, cards, strict=True)
    ]


@transaction.atomic
def judge(by: Membership, keeping_id: UUID, decided: str) -> None:
    """What people had to judge is judged by a vote of the body below, which an officer leads to: yes is kept, no is not. What was computed stays.

    Raises PermissionDenied, Http404, Refused("judged", "not_yes_or_no", "too_early", "undecided").
    """
    by = lock(by)
    bodies.require(by, *OFFICES)
    own = Keeping.objects.select_related("poll__assembly").select_for_update(of=("self",))
    found = own.filter(pk=keeping_id, delegacy__seat__lower=by.body_id).first()
    if found is None:
        raise Http404
    if found.verdict != Verdict.OPEN:
        raise Refused("judged")
    answer = _decision(found, by, decided)
    if answer not in ("yes", "no"):
        raise Refused("not_yes_or_no", "decided")
    found.computed, found.verdict = found.verdict, Verdict.KEPT if answer == "yes" else Verdict.BROKEN
    found.judged, found.judged_name = bodies.today(), by.name
    found.save()


def _decision(found: Keeping, by: Membership, decided: str) -> str:
    """What the body's vote answered, a vote that was held after the one that it judges."""
    sort, _, key = decided.partition(":")
    since = found.poll.assembly.begins
    if sort == "vote":
        uuid, _, number = key.partition(":")
        vote = decided_vote(by.body, uuid)
        if vote.opens is None or vote.opens < since:
            raise Refused("too_early", "decided")
        found.judged_by = vote
        return home.of_vote(vote, int(number) if number.isdecimal() and len(number) < 4 else 0).won()
    try:
        poll = decided_poll(by.body, UUID(key))
    except ValueError:
        raise Http404 from None
    if poll.assembly.begins < since:
        raise Refused("too_early", "decided")
    found.judged_in = poll
    return home.of_poll(poll).won()
