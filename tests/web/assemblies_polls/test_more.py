"""Smaller promises: two people for a pile, demands of those who are there, roll calls, the same answer for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.assemblies_making import make_officer
from web.polls_making import ABSTAIN, NO, YES, Hall

from veche.web.assemblies.access import polls as access
from veche.web.assemblies.access import speaking as speakers
from veche.web.assemblies.actions import polls, speaking
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Happening, OpenBallot, Poll, Presence


def test_somebody_with_two_duties_is_one_person(hall: Hall) -> None:
    poll = hall.open(parts=["paper"])
    make_officer(hall.assembly, hall.secretary, "teller")
    as_secretary = hall.as_(hall.secretary)
    paper = polls.type_paper(as_secretary, poll, "1", [1, 0, 0, 0, 0])
    as_teller = as_secretary.__class__(
        as_secretary.assembly, place=as_secretary.place, officers=tuple(reversed(as_secretary.officers))
    )
    for somebody in (as_secretary, as_teller):
        with pytest.raises(Refused, match="two_people"):
            polls.confirm_paper(somebody, poll, paper.pk)
    polls.drop_paper(as_secretary, poll, paper.pk)
    assert access.state_of(hall.again(poll)).papers == ()


def test_a_pile_that_was_confirmed_stays(hall: Hall) -> None:
    poll = hall.open(parts=["paper"])
    paper = polls.type_paper(hall.as_(hall.secretary), poll, "1", [1, 0, 0, 0, 0])
    polls.confirm_paper(hall.as_(hall.tellers[0]), poll, paper.pk)
    polls.confirm_paper(hall.as_(hall.tellers[1]), poll, paper.pk)
    with pytest.raises(Refused, match="confirmed"):
        polls.drop_paper(hall.as_(hall.secretary), poll, paper.pk)


@pytest.mark.parametrize("counts", [[1, 0, 0], [1, 0, 0, 0, -1], [1, 0, 0, 0, 10**6], [1, 0, 0, 0, 0, 0]])
def test_numbers_of_papers_have_bounds(hall: Hall, counts: list[int]) -> None:
    with pytest.raises(Refused, match="counts_wrong"):
        polls.type_paper(hall.as_(hall.secretary), hall.open(parts=["paper"]), "1", counts)


def test_after_enough_demands_nothing_is_voted_on_in_the_open_but_procedure(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(11)
    for phone in (0, 1):
        polls.demand_secret(hall.at(phone))
    with pytest.raises(Refused, match="secret_demanded"):
        hall.open()
    polls.call_off(hall.as_(hall.chair), hall.open(about="procedure", target="close_debate"))
    assert Happening.objects.filter(what="secret_demanded").count() == 1
    Presence.objects.filter(pk=hall.phones[0][0].pk).update(here=False)
    assert access.demands(hall.now, hall.now.item).number == 1


def test_the_assembly_itself_may_decide_for_secrecy(hall: Hall) -> None:
    poll = hall.open(about="procedure", target="secret")
    hall.vote(poll, YES)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert access.must_be_secret(hall.now, hall.now.item)


def test_a_roll_call_by_phone_and_aloud(hall: Hall) -> None:
    poll = hall.open(way="named")
    with pytest.raises(Refused, match="name_missing"):
        polls.cast_open(poll, hall.phones[0][0], YES)
    polls.cast_open(poll, hall.phones[0][0], YES, name="Ala")
    with pytest.raises(Refused, match="name_taken"):
        polls.cast_open(poll, hall.phones[1][0], NO, name="ala")
    with pytest.raises(Refused, match="name_taken"):
        polls.cast_for(hall.as_(hall.secretary), poll, NO, name="Ala")
    polls.cast_for(hall.as_(hall.secretary), poll, NO, name="Bo")
    polls.cast_for(hall.as_(hall.secretary), poll, ABSTAIN, name="Bo")
    text = hall.phones[2][1].get(reverse("poll", args=[hall.assembly.pk, 1])).content.decode()
    assert "Ala: Yes" in text
    assert "Bo: I abstain" in text
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["counts"] == [1, 0, 1]
    assert {one.name for one in OpenBallot.objects.all()} == {"Ala", "Bo"}


def test_nobody_is_called_by_name_in_a_show_of_hands(hall: Hall) -> None:
    with pytest.raises(Refused, match="not_by_name"):
        polls.cast_for(hall.as_(hall.secretary), hall.open(), YES, name="Ala")


def test_a_fragment_asks_the_same_few_questions_however_many_there_are(
    make_hall: Callable[..., Hall],
) -> None:
    numbers = []
    for phones in (3, 30):
        hall = make_hall(phones)
        poll = hall.open()
        for phone in range(phones):
            speaking.ask(hall.at(phone), f"{phone}", "pro")
            polls.cast_open(poll, hall.phones[phone][0], YES)
        assembly = hall.now
        with CaptureQueriesContext(
            connection,
        ) as asked:
            access.live(assembly)
            speakers.live(assembly)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 10


def test_votes_are_told_with_their_page_to_the_last_one(hall: Hall) -> None:
    first = hall.open()
    polls.call_off(hall.as_(hall.chair), first)
    hall.open()
    assert [one.number for one in access.polls_of(hall.assembly)] == [1, 2]
    assert Poll.objects.get(number=1).state == Poll.State.CALLED_OFF
