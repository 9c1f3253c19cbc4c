"""What a member may know, and that nothing lists a body."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access
from veche.web.bodies.models import Body, Membership, Office, Standing

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]
MakeAccount = Callable[[], Account]


def test_only_a_member_knows_that_a_body_is_there(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    body = make_body()
    member = make_member(body)
    assert access.membership(member.account, body.id) == member
    assert access.membership(member.account, str(body.id)).body.name == "Foundry"
    for account, body_id in (
        (make_account(), body.id),
        (member.account, uuid.uuid4()),
        (member.account, "x"),
        (None, body.id),
    ):
        with pytest.raises(Http404):
            access.membership(account, body_id)


def test_who_waits_is_no_member_yet(make_body: MakeBody, make_member: MakeMember) -> None:
    member = make_member(make_body())
    Membership.objects.filter(pk=member.pk).update(standing=Standing.WAITING)
    with pytest.raises(Http404):
        access.membership(member.account, member.body_id)
    assert access.own(member.account, member.body_id) == member


def test_offices(make_body: MakeBody, make_member: MakeMember) -> None:
    body = make_body()
    trustee, member = make_member(body, Office.TRUSTEE), make_member(body)
    assert access.holds(trustee, Office.STEWARD, Office.TRUSTEE)
    assert not access.holds(member, *Office)
    with pytest.raises(PermissionDenied):
        access.require(trustee, Office.STEWARD)
    assert [role.office for role in access.office_holders(member)] == [
        "steward",
        "returning_officer",
        "trustee",
    ]
    assert access.member_for_post(member, trustee.id) == trustee
    assert access.member_for_post(member, member.id) == member
    for hidden in (member.id, uuid.uuid4(), make_member(make_body(), Office.TRUSTEE).id):
        with pytest.raises(Http404):
            access.member_for_post(trustee, hidden)
