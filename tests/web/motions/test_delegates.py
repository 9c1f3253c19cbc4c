"""A delegate takes part in the motions of the body to which they were sent, and loses that with the seat."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client
from web.delegates_making import make_delegate, make_seat
from web.motions_making import make_motion, place_of, steward_of, wording

from veche.assembly import orders
from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.access import place
from veche.web.delegates.models import Delegacy
from veche.web.motions import access, actions, hooks
from veche.web.motions.hooks import Coming

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]


@pytest.fixture
def delegate(make_body: MakeBody, make_member: MakeMember) -> Membership:
    """Of a branch, in a council."""
    branch, council = make_body("Branch"), make_body("Council")
    member = make_member(branch)
    make_delegate(make_seat(council, branch), member)
    return member


def council() -> Body:
    return next(one for one in Body.objects.all() if one.name == "Council")


def test_a_delegate_moves_and_submits(delegate: Membership, client_of: ClientOf) -> None:
    there = place(delegate.account, council().pk)
    draft = actions.write(there, wording("From below"), secrets.token_bytes(16))
    with pytest.raises(Http404):
        access.motion(place_of(steward_of(council())), draft.pk)
    actions.submit(there, draft.pk)
    assert "From below" in client_of(delegate).get(f"/motions/{draft.pk}/").content.decode()
    assert access.motion(place_of(steward_of(council())), draft.pk).number == 1
    assert client_of(delegate).get(f"/motions/{draft.pk}/prepare/").status_code == 403


def test_a_member_who_is_a_delegate_too_supports_once(
    delegate: Membership, make_member: MakeMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = orders.find("plain").with_({"supporters_motion": 3})
    monkeypatch.setattr(hooks, "coming", [lambda body: Coming(ours, None)])
    author = make_member(council())
    motion = make_motion(council(), author=author, state="draft")
    actions.submit(place_of(author), motion.pk)
    actions.support(place(delegate.account, council().pk), motion.pk)
    make_member(council(), account=delegate.account)
    actions.support(place(delegate.account, council().pk), motion.pk)
    assert access.supporters(motion) == 1
    actions.take_back(place(delegate.account, council().pk), motion.pk)
    assert access.supporters(motion) == 0


def test_with_the_seat_goes_the_place(delegate: Membership, client_of: ClientOf) -> None:
    motion = make_motion(council())
    assert client_of(delegate).get(f"/motions/{motion.pk}/").status_code == 200
    Delegacy.objects.update(ended="2026-01-01")
    assert client_of(delegate).get(f"/motions/{motion.pk}/").status_code == 404
    assert client_of(delegate).get(f"/bodies/{council().pk}/motions/").status_code == 404
