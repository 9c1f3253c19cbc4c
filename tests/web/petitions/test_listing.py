"""The list of a body's petitions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web.petitions_making import make_petition

from veche.web.bodies.models import Body, Membership
from veche.web.petitions import actions

pytestmark = pytest.mark.django_db


def test_members_see_all_petitions_and_first_what_can_be_signed(
    make_body: Callable[..., Body], make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> None:
    body = make_body()
    over = make_petition(body, statement="The first.\nMore of it.")
    client = client_of(make_member(body))
    address = f"/bodies/{body.pk}/petitions/"
    make_petition(body, statement="The second.", roll=over.roll)
    actions.stop(over.petition.pk)
    page = client.get(address).content.decode()
    assert page.index("The second.") < page.index("The first.")
    assert "More of it." not in page
    assert page.count("Signatures are being collected") == 1
    assert f"/petitions/{over.petition.pk}/" in page
    assert address in client.get(f"/bodies/{body.pk}/recalls/").content.decode()


def test_it_is_not_there_for_anybody_else(
    make_body: Callable[..., Body], make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> None:
    body = make_body()
    stranger = client_of(make_member(make_body()))
    assert stranger.get(f"/bodies/{body.pk}/petitions/").status_code == 404
    assert Client().get(f"/bodies/{body.pk}/petitions/").status_code == 302
