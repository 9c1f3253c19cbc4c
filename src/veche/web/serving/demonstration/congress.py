"""The federation's congress, which is over: seats by size, delegates, a mandate from the meeting at home, and one delegate who broke it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from veche.web.assemblies.access import hall
from veche.web.assemblies.actions import agenda, polls, running, seats
from veche.web.assemblies.models import Assembly, Poll, Presence
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access as delegates
from veche.web.delegates import actions as electing
from veche.web.delegates.models import Delegacy
from veche.web.house.language import Voice
from veche.web.mandates import access as mandates
from veche.web.mandates import actions as giving
from veche.web.mandates.actions import Wanted as Mandate
from veche.web.minutes import access as minutes
from veche.web.minutes import actions as writing
from veche.web.motions import actions as motions
from veche.web.motions.actions import Wording
from veche.web.motions.models import Motion

from .halls import add, before, call
from .union import Person

SEAT_FOR = 6
"""Members begun have one seat: the branch two, the night shift one."""
SIZES = (12, 6)
FOR, AGAINST = [SEAT_FOR, 0, 0], [0, SEAT_FOR, 0]
RULE = "plain-two-thirds-present-majority-of-present"


def elect(people: Sequence[Person], heads: Sequence[Membership], voice: Voice) -> list[Delegacy]:
    """The branch sends two and has an alternate; the night shift, whose founder is the second of the heads, sends that one."""
    head, shift = heads
    branch, upper = people[0].membership.body, head.body
    electing.change_statutes(head, method="threshold", seats=SEAT_FOR)
    electing.share_seats(head, dict(zip((str(branch.pk), str(shift.body_id)), SIZES, strict=True)))
    sent = [person.membership for person in people[6:9]]
    _by_hand(people[0].membership, sent, upper, 2, voice)
    _by_hand(shift, [shift], upper, 1, voice)
    return [one for member in (*sent, shift) for one in delegates.own_of(member.account)]


def _by_hand(
    officer: Membership, standing: Sequence[Membership], upper: Body, so_many: int, voice: Voice
) -> None:
    order = [electing.nominate(member, upper, "").pk for member in standing]
    electing.elect_by_hand(officer, upper, order, so_many, today(), voice("serving:congress.elected"))
    for member in standing:
        for one in delegates.own_of(member.account):
            electing.accept(member.account, one.pk)


def open_congress(chair: Membership, mover: Membership, voice: Voice) -> tuple[Assembly, Motion]:
    """A delegate of the branch moved what it is about."""
    made = call(chair, voice, "congress", of_delegates=True)
    upper = delegates.place(mover.account, chair.body_id)
    text = Wording(
        voice("serving:fund.title"), [voice("serving:fund.text")], "", [mover.name, mover.body.name]
    )
    motion = motions.write(upper, text, secrets.token_bytes(16))
    motions.submit(upper, motion.pk)
    add(chair, made, motion.title, motion=motion)
    return made, motion


def bind(secretary: Membership, motion: Motion, at_home: Poll) -> None:
    """The vote at home becomes the mandate of all its delegates."""
    giving.give(secretary, uuid.uuid4(), Mandate(f"motion:{motion.pk}", "vote", f"poll:{at_home.pk}"))


def hold(chair: Membership, made: Assembly, motion: Motion, sent: Sequence[Delegacy], voice: Voice) -> Poll:
    """All come in; the first of them votes against the mandate."""
    there = [_come_in(made, one) for one in sent if not one.rank]
    running.open_(before(chair, made))
    points = list(hall.in_order(hall.agenda(made)))
    agenda.deal_with(before(chair, made), points[-1].item.pk)
    wanted = polls.Wanted(
        "motion",
        "cards",
        voice("serving:fund.asked"),
        ["yes", "no", "abstain"],
        RULE,
        motion=motion,
        target="accepted",
        otherwise="rejected",
    )
    poll = polls.open_poll(before(chair, made), wanted)
    for number, presence in enumerate(there):
        polls.cast_open(poll, presence, FOR if number else AGAINST, sure=True)
    return polls.close_poll(before(chair, made), poll)


def _come_in(made: Assembly, one: Delegacy) -> Presence:
    assert one.membership is not None  # noqa: S101 - nobody has left yet
    seats.come_as_delegate(before(one.membership, made), one.pk, "hall")
    found = before(one.membership, made).presence
    assert found is not None  # noqa: S101 - they came in just now
    return found


def close(chair: Membership, made: Assembly, reporter: Membership, voice: Voice) -> None:
    """Minutes are drafted and published; one delegate reports back, the others are still asked to."""
    running.close(before(chair, made))
    writing.draft(hall.assembly(made.pk))
    writing.publish(minutes.seen(chair.account, made.pk))
    for report in mandates.own_reports(reporter.account):
        giving.report(reporter.account, report.pk, voice("serving:congress.report"))
