"""The whole way, through the actions of a congress: a vote at home, a mandate, a warning at the ballot, the result, the verdict, the minutes."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import TestCase
from web.assemblies_making import make_officer
from web.mandates_making import Council, make_council, own_poll
from web.polls_making import viewer_of

from veche.web.assemblies.actions import polls, running
from veche.web.assemblies.hooks import AgainstMandate
from veche.web.assemblies.models import OpenBallot, Poll, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.mandates import access, actions
from veche.web.mandates.actions import Wanted
from veche.web.mandates.models import Report
from veche.web.minutes import access as minutes

RULE = "plain-majority-of-votes"


def held(council: Council, make_member: Callable[..., Membership], way: str) -> tuple[Membership, Poll]:
    chair = make_member(council.upper, name="Chair")
    make_officer(council.congress, chair, "chair")
    wanted = polls.Wanted(
        "motion",
        way,
        "A strike fund?",
        ["yes", "no", "abstain"],
        RULE,
        motion=council.motion,
        target="adopted",
        otherwise="rejected",
    )
    return chair, polls.open_poll(viewer_of(council.congress, chair), wanted)


def cast(poll: Poll, council: Council, body: int, *choice: int, sure: bool = False) -> OpenBallot:
    there = Presence.objects.get(assembly=council.congress, delegacy=council.seats[body][0])
    return polls.cast_open(poll, there, choice, sure=sure)


@pytest.mark.parametrize("way", ["named", "cards"])
def test_a_congress_with_a_broken_mandate(
    make_body: Callable[..., Body], make_member: Callable[..., Membership], way: str
) -> None:
    weight = 50 if way == "cards" else 1
    council = make_council(make_body, make_member, weight=50)
    home = own_poll(council.lower[0], 60, 40)
    wanted = Wanted(f"motion:{council.motion.pk}", "vote", f"poll:{home.pk}")
    given = actions.give(council.secretaries[0], uuid.uuid4(), wanted)
    chair, poll = held(council, make_member, way)
    with pytest.raises(AgainstMandate) as warned:
        cast(poll, council, 0, 0, weight, 0)
    assert warned.value.sentence == "mandates:against.otherwise"
    cast(poll, council, 0, 0, weight, 0, sure=True)
    cast(poll, council, 1, weight, 0, 0)
    polls.close_poll(viewer_of(council.congress, chair), poll)
    told = {one.delegacy.seat.lower.name: one for one in access.keepings_in(poll)}
    assert (told["Branch 1"].verdict, told["Branch 1"].mandate, told["Branch 1"].weight) == (
        "broken",
        given,
        weight,
    )
    assert told["Branch 2"].verdict == "free"
    assert not access.holding([council.seats[0][0]])  # it was voted on
    with TestCase.captureOnCommitCallbacks(execute=True):
        running.close(viewer_of(council.congress, chair))
    assert Report.objects.count() == 2
    seen = minutes.seen(chair.account, council.congress.pk)
    assert seen.minutes is not None
    assert seen.writes
    text = "\n".join(one.text for one in minutes.whole(seen.minutes))
    assert "A strike fund?" in text
    assert "Branch 1 delegate 1" in text
