"""What a chair, a teller, or somebody who leaves could try, and cannot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.polls_making import ABSTAIN, NO, YES, Hall, viewer_of
from web.rounds_making import make_standing_roll

from veche.web.assemblies.access import polls as access
from veche.web.assemblies.actions import going, officers, polls, running
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import OpenBallot, Poll, Presence, Turn
from veche.web.bodies.models import Body, Membership

from .test_cards import Congress

MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]


@pytest.mark.django_db(transaction=True)
def test_a_secret_vote_that_has_begun_is_not_called_off_by_a_forged_form(hall: Hall) -> None:
    """The button is not shown; the address alone must not do it: whoever leads could wait for a result and call off what does not suit them."""
    make_standing_roll(hall.body, voters=4)
    wanted = polls.Wanted("free", "secret", "Shall we?", ["yes", "no", "abstain"], "plain-majority-of-votes")
    poll = polls.open_secret(hall.as_(hall.chair), wanted)
    with pytest.raises(Refused, match="secret_runs"):
        polls.call_off(hall.as_(hall.chair), poll)
    assert hall.again(poll).state == Poll.State.OPEN


@pytest.mark.django_db
def test_what_enough_asked_for_stays_secret_when_they_go_home(hall: Hall) -> None:
    share = hall.now.orders
    assert share == "union"
    asked = 0
    while not access.must_be_secret(hall.now, hall.now.item):
        polls.demand_secret(hall.at(asked))
        asked += 1
    for number in range(asked):
        going.go(hall.phones[number][0], here=False)
    with pytest.raises(Refused, match="secret_demanded"):
        hall.open()


@pytest.mark.django_db
def test_the_chair_does_not_pick_the_moment_of_the_quorum(hall: Hall) -> None:
    """While a part is missing, those present are not counted again until a number suits somebody."""
    poll = hall.open(parts=["phones", "hands"])
    hall.vote(poll, YES, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    Presence.objects.create(assembly=hall.assembly)
    with pytest.raises(Refused, match="parts_missing"):
        polls.count_present_again(hall.as_(hall.chair), poll)
    assert hall.again(poll).present == 5


@pytest.mark.django_db
def test_who_voted_by_name_went_out_and_came_back_is_counted_once(hall: Hall) -> None:
    poll = hall.open("named")
    for number, (presence, _) in enumerate(hall.phones):
        polls.cast_open(poll, presence, YES, name=f"Voter {number}")
    for name in ("Called out", "Another"):
        polls.cast_for(hall.as_(hall.chair), poll, NO, name=name)
    going.go(hall.phones[0][0], here=False)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert (hall.again(poll).state, hall.again(poll).present) == (Poll.State.CLOSED, 5)
    going.go(hall.phones[0][0], here=True)
    polls.count_present_again(hall.as_(hall.chair), poll)
    assert hall.again(poll).present == 5
    for _ in range(2):
        Presence.objects.create(assembly=hall.assembly)
    polls.count_present_again(hall.as_(hall.chair), poll)
    assert (hall.again(poll).present, hall.again(poll).result["outcome"]) == (7, "carried")


@pytest.mark.django_db
def test_nobody_types_over_a_card_that_was_cast_on_a_phone(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    congress = Congress(make_body, make_member)
    poll = congress.open()
    chair = viewer_of(congress.assembly, congress.chair)
    polls.cast_open(poll, congress.phones[0][0], [70, 0, 0])
    with pytest.raises(Refused, match="voted_on_phone"):
        polls.cast_for(chair, poll, [0, 70, 0], delegacy_id=congress.delegates[0].pk)
    # What an officer typed in may be put right by the officer, and by the delegate.
    for choice in ([30, 0, 0], [0, 30, 0]):
        polls.cast_for(chair, poll, choice, delegacy_id=congress.delegates[1].pk)
    polls.cast_open(poll, congress.phones[1][0], [0, 0, 30])
    with pytest.raises(Refused, match="voted_on_phone"):
        polls.cast_for(chair, poll, [30, 0, 0], delegacy_id=congress.delegates[1].pk)
    assert sorted(one.choice for one in OpenBallot.objects.all()) == [[0, 0, 30], [70, 0, 0]]


@pytest.mark.django_db
def test_nobody_confirms_their_own_pile_by_changing_duties(hall: Hall) -> None:
    """A teller who is dismissed and appointed again, and a chair who hands over and goes on as a teller, are the same person."""
    from veche.web.assemblies.models import Duty

    poll = hall.open(parts=["paper"])
    pile = [3, 1, 0, 0, 0]
    teller = hall.tellers[0]
    paper = polls.type_paper(hall.as_(teller), poll, "A", pile)
    own = hall.as_(teller).officer("teller")
    assert own is not None
    with pytest.raises(Refused, match="pile_waits"):
        officers.dismiss(hall.as_(hall.chair), own.pk)
    polls.drop_paper(hall.as_(hall.secretary), poll, paper.pk)
    paper = polls.type_paper(hall.as_(hall.chair), poll, "B", pile)
    officers.appoint(hall.as_(hall.chair), hall.chair, Duty.TELLER)
    with pytest.raises(Refused, match="pile_waits"):
        officers.hand_over(hall.as_(hall.chair), hall.secretary)
    with pytest.raises(Refused, match="two_people"):
        polls.confirm_paper(hall.as_(hall.chair), poll, paper.pk)
    polls.confirm_paper(hall.as_(teller), poll, paper.pk)
    officers.hand_over(hall.as_(hall.chair), hall.secretary)


@pytest.mark.django_db
def test_after_the_closing_no_turn_says_when_it_was(hall: Hall) -> None:
    from veche.web.assemblies.actions import speaking

    turn = speaking.ask(hall.at(0), "Ana", "pro")
    speaking.begin(hall.as_(hall.chair), turn.pk)
    running.close(hall.as_(hall.chair))
    found: Any = Turn.objects.get()
    assert (found.name, found.presence, found.began) == ("", None, None)


@pytest.mark.django_db
def test_a_changed_vote_is_one_and_nothing_is_changed_after_the_closing(hall: Hall) -> None:
    poll = hall.open()
    for choice in (YES, NO, ABSTAIN):
        hall.vote(poll, choice)
    polls.close_poll(hall.as_(hall.chair), poll)
    with pytest.raises(Refused, match="poll_over"):
        hall.vote(poll, YES)
    assert hall.again(poll).result["counts"] == [0, 0, 1]
    assert not OpenBallot.objects.exists()
