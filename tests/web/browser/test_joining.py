"""Coming into a body on a phone: by the link of a slip, and without a script."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.models import Body, Membership, ShownCode

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def founder_of(body: Body) -> Membership:
    """Whoever founded it."""
    return next(
        one for one in Membership.objects.select_related("body").filter(body=body) if one.name == "Founder"
    )


@pytest.mark.parametrize("script", [True, False])
def test_the_link_of_a_slip_leads_in_and_leaves_no_code_behind(
    visit: Callable[..., Visit],
    make_body: Callable[..., Body],
    make_account: Callable[[], Account],
    script: bool,
) -> None:
    founder = founder_of(make_body())
    (code,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    window = visit(make_account(), script=script)
    window.page.goto(f"/join/#{code}")
    if not script:
        window.page.get_by_label("Code").fill(code.lower())
        window.page.get_by_role("button", name="Go on").click()
    window.page.get_by_label("Your name here").fill("Ana")
    assert code not in window.page.url
    assert code not in window.page.content()
    window.page.get_by_role("button", name="Come in").click()
    window.page.get_by_role("heading", name="Foundry").wait_for()
    assert [one.name for one in access.invited(founder)] == ["Ana"]
    assert [cookie["name"] for cookie in window.context.cookies() if cookie["name"] == "code"] == []
    assert code not in window.page.evaluate("history.state + document.referrer") if script else True


def test_a_second_link_takes_the_place_of_the_first(
    visit: Callable[..., Visit], make_body: Callable[..., Body]
) -> None:
    """Whoever is on the way into one body and scans the slip of another comes to that."""
    founders = [founder_of(make_body(name)) for name in ("Foundry", "Dockyard")]
    codes = [actions.invite(one, 1, 7, secrets.token_bytes(16))[0] for one in founders]
    window = visit()
    window.page.goto(f"/join/#{codes[0]}")
    window.page.get_by_role("heading", name="Foundry").wait_for()
    window.page.goto("/help/")
    window.page.goto(f"/join/#{codes[1]}")
    window.page.get_by_role("heading", name="Dockyard").wait_for()


def test_a_member_scans_the_code_of_a_newcomer(
    visit: Callable[..., Visit],
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    make_account: Callable[[], Account],
) -> None:
    founder = founder_of(make_body())
    bo = make_member(founder.body, name="Bo")
    actions.change_settings(founder, "Foundry", 2, "nothing", False)
    (invitation,) = actions.invite(founder, 1, 7, secrets.token_bytes(16))
    ana = actions.join(make_account(), invitation, "Ana")
    code = actions.show_code(ana, ShownCode.End.VOUCH)
    window = visit(bo)
    window.page.goto(f"/bodies/{founder.body_id}/vouch/#{code}")
    window.page.get_by_role("heading", name="Do you know Ana?").wait_for()
    assert window.page.url.endswith("/vouch/")
    window.page.get_by_role("button", name="I know them").click()
    window.page.get_by_role("heading", name="You vouched for Ana").wait_for()
    assert Membership.objects.get(pk=ana.pk).standing == "member"
