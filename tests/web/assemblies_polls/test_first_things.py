"""What a chair, an officer and a worker find first on their pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.polls_making import ABSTAIN, NO, YES, Hall

from veche.web.assemblies.actions import polls, speaking
from veche.web.bodies.models import Body, Membership


@pytest.fixture
def hall(make_body: Callable[..., Body], make_member: Callable[..., Membership]) -> Hall:
    return Hall(make_body, make_member, phones=12)


def mains(html: str) -> list[str]:
    """What the main buttons of a page do."""
    return re.findall(r'class="(?:button )?main"[^>]* value="(\w+)"', html)


def test_the_desk_has_one_main_button(hall: Hall, client_of: Callable[[Membership], Client]) -> None:
    """Nobody who waits to speak is passed over by the button under the thumb; a vote comes before everything."""
    desk = reverse("desk", args=[hall.assembly.pk])
    chair = client_of(hall.chair)
    assert mains(chair.get(desk).content.decode()) == ["next"]
    speaking.ask(hall.at(0), "Ruslan", "pro", "", ())
    assert mains(chair.get(desk).content.decode()) == ["speak"]
    waiting = re.search(r'name="turn" value="([^"]+)"', chair.get(desk).content.decode())
    assert waiting is not None
    chair.post(reverse("run_assembly", args=[hall.assembly.pk]), {"do": "speak", "turn": waiting[1]})
    assert mains(chair.get(desk).content.decode()) == ["stop_speaking"]
    hall.open()
    assert mains(chair.get(desk).content.decode()) == ["close"]


def test_officers_find_their_desk_before_what_is_there_to_read(
    hall: Hall, client_of: Callable[[Membership], Client]
) -> None:
    phone = reverse("assembly", args=[hall.assembly.pk])
    html = client_of(hall.chair).get(phone).content.decode()
    places = [html.index(f'href="{reverse(name, args=[hall.assembly.pk])}"') for name in ("desk", "notice")]
    assert places == sorted(places)


def test_a_lost_vote_says_why_before_its_numbers(
    hall: Hall, client_of: Callable[[Membership], Client]
) -> None:
    """Four for and three against are not carried by a majority of those present: the page must not leave that to guess."""
    poll = hall.open(rule="plain-half-present-majority-of-present")
    hall.vote(poll, *[YES] * 4, *[NO] * 3, ABSTAIN)
    polls.close_poll(hall.as_(hall.chair), hall.again(poll))
    html = client_of(hall.chair).get(reverse("poll", args=[hall.assembly.pk, 1])).content.decode()
    why, numbers = html.index("Majority:"), html.index('<dl class="facts">')
    assert why < numbers
    assert html.count("Majority:") == 1


def test_a_vote_that_must_be_secret_asks_nothing_of_hands(
    hall: Hall, client_of: Callable[[Membership], Client]
) -> None:
    new = reverse("open_poll", args=[hall.assembly.pk, "free"])
    chair = client_of(hall.chair)
    assert 'name="parts"' in chair.get(new).content.decode()
    for phone in range(2):
        polls.demand_secret(hall.at(phone))
    html = chair.get(new).content.decode()
    assert 'value="secret"' in html
    for name in ("parts", "changeable"):
        assert f'name="{name}"' not in html
