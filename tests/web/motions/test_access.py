"""Who sees what: a stranger, another body's member, a waiting newcomer, a visitor see nothing; a draft is its author's; supporters are nobody's."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from web.amendments_making import make_amendment
from web.motions_making import make_motion, place_of, steward_of

from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership, Office, Standing
from veche.web.motions import access, actions
from veche.web.motions.models import Motion, Offer, Proposal, Sort
from veche.web.motions.urls import urlpatterns

from .helping import text_of

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]


def paths(motion: Motion) -> list[str]:
    """Every address of this helper's pages, filled with things that are there."""
    steward = place_of(steward_of(motion.body))
    block = actions.make_block(steward, "Wages", secrets.token_bytes(16))
    offer = actions.make_offer(steward, "Half of it", [motion.pk], secrets.token_bytes(16))
    open_one = make_motion(motion.body, "Open")
    proposal = Proposal.objects.create(motion=motion, number=1, shown=True, day="2026-11-24")
    amendment = make_amendment(open_one, steward, {1: "Warmer rooms."})
    known = {
        "body_id": motion.body_id,
        "motion_id": motion.pk,
        "block_id": block.pk,
        "offer_id": offer.pk,
        "proposal_id": proposal.pk,
        "number": 1,
        "amendment_id": amendment.pk,
    }
    found = []
    for pattern in urlpatterns:
        if pattern.callback.__module__.rpartition(".")[2].startswith("amend"):
            continue  # tests/web/motions_amending
        route = str(pattern.pattern)
        for name, value in known.items():
            for kind in ("uuid", "int"):
                route = route.replace(f"<{kind}:{name}>", str(value))
        found.append(f"/{route}")
    return found


def test_nobody_from_outside_sees_or_does_anything(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount, client_of: ClientOf
) -> None:
    motion = make_motion(make_body(), "Secret title", sort=Sort.DEMAND, state="accepted")
    newcomer = make_member(motion.body)
    Membership.objects.filter(pk=newcomer.pk).update(standing=Standing.WAITING)
    elsewhere = steward_of(make_body("Other"))
    clients = [client_of(make_account()), client_of(elsewhere), client_of(newcomer)]
    for path in paths(motion):
        for client in clients:
            assert client.get(path).status_code in (404, 405), path
            assert client.post(path, {"do": "give"}).status_code in (404, 405), path
        answer = Client().get(path)
        assert answer.status_code in (302, 405), path
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/sign-in/?next=")


def test_every_page_opens_for_those_who_prepare(make_body: MakeBody, client_of: ClientOf) -> None:
    motion = make_motion(make_body(), sort=Sort.DEMAND, state="accepted")
    client = client_of(steward_of(motion.body))
    for path in paths(motion):
        assert client.get(path).status_code in (200, 302, 405, 409), path


def test_no_page_ends_in_an_error_in_any_language(make_body: MakeBody, client_of: ClientOf) -> None:
    motion = make_motion(make_body(), sort=Sort.DEMAND, state="accepted")
    addresses = paths(motion)
    for language in ("be", "ru", "uk", "pl"):
        client = client_of(steward_of(motion.body))
        for path in addresses:
            assert client.get(path, headers={"Accept-Language": language}).status_code < 500, path


def test_a_draft_is_its_authors_alone(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    author = make_member(make_body())
    draft = make_motion(author.body, "Unfinished", author=author, state="draft")
    officer = make_member(author.body, Office.SECRETARY)
    for member in (officer, steward_of(author.body), make_member(author.body)):
        with pytest.raises(Http404):
            access.motion(member.account, draft.pk)
        assert "Unfinished" not in text_of(client_of(member).get(f"/bodies/{author.body_id}/motions/"))
    assert access.motion(author.account, draft.pk).title == "Unfinished"
    assert "Unfinished" in text_of(client_of(author).get(f"/bodies/{author.body_id}/motions/"))


def test_the_author_is_shown_by_the_movers_names_alone(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    author = make_member(make_body(), name="Kryscina")
    motion = make_motion(author.body, author=author)
    for member in (make_member(author.body), steward_of(author.body)):
        page = text_of(client_of(member).get(f"/motions/{motion.pk}/"))
        assert "Shop 4" in page
        assert "Kryscina" not in page


def test_a_place_in_another_body_opens_nothing(make_body: MakeBody) -> None:
    motion = make_motion(make_body())
    other = place_of(steward_of(make_body("Other")))
    with pytest.raises(Http404):
        access.motion(other, motion.pk)
    for act in (actions.support, actions.submit, actions.withdraw, actions.throw_away):
        with pytest.raises(Http404):
            act(other, motion.pk)
    assert not Offer.objects.exists()


def test_who_leaves_stays_unknown_as_author(make_body: MakeBody, make_member: MakeMember) -> None:
    author = make_member(make_body())
    motion = make_motion(author.body, author=author)
    author.delete()
    assert Motion.objects.get(pk=motion.pk).author is None


def test_something_that_is_no_identifier(make_body: MakeBody) -> None:
    with pytest.raises(Http404):
        access.motion(place_of(steward_of(make_body())), "x")
