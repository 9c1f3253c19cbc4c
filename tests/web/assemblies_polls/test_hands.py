"""A show of hands: phones, tellers and papers in one result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from web.polls_making import ABSTAIN, NO, YES, Hall

from veche.web.assemblies.access import polls as access
from veche.web.assemblies.actions import polls
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Happening, OpenBallot, PaperCount, Poll


def test_phones_alone_are_decided_at_the_closing_and_leave_no_trace_of_who(hall: Hall) -> None:
    poll = hall.open()
    hall.vote(poll, YES, YES, YES, NO, ABSTAIN)
    polls.close_poll(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert found.state == Poll.State.DECIDED
    assert found.result["counts"] == [3, 1, 1]
    assert found.result["outcome"] == "carried"
    assert (found.present, found.roll_size) == (5, 20)
    assert not OpenBallot.objects.filter(poll=poll).exists()


def test_nobody_sees_how_it_stands_before_the_closing(hall: Hall) -> None:
    poll = hall.open()
    hall.vote(poll, YES, NO)
    parts = access.state_of(hall.again(poll))
    assert (parts.voted, parts.phones) == (2, None)


def test_a_vote_may_be_changed_until_the_closing_and_is_one(hall: Hall) -> None:
    poll = hall.open()
    for choice in (YES, YES, NO):
        polls.cast_open(poll, hall.phones[0][0], choice)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["counts"] == [0, 1, 0]


def test_a_vote_stays_where_the_chair_said_so(hall: Hall) -> None:
    poll = hall.open(changeable=False)
    polls.cast_open(poll, hall.phones[0][0], YES)
    polls.cast_open(poll, hall.phones[0][0], YES)
    with pytest.raises(Refused, match="already_voted"):
        polls.cast_open(poll, hall.phones[0][0], NO)


def test_who_has_gone_out_cannot_vote_and_who_voted_before_was_there(hall: Hall) -> None:
    poll = hall.open()
    hall.vote(poll, YES, YES, NO)
    for presence, _ in hall.phones[:4]:
        presence.here = False
        presence.save()
    with pytest.raises(Refused, match="not_here"):
        polls.cast_open(poll, hall.phones[3][0], YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert found.present == 4  # one is here, three voted and went
    assert found.result["counts"] == [2, 1, 0]


@pytest.mark.parametrize("choice", [[0, 0, 0], [1, 1, 0], [2, 0, 0], [1, 0], [-1, 1, 1]])
def test_a_ballot_says_one_thing(hall: Hall, choice: list[int]) -> None:
    with pytest.raises(Refused, match=r"one_answer|too_many_answers"):
        polls.cast_open(hall.open(), hall.phones[0][0], choice)


def test_tellers_count_without_seeing_each_other_and_again_where_they_differ(hall: Hall) -> None:
    poll = hall.open(parts=["hands"])
    one, other = (hall.as_(teller) for teller in hall.tellers)
    polls.count_hands(one, poll, [3, 1, 0], 1)
    polls.count_hands(one, poll, [3, 2, 0], 1)  # wrote over their own
    polls.count_hands(other, poll, [3, 1, 0], 1)
    assert access.state_of(hall.again(poll)).hands is not None
    with pytest.raises(Refused, match="other_take"):
        polls.count_hands(one, poll, [3, 1, 0], 1)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).state == Poll.State.CLOSED
    polls.count_hands(one, poll, [3, 1, 0], 2)
    polls.count_hands(other, poll, [3, 1, 0], 2)
    found = hall.again(poll)
    assert found.state == Poll.State.DECIDED
    assert found.result["parts"]["hands"] == [3, 1, 0]
    assert Happening.objects.filter(what="tellers_disagree").count() == 1


def test_only_tellers_count_hands(hall: Hall) -> None:
    poll = hall.open(parts=["hands"])
    with pytest.raises(PermissionDenied):
        polls.count_hands(hall.as_(hall.chair), poll, [1, 0, 0], 1)
    with pytest.raises(PermissionDenied):
        polls.count_hands(hall.at(0), poll, [1, 0, 0], 1)


def test_hands_papers_and_phones_are_one_result(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(12)
    poll = hall.open(parts=["phones", "hands", "paper"])
    hall.vote(poll, YES, NO)
    paper = polls.type_paper(hall.as_(hall.secretary), poll, " a 1 ", [2, 1, 0, 1, 1])
    assert polls.type_paper(hall.as_(hall.secretary), poll, "A 1", [2, 1, 0, 1, 1]).pk == paper.pk
    with pytest.raises(Refused, match="pile_taken"):
        polls.type_paper(hall.as_(hall.tellers[0]), poll, "A 1", [2, 2, 0, 0, 0])
    polls.close_poll(hall.as_(hall.chair), poll)
    for teller in hall.tellers:
        polls.count_hands(hall.as_(teller), poll, [3, 0, 1], 1)
    assert hall.again(poll).state == Poll.State.CLOSED  # nobody has confirmed the pile yet
    with pytest.raises(Refused, match="two_people"):
        polls.confirm_paper(hall.as_(hall.secretary), poll, paper.pk)
    polls.confirm_paper(hall.as_(hall.tellers[0]), poll, paper.pk)
    found = hall.again(poll)
    assert found.state == Poll.State.DECIDED
    assert found.result["counts"] == [6, 2, 1]
    assert (found.result["blank"], found.result["spoiled"]) == (1, 1)
    assert PaperCount.objects.get().pile == "A 1"


def test_more_votes_than_people_are_not_decided_until_the_door_has_counted_again(hall: Hall) -> None:
    poll = hall.open(parts=["phones", "hands"])
    hall.vote(poll, YES, YES, YES, YES, NO)
    for teller in hall.tellers:
        polls.count_hands(hall.as_(teller), poll, [1, 0, 0], 1)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).state == Poll.State.CLOSED
    with pytest.raises(Refused, match="more_votes"):
        polls.decide(hall.as_(hall.chair), poll)
    type(hall.phones[0][0]).objects.create(assembly=hall.assembly)  # the door counts one more
    polls.count_present_again(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["counts"] == [5, 1, 0]


def test_without_a_quorum_the_vote_does_not_count(hall: Hall) -> None:
    poll = hall.open(rule="plain-half-present-majority-of-present")
    hall.vote(poll, YES, YES, YES, YES, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["outcome"] == "no-quorum"
    assert Happening.objects.filter(what="poll_no_quorum").exists()


def test_one_vote_at_a_time_and_by_the_chair_alone(hall: Hall) -> None:
    poll = hall.open()
    with pytest.raises(Refused, match="poll_running"):
        hall.open()
    for somebody in (hall.as_(hall.secretary), hall.at(0)):
        with pytest.raises(PermissionDenied):
            polls.close_poll(somebody, poll)
    polls.call_off(hall.as_(hall.chair), poll)
    polls.call_off(hall.as_(hall.chair), poll)
    assert hall.open().number == 2
    with pytest.raises(Refused, match="poll_over"):
        polls.cast_open(poll, hall.phones[0][0], YES)
