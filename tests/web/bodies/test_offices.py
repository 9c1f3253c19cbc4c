"""Offices: who gives them, to whom, and the record that every member reads."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.errors import Refused
from veche.web.bodies.models import Body, Membership, Office, Role, RoleChange, ShownCode

from .helping import codes_in, founder_of, text_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]


def test_the_founder_is_steward_and_returning_officer_and_that_is_recorded(make_body: MakeBody) -> None:
    founder = founder_of(make_body())
    assert [role.office for role in access.office_holders(founder)] == ["steward", "returning_officer"]
    assert [(one.number, one.given, one.name) for one in access.changes(founder)] == [
        (2, True, "Founder"),
        (1, True, "Founder"),
    ]


def test_a_change_is_recorded_once(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    ana = make_member(founder.body, name="Ana")
    for _ in range(2):
        actions.give_role(founder, ana, Office.REGISTRAR)
    for _ in range(2):
        actions.take_role(founder, ana, Office.REGISTRAR)
    found = [(one.number, one.office, one.given, one.name, one.by) for one in access.changes(ana)][:2]
    assert found == [(4, "registrar", False, "Ana", "Founder"), (3, "registrar", True, "Ana", "Founder")]
    assert access.changes(ana)[0].day == access.today()
    assert len(access.changes(ana)) == 4


@pytest.mark.parametrize("office", [None, *(one for one in Office if one != Office.STEWARD)])
def test_only_a_steward_gives_and_takes(
    make_body: MakeBody, make_member: MakeMember, office: str | None
) -> None:
    founder = founder_of(make_body())
    member = make_member(founder.body, *([office] if office else []))
    with pytest.raises(PermissionDenied):
        actions.give_role(member, member, Office.STEWARD)
    with pytest.raises(PermissionDenied):
        actions.take_role(member, founder, Office.STEWARD)


def test_anybody_lays_down_their_own(make_body: MakeBody, make_member: MakeMember) -> None:
    trustee = make_member(make_body(), Office.TRUSTEE)
    actions.take_role(trustee, trustee, Office.TRUSTEE)
    assert not access.holds(trustee, *Office)
    assert access.changes(trustee)[0].by == trustee.name


def test_there_is_always_a_steward(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    other = make_member(founder.body)
    with pytest.raises(Refused, match="last_steward"):
        actions.take_role(founder, founder, Office.STEWARD)
    actions.give_role(founder, other, Office.STEWARD)
    actions.take_role(founder, founder, Office.STEWARD)
    with pytest.raises(Refused, match="last_steward"):
        actions.take_role(other, other, Office.STEWARD)


def test_offices_stay_in_the_body(make_body: MakeBody, make_member: MakeMember) -> None:
    founder, stranger = founder_of(make_body()), make_member(make_body(), Office.TRUSTEE)
    with pytest.raises(Http404):
        actions.give_role(founder, stranger, Office.TRUSTEE)
    with pytest.raises(Http404):
        actions.take_role(founder, stranger, Office.TRUSTEE)
    with pytest.raises(ValueError, match="king"):
        actions.give_role(founder, founder, "king")


def test_who_waits_gets_no_office(make_body: MakeBody, make_member: MakeMember) -> None:
    founder = founder_of(make_body())
    newcomer = make_member(founder.body)
    Membership.objects.filter(pk=newcomer.pk).update(standing="waiting")
    with pytest.raises(Http404):
        actions.give_role(founder, newcomer, Office.TRUSTEE)


def test_no_action_changes_or_deletes_a_record(make_body: MakeBody, make_member: MakeMember) -> None:
    """Everything that can be done to members and offices leaves earlier entries as they are."""
    founder = founder_of(make_body())
    before = list(RoleChange.objects.order_by("number").values("number", "office", "given", "day"))
    ana = make_member(founder.body)
    actions.give_role(founder, ana, Office.STEWARD)
    actions.take_role(ana, founder, Office.RETURNING_OFFICER)
    actions.leave(founder)
    after = RoleChange.objects.order_by("number").values("number", "office", "given", "day")
    assert list(after[:2]) == before
    assert [one["number"] for one in after] == [1, 2, 3, 4, 5]


def test_an_office_by_a_code_on_pages(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    founder = founder_of(make_body())
    ana = make_member(founder.body, name="Ana")
    steward, member, base = client_of(founder), client_of(ana), f"/bodies/{founder.body_id}/offices"
    (code,) = codes_in(text_of(member.post(f"{base}/code/")))
    assert "Ana" not in text_of(steward.get(f"{base}/give/"))
    assert "An office for Ana" in text_of(steward.post(f"{base}/give/", {"code": code}))
    missing = text_of(steward.post(f"{base}/give/", {"code": code, "sure": "1"}))
    assert 'role="alert"' in missing
    assert steward.post(f"{base}/give/", {"code": code, "office": "registrar"}).status_code == 302
    page = text_of(member.get(f"{base}/"))
    assert "Registrar: Ana has it now. Given by Founder." in page
    assert not ShownCode.objects.exists()
    assert "does not hold" in text_of(steward.post(f"{base}/give/", {"code": code, "office": "trustee"}))
    assert member.get(f"{base}/give/").status_code == 403
    from_founder = {"member": str(founder.id), "office": "steward", "sure": "1"}
    assert member.post(f"{base}/take/", from_founder).status_code == 403
    from_ana = {"member": str(ana.id), "office": "registrar"}
    assert "Take this office from Ana?" in text_of(steward.post(f"{base}/take/", from_ana))
    assert access.holds(ana, Office.REGISTRAR)
    for _ in range(2):
        assert steward.post(f"{base}/take/", from_ana | {"sure": "1"}).status_code == 302
    assert not access.holds(ana, *Office)
    page = text_of(steward.post(f"{base}/take/", from_founder))
    assert "without a steward" in page
    assert steward.post(f"{base}/take/", {"member": "x", "office": "king"}).status_code == 404


def test_a_code_of_another_body_shows_no_name(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    founder, stranger = founder_of(make_body()), make_member(make_body("Elsewhere"), name="Stranger")
    code = actions.show_code(stranger, ShownCode.End.OFFICE)
    page = text_of(client_of(founder).post(f"/bodies/{founder.body_id}/offices/give/", {"code": code}))
    assert "Stranger" not in page
    assert "does not hold" in page


def test_nobody_buries_what_was_done_before(
    make_body: MakeBody, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("veche.web.bodies.views.written.PER_HOUR", 3)
    founder = founder_of(make_body())
    client, path = client_of(founder), f"/bodies/{founder.body_id}/settings/"
    answers = {"name": "New", "turnout": "daily", "all_invite": "everybody"}
    statuses = [client.post(path, answers | {"vouchers": number}).status_code for number in (1, 2, 3, 4)]
    assert statuses == [302, 302, 302, 429]
    laid_down = {"member": str(founder.id), "office": "returning_officer", "sure": "1"}
    assert client.post(f"/bodies/{founder.body_id}/offices/take/", laid_down).status_code == 429
    assert len(access.records(founder)) == 3


def test_an_office_for_somebody_whom_one_invited(
    make_body: MakeBody, make_account: MakeAccount, make_member: MakeMember, client_of: ClientOf
) -> None:
    founder = founder_of(make_body())
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    ana = actions.join(make_account(), code, "Ana")
    stranger = make_member(founder.body, name="Stranger")
    client, path = client_of(founder), f"/bodies/{founder.body_id}/offices/give/"
    page = text_of(client.get(path))
    assert "Ana" in page
    assert "Stranger" not in page
    assert "Stranger" not in text_of(client.post(path, {"member": str(stranger.id), "office": "trustee"}))
    assert client.post(path, {"member": str(ana.id), "office": "trustee"}).status_code == 302
    assert Role.objects.filter(membership=ana, office="trustee").exists()
    assert not access.holds(stranger, *Office)
