"""An assembly that is over, with all that minutes tell of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from web.assemblies_making import make_assembly, make_item
from web.motions_making import make_motion

from veche.rules import Figures, decide, find
from veche.web.assemblies import hooks
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.models import Assembly, OpenBallot, Poll, Stage, Way
from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.minutes import access, actions
from veche.web.minutes.access import Seen
from veche.web.motions.actions.moving import write_version

RULE = "plain-majority-of-votes"


@dataclass
class Held:
    """`secretary` wrote in the assembly, `steward` founded the body, `member` is anybody."""

    body: Body
    assembly: Assembly
    secretary: Membership
    member: Membership


def make_held(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    language: str = "en",
    **fields: object,
) -> Held:
    """Two points, the second of them internal, a carried motion, a vote by hands, and its end."""
    body = make_body("Foundry")
    secretary, member = make_member(body, name="Scribe"), make_member(body, name="Hidden member")
    begins = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assembly = make_assembly(
        body,
        Stage.CLOSED,
        {"secretary": secretary},
        title="Autumn meeting",
        place="Canteen",
        language=language,
        begins=begins,
        **fields,
    )
    note(assembly.pk, "opened", by="Chair", hall=40, distance=2, roll=60)
    point = assembly.item
    note(assembly.pk, "item_begun", item=point, number="1", title="Wages")
    motion = make_motion(body, "Warm rooms")
    write_version(motion, 2, ["We demand warm rooms.", "At once."], "adopted")
    decided(assembly, 1, item=point, motion=motion, about="motion")
    secret_point = make_item(assembly, "Strike fund", internal=True)
    note(assembly.pk, "item_begun", item=secret_point, number="2", title="Strike fund")
    decided(assembly, 2, item=secret_point, about="free", question="How much money?")
    note(assembly.pk, "closed", present=39)
    return Held(body, assembly, secretary, member)


def decided(assembly: Assembly, number: int, yes: int = 30, no: int = 9, **fields: object) -> Poll:
    """By the rule, with its reasons."""
    found = decide(
        find(RULE),
        Figures(roll=60, issued=42, returned=yes + no, spoiled=0, blank=0, abstain=0, yes=yes, no=no),
    )
    result = {
        "counts": [yes, no, 0],
        "outcome": str(found.outcome),
        "headline": found.headline.key,
        "decision": found.to_json(),
    }
    given = {
        "question": "Do we want warm rooms?",
        "answers": ["yes", "no", "abstain"],
        "way": Way.HANDS,
        "rule": RULE,
        "state": Poll.State.DECIDED,
        "present": 42,
        "result": result,
    }
    poll = Poll.objects.create(assembly=assembly, number=number, **(given | fields))
    note(assembly.pk, "poll_carried", item=poll.item, poll=poll, number=number)
    return poll


def by_name(assembly: Assembly, number: int, **names: int) -> Poll:
    """A roll call of members: `names` say which answer each gave, from 0."""
    poll = decided(assembly, number, way=Way.NAMED, item=assembly.item)
    for name, place in names.items():
        OpenBallot.objects.create(poll=poll, name=name, choice=[int(place == one) for one in range(3)])
    return poll


def in_secret(assembly: Assembly, number: int, vote: Vote) -> Poll:
    return decided(assembly, number, way=Way.SECRET, round=vote, about="election", item=None)


def drafted(held: Held) -> Seen:
    """The minutes as the secretary sees them."""
    actions.draft(held.assembly)
    return seen(held, held.secretary)


def seen(held: Held, who: Membership) -> Seen:
    return access.seen(who.account, held.assembly.pk)


def texts(held: Held) -> list[str]:
    minutes = seen(held, held.secretary).minutes
    assert minutes is not None
    return [one.text for one in access.whole(minutes) if not one.gone]


def later_vote(held: Held, outcome: str = "carried", **fields: object) -> Poll:
    """A later assembly votes on minutes."""
    later = make_assembly(held.body, Stage.OPEN, title="Winter meeting")
    given = {"about": "minutes", "item": later.item, "question": "Approve the minutes?"}
    poll = decided(later, 1, **(given | fields))
    poll.result = {"outcome": outcome, "counts": []}
    poll.save()
    hooks.poll_decided.send(sender=Poll, poll=poll)
    return poll


__all__ = ["Held", "by_name", "decided", "drafted", "in_secret", "later_vote", "make_held", "seen", "texts"]
