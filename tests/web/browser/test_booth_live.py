"""The booth's pages as the whole application sends them: a vote is cast, and the officers' pages open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from web.votes import make_vote

from veche.web.ballots.models import CastBallot, Stage
from veche.web.bodies.models import Body, Membership

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_vote_is_cast_and_stands_in_the_archive(visit: Callable[..., Visit]) -> None:
    made = make_vote(stage=Stage.OPEN, voters=2, choices=())
    page = visit(language="pl").page
    page.goto(f"/votes/{made.vote.uuid}/vote/#{made.credentials[0]}")
    page.locator("#booth .main").click()
    page.check("#option-0")
    page.locator("#next").click()
    page.wait_for_selector("#change-0")
    page.locator("#booth .main").click()
    page.locator("#cast").click()
    tracker = page.locator("#tracker").get_attribute("aria-label")
    assert [one.tracker for one in CastBallot.objects.filter(vote=made.vote)] == [tracker]


def test_the_language_changes_where_one_is(visit: Callable[..., Visit]) -> None:
    made = make_vote(stage=Stage.OPEN, voters=2, choices=())
    page = visit(language="en").page
    page.goto(f"/votes/{made.vote.uuid}/vote/#{made.credentials[0]}")
    expect(page.locator("#booth .main")).to_have_text("Begin")
    page.locator(".languages summary").click()
    page.locator(".languages button[lang=be]").click()
    expect(page.locator("#booth .main")).to_have_text("Пачаць")
    assert page.locator("#code").input_value() == made.credentials[0]
    page.reload()
    expect(page.locator("#booth .main")).to_have_text("Пачаць")


def test_codes_are_made_and_taken_and_a_member_asks(
    visit: Callable[..., Visit], make_body: Callable[..., Body], make_member: Callable[..., Membership]
) -> None:
    body = make_body()
    registrar, trustee = make_member(body, "registrar"), make_member(body, "trustee")
    officers = {"registrar": registrar, "trustee": trustee}
    made = make_vote(body, Stage.ROLL, voters=3, trustees=1, officers=officers)
    page = visit(registrar).page
    page.goto(f"/votes/{made.vote.uuid}/registrar/")
    page.locator("#booth .main").click()
    page.locator("#save").click()
    page.locator("#send").click()
    page.wait_for_selector("#count")
    own = visit(registrar).page
    own.goto(f"/votes/{made.vote.uuid}/credential/")
    own.locator("#booth .main").click()
    own.locator("#send").click()
    own.wait_for_selector("#print")
    words = own.locator("#print").text_content()
    page.reload()
    expect(page.locator("#secret")).to_be_visible()
    key = visit(trustee).page
    key.goto(f"/votes/{made.vote.uuid}/trustee/")
    key.locator("#booth .main").click()
    with key.expect_download() as download:
        key.locator("#save").click()
    key.set_input_files("#check", download.value.path())
    key.wait_for_selector(".fingerprint")
    made.vote.refresh_from_db()
    assert made.vote.stage == Stage.READY
    assert words


def test_a_trustee_checks_the_archive_and_decrypts(
    visit: Callable[..., Visit],
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    tmp_path: Path,
) -> None:
    body = make_body()
    trustee = make_member(body, "trustee")
    made = make_vote(body, Stage.DECRYPTING, voters=3, trustees=1, officers={"trustee": trustee})
    key = tmp_path / "trustee.key"
    key.write_bytes(made.keys[0])
    page = visit(trustee).page
    page.goto(f"/votes/{made.vote.uuid}/trustee/")
    page.set_input_files("#key", key)
    page.locator("#send").click()
    expect(page.locator("h1")).to_have_text("Your part is sent")
