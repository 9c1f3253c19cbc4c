"""Making the demonstration, from the first member to the last ballot."""

from __future__ import annotations

from pathlib import Path

from veche.web.assemblies.models import Poll
from veche.web.house.language import Voice
from veche.words import Language

from . import congress, meeting
from .folder import Made, keep, keep_key
from .meeting import Meeting
from .union import Person, Union, make_union
from .votes import hold_open, hold_published, prepare

VOTED = [[1, 0], [1, 0], [0, 1], [1, 0], [1, 0], [1, 0]]
"""Yes or no, of half the members. The last one has not voted, and is who tries it."""


def make(folder: Path, language: Language) -> None:
    """Fill an empty server."""
    voice = Voice(language)
    union = make_union(voice)
    people = union.people
    published = hold_published(people, voice)
    held = hold_open(people, voice, "strike", VOTED)
    coming = prepare(people, voice, "rule_change")
    for person, key in zip(people[2:4], held.keys, strict=True):
        keep_key(folder, f"{person.membership.name}.key", key)
    now, decision = hold_assemblies(union, voice)
    who: dict[str, Person] = {
        "officer": people[0],
        "registrar": people[1],
        "trustee": people[2],
        "member": people[-1],
        "delegate": people[6],
    }
    keep(
        folder,
        Made(
            words={post: person.words for post, person in who.items()},
            names={post: person.membership.name for post, person in who.items()},
            open_vote=held.uuid,
            published_vote=published,
            coming_vote=coming,
            credential=held.credentials[-1],
            meeting=str(now.assembly.pk),
            slip=now.slip,
            decision=str(decision.pk),
            minutes=str(decision.assembly_id),
        ),
    )


def hold_assemblies(union: Union, voice: Voice) -> tuple[Meeting, Poll]:
    """The meeting decides what the delegates do, the congress is held and closed, and the meeting goes on."""
    people, head = union.people, union.head
    sent = congress.elect(people, (head, union.shift), voice)
    made, motion = congress.open_congress(head, people[6].membership, voice)
    now = meeting.open_meeting(people, voice)
    at_home = meeting.decide_for_delegates(now, people, voice)
    congress.bind(people[0].membership, motion, at_home)
    decision = congress.hold(head, made, motion, sent, voice)
    congress.close(head, made, people[7].membership, voice)
    meeting.demand(people, voice)
    meeting.go_on(now, people, voice)
    return now, decision
