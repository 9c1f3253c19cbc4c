"""Coming in, from the slip to the vote: by script or by hand, at once or vouched for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.codes import new_short_code
from veche.web.bodies.errors import Refused
from veche.web.bodies.models import Body, Membership, Office, Record, RoleChange, ShownCode, Vouching

from .helping import codes_in, founder_of, invite_through, text_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]


def test_the_way_in(make_body: MakeBody, make_account: MakeAccount, client_of: ClientOf) -> None:
    """A visitor types the code, makes an account, chooses a name."""
    body = make_body("Foundry & Sons")
    (code,) = invite_through(client_of(founder_of(body)), body)
    visitor = Client()
    assert "data-code" in text_of(visitor.get("/join/"))
    response = visitor.post("/join/", {"code": code.lower().replace("-", " ")})
    assert (response.status_code, response.headers["Location"]) == (302, "/join/")
    cookie = response.cookies["code"]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/join/", "Lax")
    assert not cookie["secure"]
    assert Client().post("/join/", {"code": code}, secure=True).cookies["code"]["secure"]
    page = text_of(visitor.get("/join/"))
    assert "Foundry &amp; Sons" in page
    assert "?next=/join/" in page
    assert code not in page
    newcomer = client_of(make_account())
    newcomer.cookies["code"] = cookie.value
    assert 'name="name"' in text_of(newcomer.get("/join/"))
    response = newcomer.post("/join/", {"name": "  Ana\u202e  K. "})
    assert (response.status_code, response.headers["Location"]) == (302, f"/bodies/{body.id}/")
    assert response.cookies["code"].value == ""
    assert [one.name for one in access.invited(founder_of(body))] == ["Ana K."]
    assert "Ana K." in text_of(newcomer.get(f"/bodies/{body.id}/"))


def test_a_code_in_a_cookie_that_no_longer_holds(make_account: MakeAccount, client_of: ClientOf) -> None:
    for cookie in (new_short_code(), "x" * 5000, ""):
        client = client_of(make_account())
        client.cookies["code"] = cookie
        assert "data-code" in text_of(client.get("/join/"))


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH", "7N34-TH58-A5F2", "x" * 101])
def test_what_is_said_beside_a_wrong_code(typed: str, db: None) -> None:
    page = text_of(Client().post("/join/", {"code": typed}))
    assert 'role="alert"' in page
    assert typed in page


def test_a_second_click_finds_the_body(
    make_body: MakeBody, make_account: MakeAccount, client_of: ClientOf
) -> None:
    body = make_body()
    (code,) = invite_through(client_of(founder_of(body)), body)
    client = client_of(make_account())
    client.post("/join/", {"code": code})
    cookie = client.cookies["code"].value
    for _ in range(2):
        client.cookies["code"] = cookie
        client.post("/join/", {"name": "Ana"})
    assert access.size(body) == 2


def test_nobody_is_taken_for_an_officer(
    make_body: MakeBody, make_account: MakeAccount, client_of: ClientOf
) -> None:
    founder = founder_of(make_body())
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    with pytest.raises(Refused, match="name_taken"):
        actions.join(make_account(), code, "FОUNDER")
    client = client_of(make_account())
    client.post("/join/", {"code": code})
    page = text_of(client.post("/join/", {"name": "founder"}))
    assert 'value="founder"' in page
    assert "has this name" in page
    assert actions.join(make_account(), code, "Ana").name == "Ana"


def test_names_may_repeat_among_members(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    for code in actions.invite(founder, 2, 7, secrets.token_bytes(16)):
        actions.join(make_account(), code, "Ana")
    assert access.size(founder.body) == 3


def waiting(founder: Membership, account: Account, vouchers: int = 3) -> Membership:
    """A newcomer in a body where this many must know them."""
    actions.change_settings(founder, "Foundry", vouchers, "nothing", False)
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    return actions.join(account, code, "Ana")


def test_vouching_lets_in_and_is_forgotten(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    bo, chipo = make_member(founder.body), make_member(founder.body)
    ana = waiting(founder, make_account())
    assert (ana.standing, access.vouched(ana)) == ("waiting", 1)
    code = actions.show_code(ana, ShownCode.End.VOUCH)
    for _ in range(2):
        assert actions.vouch(bo, code).standing == "waiting"
    assert access.vouched(ana) == 2
    assert actions.vouch(chipo, code).standing == "member"
    assert not Vouching.objects.exists()
    assert not ShownCode.objects.exists()
    with pytest.raises(Http404):
        actions.vouch(chipo, code)


def test_who_can_vouch(make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    make_member(founder.body)
    ana, dana = waiting(founder, make_account()), waiting(founder, make_account())
    code = actions.show_code(ana, ShownCode.End.VOUCH)
    stranger = make_member(make_body())
    for other in (stranger, dana, ana):
        with pytest.raises(Http404):
            actions.vouch(other, code)
    assert access.vouched(ana) == 1
    Body.objects.filter(pk=ana.body_id).update(all_invite=True)
    with pytest.raises(PermissionDenied):  # nor can who waits bring in others
        actions.invite(Membership.objects.get(pk=dana.pk), 1, 7, secrets.token_bytes(16))


def test_a_new_code_takes_the_place_of_the_old(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    bo = make_member(founder.body)
    ana = waiting(founder, make_account(), 2)
    old, new = actions.show_code(ana, ShownCode.End.VOUCH), actions.show_code(ana, ShownCode.End.VOUCH)
    with pytest.raises(Http404):
        actions.vouch(bo, old)
    with pytest.raises(Http404):
        access.shown_by(new, ShownCode.End.OFFICE)
    assert actions.vouch(bo, new).standing == "member"


def test_a_shown_code_ends(make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    bo = make_member(founder.body)
    ana = waiting(founder, make_account(), 2)
    code, now = actions.show_code(ana, ShownCode.End.VOUCH), timezone.now()
    (row,) = ShownCode.objects.all()
    assert timedelta(hours=23) < row.expires - now < timedelta(hours=26)
    assert (row.expires.minute, row.expires.second, row.expires.microsecond) == (0, 0, 0)  # tells no moment
    ShownCode.objects.update(expires=now)
    with pytest.raises(Http404):
        actions.vouch(bo, code)
    actions.forget_what_ended()
    assert not ShownCode.objects.exists()


def test_a_small_body_needs_no_more_than_it_has(make_body: MakeBody, make_account: MakeAccount) -> None:
    founder = founder_of(make_body())
    assert waiting(founder, make_account(), 5).standing == "member"
    assert waiting(founder, make_account(), 5).standing == "waiting"


def test_fewer_vouchers_let_in_who_waits(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    make_member(founder.body)
    ana = waiting(founder, make_account(), 2)
    actions.change_settings(founder, "Foundry", 1, "nothing", False)
    assert Membership.objects.get(pk=ana.pk).standing == "member"


def test_waiting_and_vouching_on_pages(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount, client_of: ClientOf
) -> None:
    founder = founder_of(make_body())
    bo, account = make_member(founder.body), make_account()
    ana = waiting(founder, account, 2)
    newcomer, member, base = client_of(account), client_of(bo), f"/bodies/{ana.body_id}"
    assert newcomer.get(f"{base}/").headers["Location"] == f"{base}/waiting/"
    for closed in ("vouch", "offices", "invited", "settings", "bodies", "invite"):
        assert newcomer.get(f"{base}/{closed}/").status_code == 404
    assert codes_in(text_of(newcomer.get(f"{base}/waiting/"))) == []
    (code,) = codes_in(text_of(newcomer.post(f"{base}/waiting/")))
    assert "Ana" not in text_of(member.get(f"{base}/vouch/"))
    assert "Ana" in text_of(member.post(f"{base}/vouch/", {"code": code}))
    assert access.vouched(ana) == 1
    assert "Ana" in text_of(member.post(f"{base}/vouch/", {"code": code, "sure": "1"}))
    assert newcomer.get(f"{base}/waiting/").headers["Location"] == f"{base}/"
    assert "does not hold" in text_of(member.post(f"{base}/vouch/", {"code": code, "sure": "1"}))


def test_short_codes_cannot_be_tried_for_long(make_body: MakeBody, client_of: ClientOf) -> None:
    body = make_body()
    client = client_of(founder_of(body))
    answers = [
        client.post(f"/bodies/{body.id}/vouch/", {"code": new_short_code()}).status_code for _ in range(62)
    ]
    assert answers == [200] * 60 + [429] * 2


def test_leaving_hands_nothing_on(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    founder = founder_of(make_body())
    body, client = founder.body, client_of(founder)
    trustee = make_member(body, Office.TRUSTEE)
    (code,) = invite_through(client, body)
    page = text_of(client.post(f"/bodies/{body.id}/leave/"))
    assert "without a steward" in page
    actions.give_role(founder, trustee, Office.STEWARD)
    assert client.post(f"/bodies/{body.id}/leave/").status_code == 302
    assert client.get(f"/bodies/{body.id}/").status_code == 404
    assert access.size(body) == 1
    with pytest.raises(Http404):
        access.invitation(code)
    last = access.changes(trustee)[0]
    assert (last.given, last.name, last.by) == (False, "Founder", "Founder")


def test_the_last_one_takes_the_waiting_along(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body)
    waiting(founder, make_account())
    actions.leave(other)
    assert access.size(founder.body) == 1
    union = founder_of(make_body("Union"))
    actions.propose(founder, actions.show_code(union, ShownCode.End.LINK))
    actions.leave(founder)
    for kind in (Membership, RoleChange, Record):
        assert not kind.objects.filter(body=founder.body).exists()
        assert kind is Record or kind.objects.filter(body=union.body).exists()
    assert access.proposals(union).below == []


def test_deleting_the_account_leaves_every_body(
    make_body: MakeBody, make_member: MakeMember, make_account: MakeAccount
) -> None:
    from django.http import HttpRequest

    from veche.web.accounts import actions as accounts

    account = make_account()
    body, other = make_body(founder=account), make_body()
    member, elsewhere = make_member(body, Office.TRUSTEE), make_member(other, account=account)
    assert not access.may_give_offices(member)
    accounts.delete_account(HttpRequest(), account)
    assert access.size(body) == access.size(other) == 1
    assert not Membership.objects.filter(pk=elsewhere.pk).exists()
    assert {change.office for change in access.changes(member) if not change.given} == {
        "steward",
        "returning_officer",
    }
    assert access.may_give_offices(member)
    assert not access.may_give_offices(make_member(body))
    actions.give_role(member, member, Office.STEWARD)
    assert access.holds(member, Office.STEWARD)


def test_deleting_goes_on_where_somebody_was_removed_a_moment_ago(
    make_body: MakeBody, make_account: MakeAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account()
    for _ in range(3):
        make_body(founder=account)
    seen = access.memberships_of(account)
    Membership.objects.filter(pk=seen[1].pk).delete()
    monkeypatch.setattr("veche.web.bodies.actions.leaving.memberships_of", lambda _: seen)
    actions.leave_all(account)
    assert not Membership.objects.filter(account=account).exists()
