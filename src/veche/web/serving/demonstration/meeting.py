"""The branch's assembly that is going on: a motion with rival amendments, a speakers' list, a vote by hands, a demand, and a slip for the door."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from veche.assembly.text import split
from veche.web.assemblies.access import hall
from veche.web.assemblies.access.votable import votable
from veche.web.assemblies.actions import agenda, door, polls, running, speaking
from veche.web.assemblies.models import Assembly, Item, Poll, Presence
from veche.web.delegates.access import place
from veche.web.house.language import Voice
from veche.web.motions import actions as motions
from veche.web.motions.actions import Wording, amending
from veche.web.motions.models import Motion, Sort

from .halls import add, before, call
from .union import Person

THERE = 9
"""Who came in with a slip. One more slip lies at the door for whoever tries it."""
FOR, AGAINST = [1, 0, 0], [0, 1, 0]
MAJORITY = "plain-majority-of-votes"


@dataclass(frozen=True)
class Meeting:
    assembly: Assembly
    phones: list[Presence]
    slip: str
    """The code of the last slip."""


def open_meeting(people: Sequence[Person], voice: Voice) -> Meeting:
    """The first of the people chairs it."""
    chair = people[0].membership
    made = call(chair, voice, "meeting")
    codes = door.make_tokens(before(chair, made), THERE + 1, secrets.token_bytes(16))
    phones = [door.come_in(code)[0] for code in codes[:THERE]]
    running.open_(before(chair, made))
    point = next(hall.in_order(hall.agenda(made))).item
    agenda.deal_with(before(chair, made), point.pk)
    return Meeting(hall.assembly(made.pk), phones, codes[-1])


def decide_for_delegates(meeting: Meeting, people: Sequence[Person], voice: Voice) -> Poll:
    """By hands, what the delegates do at the congress: seven for it, two against."""
    chair = before(people[0].membership, meeting.assembly)
    wanted = polls.Wanted("free", "hands", voice("serving:meeting.asked"), ["yes", "no", "abstain"], MAJORITY)
    poll = polls.open_poll(chair, wanted)
    for number, phone in enumerate(meeting.phones):
        polls.cast_open(poll, phone, FOR if number < 7 else AGAINST)
    return polls.close_poll(chair, poll)


def go_on(meeting: Meeting, people: Sequence[Person], voice: Voice) -> None:
    """To a motion that two amendments would change in different ways: one is being voted on."""
    chair, assembly = people[0].membership, meeting.assembly
    motion = _move(people[9], voice, "break", Sort.MOTION)
    for person, name in ((people[10], "shorter"), (people[11], "longer")):
        _amend(person, motion, voice(f"serving:break.{name}"))
    point = add(chair, assembly, motion.title, motion=motion)
    _turn_to(meeting, people, point)
    for phone, speaker, side in zip(meeting.phones, people[9:11], ("pro", "contra"), strict=False):
        speaking.ask(hall.Viewer(assembly, phone), speaker.membership.name, side)
    first = votable(hall.assembly(assembly.pk))[0]
    wanted = polls.Wanted(
        "amendment",
        "hands",
        first.question(voice),
        ["yes", "no", "abstain"],
        MAJORITY,
        amendment=first.row,  # type: ignore[arg-type]  # amendments come first
        target="accepted",
        otherwise=first.otherwise("accepted"),
    )
    polls.open_poll(before(chair, assembly), wanted)


def _turn_to(meeting: Meeting, people: Sequence[Person], point: Item) -> None:
    chair = before(people[0].membership, meeting.assembly)
    if meeting.assembly.item_id is not None:
        agenda.set_done(chair, meeting.assembly.item_id, done=True)
    agenda.deal_with(chair, point.pk)


def demand(people: Sequence[Person], voice: Voice) -> None:
    """What was adopted earlier, and is being talked about with the employer."""
    steward = people[0].membership
    motion = _move(people[7], voice, "demand", Sort.DEMAND)
    ours = place(steward.account, steward.body_id)
    motions.move(ours, motion.pk, "accepted")
    motions.negotiate(ours, motion.pk, "talks", voice("serving:demand.talks"))


def _move(person: Person, voice: Voice, story: str, sort: str) -> Motion:
    """Written and submitted by this member."""
    me = person.membership
    wording = Wording(voice(f"serving:{story}.title"), split(voice(f"serving:{story}.text")), "", [me.name])
    ours = place(me.account, me.body_id)
    motion = motions.write(ours, wording, secrets.token_bytes(16), sort)
    motions.submit(ours, motion.pk)
    return motion


def _amend(person: Person, motion: Motion, wording: str) -> None:
    """To the first paragraph."""
    ours = place(person.membership.account, person.membership.body_id)
    one = amending.begin(ours, motion.pk, secrets.token_bytes(16))
    amending.write_paragraph(ours, one.pk, 1, split(wording), one.base)
    amending.explain(ours, one.pk, "", [person.membership.name])
    amending.submit_amendment(ours, one.pk)
