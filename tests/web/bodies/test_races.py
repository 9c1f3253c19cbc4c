"""Two at the same moment: threads before a real database, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.errors import Refused
from veche.web.bodies.models import Body, Invitation, Link, Membership, Office, RoleChange, ShownCode

from .helping import founder_of

pytestmark = pytest.mark.django_db(transaction=True)
MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned or raised, all begun at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except (Http404, Refused) as raised:
            return raised
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_one_invitation_two_people(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    for code in actions.invite(founder, 5, 7, secrets.token_bytes(16)):
        people = [make_account(), make_account()]
        found = at_once(*(lambda account=one: actions.join(account, code, "Ana") for one in people))  # noqa: B023
        assert sorted(type(one).__name__ for one in found) == ["Http404", "Membership"]
    assert access.size(founder.body) == 6


def test_one_person_clicks_twice(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder, account = founder_of(make_body()), make_account()
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    found = at_once(*[lambda: actions.join(account, code, "Ana")] * 3)
    assert access.size(founder.body) == 2
    assert all(isinstance(one, Http404 | Membership) for one in found)


def test_founding_twice(make_account: MakeAccount) -> None:
    account, body_id = make_account(), uuid4()
    found = at_once(*[lambda: actions.found(account, "Foundry", "branch", "Ana", body_id=body_id)] * 3)
    assert len({one.pk for one in found}) == 1
    assert RoleChange.objects.count() == 2


def test_a_form_of_invitations_sent_twice(make_body: MakeBody) -> None:
    founder, once = founder_of(make_body()), secrets.token_bytes(16)
    found = at_once(*[lambda: actions.invite(founder, 10, 7, once)] * 3)
    assert found[0] == found[1] == found[2]
    assert Invitation.objects.count() == 10


def test_the_last_two_stewards_lay_down_at_once(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body, Office.STEWARD)
    make_member(founder.body)
    found = at_once(lambda: actions.leave(founder), lambda: actions.take_role(other, other, Office.STEWARD))
    assert sum(isinstance(one, Refused) for one in found) == 1
    assert sum(role.office == Office.STEWARD for role in access.office_holders(other)) == 1


def test_two_links_that_make_a_circle_together(make_body: MakeBody) -> None:
    for _ in range(10):
        one, other = founder_of(make_body("One")), founder_of(make_body("Other"))
        up = actions.propose(one, actions.show_code(other, ShownCode.End.LINK))
        down = actions.propose(other, actions.show_code(one, ShownCode.End.LINK))
        found = at_once(lambda: actions.accept(other, up.id), lambda: actions.accept(one, down.id))  # noqa: B023
        assert sum(isinstance(one, Refused) for one in found) == 1
        assert Link.objects.filter(accepted=True).count() == 1
        Link.objects.all().delete()


def test_changes_are_numbered_without_a_gap(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    members = [make_member(founder.body) for _ in range(4)]
    at_once(*(lambda to=one: actions.give_role(founder, to, Office.TRUSTEE) for one in members))
    assert sorted(one.number for one in access.changes(founder)) == [1, 2, 3, 4, 5, 6]


def test_two_vouch_at_once(make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    bo, chipo = make_member(founder.body), make_member(founder.body)
    actions.change_settings(founder, "Foundry", 3, "nothing", False)
    (invitation,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    ana = actions.join(make_account(), invitation, "Ana")
    code = actions.show_code(ana, ShownCode.End.VOUCH)
    at_once(lambda: actions.vouch(bo, code), lambda: actions.vouch(chipo, code))
    assert Membership.objects.get(pk=ana.pk).standing == "member"


def test_vouching_while_the_newcomer_goes(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    bo = make_member(founder.body)
    actions.change_settings(founder, "Foundry", 2, "nothing", False)
    (invitation,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    ana = actions.join(make_account(), invitation, "Ana")
    code = actions.show_code(ana, ShownCode.End.VOUCH)
    at_once(lambda: actions.leave(ana), lambda: actions.vouch(bo, code))
    assert access.size(founder.body) == 2


def test_two_accounts_go_at_once(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    """Each locks body after body, all in one order: neither waits for the other for ever."""
    one, other = make_account(), make_account()
    bodies = [make_body("Same name") for _ in range(20)]
    for body in bodies:
        make_member(body, account=one)
        make_member(body, account=other)
    assert at_once(lambda: actions.leave_all(one), lambda: actions.leave_all(other)) == [None, None]
    assert [access.size(body) for body in bodies] == [1] * 20


def test_an_account_goes_while_its_member_is_removed(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    for code in actions.invite(founder, 3, 7, secrets.token_bytes(16)):
        account = make_account()
        ana = actions.join(account, code, "Ana")
        gone, _ = at_once(
            lambda: actions.leave_all(account),  # noqa: B023
            lambda: actions.remove(founder, ana.id),  # noqa: B023
        )
        assert gone is None
    assert access.size(founder.body) == 1


def test_somebody_comes_in_while_the_last_one_leaves(make_body: MakeBody, make_account: MakeAccount) -> None:
    """Either the newcomer is there and the steward stays, or nobody is."""
    for _ in range(3):
        founder = founder_of(make_body())
        (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
        left, came = at_once(
            lambda: actions.leave(founder),  # noqa: B023
            lambda: actions.join(make_account(), code, "Ana"),  # noqa: B023
        )
        assert isinstance(left, Refused) == isinstance(came, Membership)
        assert access.size(founder.body) == (2 if isinstance(came, Membership) else 0)
