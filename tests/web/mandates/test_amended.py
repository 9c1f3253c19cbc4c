"""A rule for amended texts, the whole way: the congress amends the motion before the vote; what stands beside the ballot, what is asked before it is taken, and the verdict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from web.amendments_making import fresh_amendment, make_amendment
from web.assemblies_making import make_officer
from web.mandates_making import ANSWERS, Council, make_council, make_mandate, make_poll, settle
from web.motions_making import TEXT, place_of, steward_of
from web.polls_making import viewer_of

from veche.web.assemblies.actions import polls
from veche.web.assemblies.hooks import AgainstMandate
from veche.web.assemblies.models import Poll, Presence
from veche.web.bodies.models import Body, Membership
from veche.web.house.language import Voice
from veche.web.mandates import access
from veche.web.mandates.advice import beside_ballot
from veche.web.motions import actions as motions
from veche.web.motions.access import text_of
from veche.web.motions.models import Amendment
from veche.words import Language

MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
RULE = "plain-majority-of-votes"
YES, NO, ABSTAIN = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def put_to_vote(council: Council, chair: Membership, what: Amendment | None = None) -> Poll:
    """The amendment, or the motion with whatever was adopted."""
    wanted = polls.Wanted(
        "amendment" if what is not None else "motion",
        "named",
        "Shall it be so?",
        ANSWERS,
        RULE,
        motion=None if what is not None else council.motion,
        amendment=what,
        target="accepted",
        otherwise="rejected",
    )
    return polls.open_poll(viewer_of(council.congress, chair), wanted)


def cast(council: Council, poll: Poll, body: int, choice: tuple[int, ...], sure: bool = False) -> None:
    there = Presence.objects.get(assembly=council.congress, delegacy=council.seats[body][0])
    polls.cast_open(poll, there, choice, sure=sure)


def amended(council: Council, chair: Membership) -> None:
    """By a vote of the congress, in which nobody is bound."""
    place = place_of(steward_of(council.upper))
    one = make_amendment(council.motion, place, {1: TEXT[0].replace("warm", "warm and dry")})
    poll = put_to_vote(council, chair, one)
    assert beside_ballot(poll, council.seats[0][0], Voice(Language.EN)) is None
    for body in (0, 1):
        cast(council, poll, body, YES)
    polls.close_poll(viewer_of(council.congress, chair), poll)
    assert fresh_amendment(one.pk).state == "accepted"


@pytest.fixture
def council(make_body: MakeBody, make_member: MakeMember) -> Council:
    return make_council(make_body, make_member)


@pytest.fixture
def chair(council: Council, make_member: MakeMember) -> Membership:
    found = make_member(council.upper, name="Chair")
    make_officer(council.congress, found, "chair")
    return found


@pytest.mark.parametrize(
    ("rule", "more", "told", "choice", "against", "verdict", "why"),
    [
        ("refer_back", {}, "Ask your body", ABSTAIN, None, "kept", "abstained"),
        ("refer_back", {}, "Ask your body", YES, "not_referred", "broken", "not_referred"),
        ("abstain", {}, "bstain", ABSTAIN, None, "kept", "abstained"),
        ("abstain", {}, "bstain", YES, "not_abstained", "broken", "not_abstained"),
        ("free", {}, "free", NO, None, "free", "amended_free"),
        ("bounds", {"never": ["no"]}, "Never", NO, "never", "broken", "never"),
        ("bounds", {"never": ["no"]}, "Never", YES, None, "kept", "within"),
        ("bounds", {"lines": ["No dues."]}, "No dues.", YES, None, "open", "lines"),
        ("bounds", {}, "body will judge", YES, None, "open", "amended"),
    ],
)
def test_the_rule_for_amended_texts(
    council: Council,
    chair: Membership,
    rule: str,
    more: dict[str, object],
    told: str,
    choice: tuple[int, ...],
    against: str | None,
    verdict: str,
    why: str,
) -> None:
    make_mandate(council, council.lower[0], {"vote": "yes", **more}, if_amended=rule)
    before = beside_ballot(make_poll(council, number=90), council.seats[0][0], Voice(Language.EN))
    assert before is not None
    assert "Yes" in " ".join(before.paragraphs)
    Poll.objects.all().delete()
    amended(council, chair)
    poll = put_to_vote(council, chair)
    beside = beside_ballot(poll, council.seats[0][0], Voice(Language.EN))
    assert beside is not None
    assert told in " ".join(beside.paragraphs), beside.paragraphs
    assert " ".join(beside.paragraphs).count("The text has changed") == 1
    if against is not None:
        with pytest.raises(AgainstMandate) as asked:
            cast(council, poll, 0, choice)
        assert asked.value.sentence == f"mandates:against.{against}"
    cast(council, poll, 0, choice, sure=against is not None)
    cast(council, poll, 1, YES)
    polls.close_poll(viewer_of(council.congress, chair), poll)
    found = {one.delegacy.seat.lower.name: one for one in access.keepings_in(poll)}["Branch 1"]
    assert (found.verdict, found.why, found.changed) == (verdict, why, True)


def test_producing_the_adopted_text_is_no_change(council: Council, chair: Membership) -> None:
    amended(council, chair)
    make_mandate(council, council.lower[0], {"vote": "yes"})  # given by a body that knows of the amendment
    poll = put_to_vote(council, chair)
    for body in (0, 1):
        cast(council, poll, body, YES)
    polls.close_poll(viewer_of(council.congress, chair), poll)
    assert text_of(council.motion).why == "adopted"
    found = {one.delegacy.seat.lower.name: one for one in access.keepings_in(poll)}["Branch 1"]
    assert (found.verdict, found.why, found.changed) == ("kept", "as_told", False)


@pytest.mark.parametrize("target", ["not_concerned", "rejected"])
def test_a_vote_on_something_else_than_adoption_binds_nobody(council: Council, target: str) -> None:
    given = make_mandate(council, council.lower[0], {"vote": "yes"})
    poll = make_poll(council, target=target)
    delegate = council.seats[0][0]
    assert beside_ballot(poll, delegate, Voice(Language.EN)) is None
    settle(poll)
    assert {one.verdict for one in access.keepings_in(poll)} == {"free"}
    assert access.holding([delegate]) == [given]
    motions.set_state(council.motion.pk, "accepted")
    settle(make_poll(council, target="accepted"))
    assert access.holding([delegate]) == []
