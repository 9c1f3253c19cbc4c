"""Among one's own bodies stands where one sits for them: nobody finds a congress by its address."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from web.delegates_making import make_delegate
from web.mandates_making import make_council

from veche.web.assemblies.models import Stage
from veche.web.bodies.models import Body, Membership


def shown(client: Client) -> str:
    return client.get("/home/").content.decode()


def test_a_delegate_an_alternate_and_whoever_was_elected_find_their_place(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
) -> None:
    council = make_council(make_body, make_member)
    seat, lower = council.seats[0][0].seat, council.lower[0]
    congress, rooms = f"/assemblies/{council.congress.pk}/", f"/bodies/{council.upper.pk}/"
    delegate = council.seats[0][0].membership
    assert delegate is not None
    page = shown(client_of(delegate))
    for where in (congress, "/mandates/", f"{rooms}assemblies/", f"{rooms}motions/", f"{rooms}delegates/"):
        assert f'href="{where}"' in page
        assert client_of(delegate).get(where).status_code == 200
    alternate, asked = make_member(lower), make_member(lower)
    make_delegate(seat, alternate, rank=1)
    make_delegate(seat, asked, rank=2, accepted=None)
    page = shown(client_of(alternate))
    assert f'href="{congress}"' in page
    assert rooms not in page
    assert client_of(alternate).get(congress).status_code == 200
    page = shown(client_of(asked))
    assert f'href="/bodies/{lower.pk}/delegates/"' in page
    assert congress not in page
    assert congress not in shown(client_of(council.members[0]))
    council.congress.stage = Stage.CLOSED
    council.congress.save()
    assert congress not in shown(client_of(alternate))


def test_the_way_back_from_a_room_of_another_body_leads_a_delegate_home(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
) -> None:
    council = make_council(make_body, make_member)
    delegate, page = council.seats[0][0].membership, f"/bodies/{council.upper.pk}/"
    assert delegate is not None
    assert f'href="{page}"' in client_of(delegate).get(f"{page}assemblies/").content.decode()
    answer = client_of(delegate).get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"/home/#{council.upper.pk}")
    assert f'id="{council.upper.pk}"' in shown(client_of(delegate))
    assert client_of(council.members[0]).get(page).status_code == 404
