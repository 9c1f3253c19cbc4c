"""A delegate of two bodies has two votes; a tie is voted on again between those who are tied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.assemblies_making import make_assembly
from web.delegates_making import make_delegate, make_seat
from web.polls_making import MAJORITY, Hall, viewer_of

from veche.web.assemblies.access import hall as access
from veche.web.assemblies.actions import polls
from veche.web.assemblies.models import Assembly, Happening, OpenBallot
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, ClientOf = Callable[..., Body], Callable[..., Membership], Callable[..., Client]


def test_a_delegate_of_two_bodies_sits_twice_and_votes_for_both(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    union, one, two = make_body("Union"), make_body("Foundry"), make_body("Tram depot")
    chair, member = make_member(union), make_member(one, name="Ana")
    both = [member, make_member(two, name="Ana", account=member.account)]
    seats = [make_delegate(make_seat(union, each.body, weight=7), each) for each in both]
    congress = make_assembly(union, of_delegates=True, officers={"chair": chair}, orders="congress")
    phone = client_of(member)
    for seat in seats:
        assert str(seat.pk) in phone.get(reverse("assembly", args=[congress.pk])).content.decode()
        phone.post(reverse("attend", args=[congress.pk]), {"do": "hall", "seat": seat.pk})
    assert access.attendance(congress).here == 2
    wanted = polls.Wanted("free", "cards", "Shall we?", ["yes", "no", "abstain"], MAJORITY)
    poll = polls.open_poll(viewer_of(congress, chair), wanted)
    _votes_for_both(phone, congress, poll.number, seats)
    assert sorted(ballot.choice for ballot in OpenBallot.objects.all()) == [[0, 7, 0], [7, 0, 0]]
    phone.post(reverse("attend", args=[congress.pk]), {"do": "out"})
    assert access.attendance(congress).here == 0


def _votes_for_both(phone: Client, congress: Assembly, number: int, seats: list[Delegacy]) -> None:
    """Without a seat the page of the vote asks which; a seat of somebody else is none."""
    page, vote = (reverse(name, args=[congress.pk, number]) for name in ("poll", "poll_vote"))
    assert phone.get(vote).headers["Location"] == page
    assert phone.get(f"{vote}?seat={congress.pk}").status_code == 404
    shown = phone.get(page).content.decode()
    for place, seat in enumerate(seats):
        mine = f"{vote}?seat={seat.pk}"
        assert mine in shown
        asked = phone.post(mine, {"choice": place}).content.decode()
        assert seat.seat.lower.name in asked
        full = {f"part_{one}": 7 if one == place else 0 for one in range(3)}
        assert phone.post(mine, {"sure": "1", "split": "1"} | full).status_code == 302


def test_a_tie_says_who_is_elected_and_leads_to_a_vote_between_the_others(
    hall: Hall, client_of: ClientOf
) -> None:
    names = ["Ala", "Bo", "Cy", "Dag"]
    poll = hall.open(about="election", question="Who?", answers=names, rule="block", seats=2, most=2)
    for choice in ([1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 1, 0]):
        presence = hall.phones[sum(1 for _ in OpenBallot.objects.all())][0]
        polls.cast_open(poll, presence, choice)
    polls.close_poll(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert (found.result["outcome"], found.result["tied"], found.result["sure"]) == ("tie", [2, 3], [1])
    told = {
        one.what: one.places["names"]
        for one in Happening.objects.filter(what__startswith="poll_")
        if "names" in one.places
    }
    assert told == {"poll_elected": "Ala", "poll_tie": "Bo, Cy"}
    text = client_of(hall.chair).get(reverse("poll", args=[hall.assembly.pk, poll.number])).content.decode()
    again = f"{reverse('open_poll', args=[hall.assembly.pk, 'election'])}?again={poll.number}"
    assert again in text
    form = client_of(hall.chair).get(again).content.decode()
    assert "Bo\nCy</textarea>" in form
    assert "Ala" not in form
    assert 'name="seats" value="1"' in form
    assert again not in hall.phones[0][1].get(reverse("poll", args=[hall.assembly.pk, 1])).content.decode()
