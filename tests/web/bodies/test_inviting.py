"""Invitations: one person, once, until a day, and no second time from the same form."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.errors import Refused
from veche.web.bodies.models import Body, Invitation, Membership, Office
from veche.web.bodies.once import new_once

from .helping import codes_in, founder_of, invite_through, text_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]


def test_an_invitation_lets_one_person_in_once(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    newcomer = actions.join(make_account(), code.lower(), "Ana")
    assert newcomer.standing == "member"
    assert access.invited(founder) == [newcomer]
    with pytest.raises(Http404):
        actions.join(make_account(), code, "Bo")
    assert access.size(founder.body) == 2


def test_whoever_is_in_does_not_use_an_invitation_up(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    first, second = actions.invite(founder, 2, 7, secrets.token_bytes(16))
    account = make_account()
    newcomer = actions.join(account, first, "Ana")
    assert actions.join(account, second, "Other") == newcomer
    assert actions.join(make_account(), second, "Bo").name == "Bo"


def test_the_same_form_makes_the_same_codes_and_opens_none_again(
    make_body: MakeBody, make_account: MakeAccount
) -> None:
    founder, once = founder_of(make_body()), secrets.token_bytes(16)
    codes = actions.invite(founder, 3, 7, once)
    actions.join(make_account(), codes[0], "Ana")
    actions.withdraw(founder, Invitation.objects.get(mark=codes[1][:4]).id)
    assert actions.invite(founder, 3, 7, once) == codes
    assert len(access.invitations(founder)) == 1
    for closed in codes[:2]:
        with pytest.raises(Http404):
            access.invitation(closed)
    assert not set(codes) & set(actions.invite(founder, 3, 7, secrets.token_bytes(16)))


def test_an_invitation_ends_with_its_last_day(
    make_body: MakeBody, make_account: MakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    founder, today = founder_of(make_body()), access.today()
    codes = actions.invite(founder, 2, 7, secrets.token_bytes(16))
    monkeypatch.setattr(access, "today", lambda: today + timedelta(days=7))
    assert access.invitation(codes[0]).body == founder.body
    monkeypatch.setattr(access, "today", lambda: today + timedelta(days=8))
    with pytest.raises(Http404):
        access.invitation(codes[0])
    assert access.invitations(founder) == []


def test_slips_say_the_first_day_on_which_one_of_them_ends(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    founder, once = founder_of(make_body()), secrets.token_bytes(16)
    actions.invite(founder, 1, 3, once)
    codes = actions.invite(founder, 2, 9, once)
    assert access.hold_until(founder, codes) == access.last_day(3)
    assert access.hold_until(founder, codes[1:]) == access.last_day(9)
    with pytest.raises(Http404):
        access.hold_until(make_member(founder.body, Office.STEWARD), codes)


def test_withdrawing_touches_only_ones_own(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body, Office.STEWARD)
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    actions.withdraw(other, Invitation.objects.get().id)
    actions.withdraw(other, None)
    assert access.invitations(other) == []
    assert access.invitation(code)
    actions.withdraw(founder, None)
    with pytest.raises(Http404):
        access.invitation(code)


def test_who_may_invite(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    member = make_member(founder.body)
    with pytest.raises(PermissionDenied):
        actions.invite(member, 1, 7, secrets.token_bytes(16))
    actions.change_settings(founder, "Foundry", 1, "nothing", True)
    assert actions.invite(Membership.objects.get(pk=member.pk), 1, 7, secrets.token_bytes(16))


def test_nobody_holds_more_than_200(make_body: MakeBody) -> None:
    founder = founder_of(make_body())
    for _ in range(4):
        actions.invite(founder, 50, 7, secrets.token_bytes(16))
    with pytest.raises(Refused, match="too_many_open"):
        actions.invite(founder, 1, 7, secrets.token_bytes(16))
    Invitation.objects.update(expires=access.last_day(-1))  # over, and not yet forgotten
    assert actions.invite(founder, 1, 7, secrets.token_bytes(16))


@pytest.mark.parametrize(("days", "lasts"), [(1000, 30), (-1, 1)])
def test_no_form_makes_more_or_longer(make_body: MakeBody, days: int, lasts: int) -> None:
    founder = founder_of(make_body())
    codes = actions.invite(founder, 1000, days, secrets.token_bytes(16))
    assert len(codes) == 50
    assert access.hold_until(founder, codes) == access.last_day(lasts)


def test_a_form_sent_again_for_more_is_counted(make_body: MakeBody) -> None:
    """One code known already does not let the other 49 by."""
    founder, once = founder_of(make_body()), secrets.token_bytes(16)
    for number in (50, 50, 50, 49):
        actions.invite(founder, number, 7, secrets.token_bytes(16))
    (code,) = actions.invite(founder, 1, 7, once)
    with pytest.raises(Refused, match="too_many_open"):
        actions.invite(founder, 50, 7, once)
    assert actions.invite(founder, 1, 7, once) == [code]
    assert len(access.invitations(founder)) == 200


def test_an_invitation_holds_while_its_inviter_may_invite(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    """Nobody else sees the slips of a steward who was found out, so nobody else could withdraw them."""
    founder = founder_of(make_body())
    other = make_member(founder.body, Office.STEWARD)
    (code,) = actions.invite(other, 1, 7, secrets.token_bytes(16))
    actions.take_role(founder, other, Office.STEWARD)
    with pytest.raises(Http404):
        access.invitation(code)
    with pytest.raises(Http404):
        actions.join(make_account(), code, "Ana")
    actions.give_role(founder, other, Office.STEWARD)
    assert actions.join(make_account(), code, "Ana").name == "Ana"


def test_the_database_alone_does_not_tie_a_newcomer_to_an_inviter(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body, Office.STEWARD)
    codes = actions.invite(founder, 2, 7, secrets.token_bytes(16))
    newcomers = [actions.join(make_account(), code, name) for code, name in zip(codes, "AB", strict=True)]
    rows = list(Membership.objects.filter(pk__in=[one.pk for one in newcomers]).values())
    assert len({bytes(row["invited_by"]) for row in rows}) == 2
    for row in rows:
        for value in row.values():
            assert value != founder.pk
            assert not isinstance(value, bytes | memoryview) or founder.pk.bytes not in bytes(value)
    assert access.invited(founder) == newcomers
    assert access.invited(other) == []
    actions.leave(founder)
    assert access.invited(other) == []
    assert access.size(other.body) == 3


def test_the_database_holds_no_code(make_body: MakeBody) -> None:
    founder = founder_of(make_body())
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    row = Invitation.objects.get()
    assert code.replace("-", "").encode() not in bytes(row.found_by)
    assert row.mark == code[:4]


def slips_of(page: str) -> str:
    return page[page.index('<div class="slips"') : page.index("</main>")]


def test_the_page_shows_slips_once_in_the_language_chosen(make_body: MakeBody, client_of: ClientOf) -> None:
    body = make_body()
    client, once = client_of(founder_of(body)), new_once()
    answers = {"number": 3, "days": 7, "language": "be", "once": once}
    page = text_of(client.post(f"/bodies/{body.id}/invite/", answers))
    assert len(set(codes_in(page))) == 3
    assert page.count('<div class="slips" lang="be">') == 1
    assert page.count('class="qr"') == 3
    assert codes_in(text_of(client.post(f"/bodies/{body.id}/invite/", answers))) == codes_in(page)
    longer = text_of(client.post(f"/bodies/{body.id}/invite/", answers | {"days": 30}))
    assert slips_of(longer) == slips_of(page)  # with the day until which they hold
    again = text_of(client.get(f"/bodies/{body.id}/invite/"))
    assert codes_in(again) == []
    assert all(code[:4] in again and code not in again for code in codes_in(page))


@pytest.mark.parametrize(
    "wrong",
    [{"number": 0}, {"number": 51}, {"number": "x"}, {"days": 31}, {"language": "de"}, {"once": "forged"}],
)
def test_a_wrong_form_makes_nothing_and_keeps_what_was_typed(
    make_body: MakeBody, client_of: ClientOf, wrong: dict[str, object]
) -> None:
    body = make_body()
    answers = {"number": 7, "days": 5, "language": "pl", "once": new_once()} | wrong
    page = text_of(client_of(founder_of(body)).post(f"/bodies/{body.id}/invite/", answers))
    assert 'role="alert"' in page
    assert f'value="{answers["days"]}"' in page
    assert not Invitation.objects.exists()


def test_withdrawing_on_the_page(make_body: MakeBody, client_of: ClientOf) -> None:
    body = make_body()
    client = client_of(founder_of(body))
    invite_through(client, body, 2)
    one = access.invitations(founder_of(body))[0]
    for which in (str(one.id), str(one.id), "all"):
        assert client.post(f"/bodies/{body.id}/invite/withdraw/", {"invitation": which}).status_code == 302
    assert access.invitations(founder_of(body)) == []
    assert client.post(f"/bodies/{body.id}/invite/withdraw/", {"invitation": "x"}).status_code == 404


def test_removing_those_whom_one_invited(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body, Office.STEWARD)
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    newcomer = actions.join(make_account(), code, "Ana")
    with pytest.raises(Http404):
        actions.remove(other, newcomer.id)
    actions.give_role(founder, newcomer, Office.TRUSTEE)
    with pytest.raises(Refused, match="holds_office"):
        actions.remove(founder, newcomer.id)
    actions.take_role(founder, newcomer, Office.TRUSTEE)
    actions.remove(founder, newcomer.id)
    assert access.size(founder.body) == 2
    (record,) = access.records(other)
    assert (record.deed, record.by, record.number) == ("removed", "Founder", 1)
    with pytest.raises(Http404):
        actions.remove(founder, newcomer.id)


def test_a_member_without_office_removes_only_who_waits(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    actions.change_settings(founder, "Foundry", 2, "nothing", True)
    inviter = make_member(founder.body)
    codes = actions.invite(inviter, 2, 7, secrets.token_bytes(16))
    waits = actions.join(make_account(), codes[0], "Ana")
    before = access.records(founder)
    actions.remove(inviter, waits.id)
    assert access.records(founder) == before
    inside = actions.join(make_account(), codes[1], "Bo")
    Membership.objects.filter(pk=inside.pk).update(standing="member")
    with pytest.raises(PermissionDenied):
        actions.remove(inviter, inside.id)


def test_removing_on_the_page(make_body: MakeBody, make_account: MakeAccount, client_of: ClientOf) -> None:
    founder = founder_of(make_body())
    body, client = founder.body, client_of(founder)
    (code,) = invite_through(client, body)
    ana = actions.join(make_account(), code, "Ana & Co")
    assert "Ana &amp; Co" in text_of(client.get(f"/bodies/{body.id}/invited/"))
    path = f"/bodies/{body.id}/invited/{ana.id}/remove/"
    assert "Ana &amp; Co" in text_of(client.get(path))
    for _ in range(2):
        assert client.post(path).status_code == 302
    assert access.size(body) == 1
    assert "Founder removed somebody" in text_of(client.get(f"/bodies/{body.id}/offices/"))


def test_what_is_over_is_deleted(make_body: MakeBody, monkeypatch: pytest.MonkeyPatch) -> None:
    founder, today = founder_of(make_body()), access.today()
    actions.invite(founder, 1, 7, secrets.token_bytes(16))
    actions.invite(founder, 1, 9, secrets.token_bytes(16))
    monkeypatch.setattr("veche.web.bodies.actions.forgetting.today", lambda: today + timedelta(days=8))
    actions.forget_what_ended()
    assert [one.expires for one in Invitation.objects.all()] == [today + timedelta(days=9)]
