"""A roll for many votes in real browsers: codes made once, two votes and a petition with one of them, and it leaves the device in no request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect
from web.votes import STRIKE

from veche.cli.credential_list import read_secret
from veche.election.petition import verify_petition
from veche.election.verify import verify_archive
from veche.web.ballots import jobs
from veche.web.ballots.access import rounds as access
from veche.web.ballots.actions import holding
from veche.web.ballots.actions.rounds import begin_round
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.petitions import actions as petitions
from veche.words import Language

from .looking import NARROW, TOO_WIDE, broken_rules, shoot

MAIN = "main button.main"


def look(page: Page, name: str) -> None:
    """axe-core finds nothing, and nothing is wider than the smallest telephone."""
    shoot(page, name, "phone")
    size = page.viewport_size
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) == [], name
    if size is not None:
        page.set_viewport_size(size)
    assert broken_rules(page) == [], name


@dataclass
class Heard:
    """What a window asked the server for."""

    requests: list[Request] = field(default_factory=list)

    def told(self) -> str:
        """Every address, header and body."""
        return "\n".join(f"{one.url} {one.all_headers()} {one.post_data_buffer!r}" for one in self.requests)

    def posts(self, ending: str) -> list[Request]:
        return [one for one in self.requests if one.method == "POST" and one.url.endswith(ending)]


@dataclass
class Hall:
    """A body with its officers, and a browser for each."""

    body: Body
    members: dict[str, Membership]
    visit: Callable[..., Any]
    folder: Path
    pages: dict[str, Page] = field(default_factory=dict)
    uuid: str = ""

    def page(self, name: str, language: str = "en") -> Page:
        if name not in self.pages:
            self.pages[name] = self.visit(self.members[name], language=language).page
        return self.pages[name]

    def save(self, page: Page, name: str) -> Path:
        with page.expect_download() as download:
            page.locator("#save").click()
        download.value.save_as(self.folder / name)
        return self.folder / name

    def draw_up(self, rounds: int) -> None:
        page = self.page("officer")
        page.goto(f"/bodies/{self.body.id}/votes/new/")
        page.locator("[name=kind][value=standing]").check()
        page.locator(MAIN).click()
        page.wait_for_url("**/manage/")
        self.uuid = page.url.split("/votes/")[1].split("/")[0]
        page.goto(f"/votes/{self.uuid}/manage/service/")
        page.locator("[name=rounds]").fill(str(rounds))
        page.locator("[name=until]").fill((timezone.now().date() + timedelta(days=90)).isoformat())
        page.locator(MAIN).click()
        page.wait_for_url("**/manage/")
        page.goto(f"/votes/{self.uuid}/manage/posts/")
        page.locator("[name=registrar]").select_option(label=self.members["registrar"].name)
        for name in ("trustee 1", "trustee 2"):
            page.get_by_label(self.members[name].name, exact=True).check()
        page.locator("[name=way][value=browser]").check()
        page.locator(MAIN).click()
        page.wait_for_url("**/manage/")
        look(page, "standing-draft")
        page.goto(f"/votes/{self.uuid}/manage/freeze/")
        page.locator("[name=sure]").check()
        page.locator(MAIN).click()
        page.wait_for_url("**/manage/")

    def make_codes(self) -> list[str]:
        """As far as the desk; returns what stands in the secret file."""
        page = self.page("registrar")
        page.goto(f"/votes/{self.uuid}/registrar/")
        page.locator("#booth .main").click()
        secret = self.save(page, "codes.csv")
        page.locator("#send").click()
        page.wait_for_selector("#count")
        return [entry.credential for entry in read_secret(secret)]

    def make_keys(self) -> None:
        for name in ("trustee 1", "trustee 2"):
            page = self.page(name)
            page.goto(f"/votes/{self.uuid}/trustee/")
            page.locator("#booth .main").click()
            page.set_input_files("#check", self.save(page, f"{name}.key"))
            page.wait_for_selector(".fingerprint")

    def begin(self, title: str) -> Vote:
        roll = access.standing_roll(self.body)
        assert roll is not None
        return begin_round(
            roll,
            kind="other",
            title=title,
            questions=[STRIKE],
            counting=[{"rule": "yes-no", "seats": 1}],
            closes=timezone.now() + timedelta(hours=1),
            language=Language.EN,
        )

    def decrypt(self, vote: Vote, name: str) -> None:
        page = self.page(name)
        page.goto(f"/votes/{vote.uuid}/trustee/")
        page.set_input_files("#key", self.folder / f"{name}.key")
        page.locator("#send").click()
        page.wait_for_selector("#send", state="detached")
        assert "Keep your key" in page.locator("#booth").inner_text()


@pytest.fixture
def hall(
    visit: Callable[..., Any],
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    tmp_path: Path,
) -> Hall:
    body = make_body()
    founder = Membership.objects.get(body=body)
    members = {"officer": founder} | {
        name: make_member(body, name.split()[0], name=name.capitalize())
        for name in ("registrar", "trustee 1", "trustee 2")
    }
    return Hall(body, members, visit, tmp_path)


def vote(page: Page, answer: int) -> None:
    page.locator("#booth .main").click()
    page.check(f"#option-{answer}")
    page.locator("#next").click()
    page.wait_for_selector("#change-0")
    page.locator("#booth .main").click()
    page.locator("#cast").click()
    page.wait_for_selector("#tracker")


def test_one_code_for_two_votes_and_a_petition(hall: Hall) -> None:
    hall.draw_up(rounds=4)
    codes = hall.make_codes()
    hall.make_keys()
    roll = access.standing_roll(hall.body)
    assert roll is not None
    assert access.rounds_left(roll) == 4
    votes = [hall.begin("Do we stop work?"), hall.begin("From Monday?")]
    day = timezone.now().date() + timedelta(days=7)
    petition = petitions.begin(hall.body, "recall", "We call back our delegate.", Language.EN, 2, day)

    window, heard = hall.visit(hall.members["officer"]), Heard()
    window.context.on("request", lambda request: heard.requests.append(request))
    page = window.page
    page.goto(f"/votes/{hall.uuid}/roll/#{codes[0]}")  # the address on a slip
    page.locator("#keep").wait_for()
    assert "#" not in page.url
    look(page, "roll")
    page.locator("#keep").click()
    expect(page.locator("#keep")).to_be_hidden()
    for place, one in enumerate(votes):
        page.locator(f"a[href$='/votes/{one.uuid}/vote/']").click()
        assert page.locator("#code").input_value() == codes[0]
        expect(page.locator("#keep-code")).to_be_checked()
        look(page, f"entry-{place}")
        vote(page, place)
        page.locator("main a.button[href$='/roll/']").click()
        page.locator("a[data-code]").first.wait_for()
    page.locator(f"a[href$='/petitions/{petition.pk}/sign/']").click()
    page.locator("#code").wait_for()
    look(page, "sign")
    page.locator("#booth .main").click()
    page.locator("#mark").wait_for()
    look(page, "signed")
    mark = page.locator("#mark").get_attribute("aria-label")
    page.locator("#take-back").click()
    page.locator("#anew").click()
    page.locator("#mark").wait_for()
    page.goto(f"/petitions/{petition.pk}/")
    look(page, "petition")
    page.goto(f"/votes/{hall.uuid}/roll/")
    page.locator("#forget").click()
    expect(page.locator("#code-kept")).to_be_hidden()

    for code in codes:
        assert code not in heard.told()
        assert code.replace("-", "") not in heard.told()
    for ending in ("/cast/", "/sign/", "/check/"):
        posts = heard.posts(ending)
        assert posts
        assert all("cookie" not in one.all_headers() for one in posts)

    other = hall.visit().page  # a device of somebody else, with a slip and without an account
    for one in votes:
        other.goto(f"/votes/{one.uuid}/vote/#{codes[1]}")
        vote(other, 0)
    other.goto(f"/petitions/{petition.pk}/sign/#{codes[1]}")
    other.locator("#booth .main").click()
    other.locator("#mark").wait_for()
    with other.expect_download() as download:
        other.goto(f"/petitions/{petition.pk}/")
        other.locator("a[href$='petition.json']").click()
    download.value.save_as(hall.folder / "petition.json")
    report = verify_petition((hall.folder / "petition.json").read_bytes())
    assert (report.signed, report.filled) == (2, True)
    assert mark is not None
    assert mark.encode() in (hall.folder / "petition.json").read_bytes()

    for one in votes:
        holding.close(one.uuid, by_hand=True, by="Founder")
        jobs.tally.call(one.uuid)
        for name in ("trustee 1", "trustee 2"):
            hall.decrypt(one, name)
        assert verify_archive(archive_file(one.uuid)).result is not None


def test_lists_that_were_cut_off_go_on_from_the_secret_file(hall: Hall) -> None:
    hall.draw_up(rounds=3)
    page = hall.page("registrar")
    page.route("**/registrar/rounds/2/", lambda route: route.abort())
    page.goto(f"/votes/{hall.uuid}/registrar/")
    page.locator("#booth .main").click()
    secret = hall.save(page, "codes.csv")
    page.locator("#send").click()
    page.get_by_text("Not all lists were sent").wait_for()
    assert access.lists_made(hall.uuid) == 1
    page.unroute("**/registrar/rounds/2/")
    page.goto(f"/votes/{hall.uuid}/registrar/")
    page.get_by_text("The lists of 2 votes are still missing").wait_for()
    look(page, "registrar-rest")
    page.set_input_files("#secret", secret)
    page.wait_for_selector("#count")
    assert access.missing_lists(hall.uuid) == []
    page.locator("#count").fill("2")
    page.locator("#booth .main").click()
    hall.save(page, "marked.csv")
    page.locator("#go-on").click()
    page.wait_for_selector(".slips")
    assert "for all votes of this roll until" in page.locator(".slip").first.inner_text()
    look(page, "slips-for-all")


@pytest.mark.parametrize("dark", [False, True])
def test_a_code_that_is_not_kept_is_handed_on_and_nowhere_else(hall: Hall, dark: bool) -> None:
    hall.draw_up(rounds=2)
    codes = hall.make_codes()
    hall.make_keys()
    one = hall.begin("Now?")
    page = hall.visit(dark=dark).page
    page.goto(f"/votes/{hall.uuid}/roll/#{codes[0]}")
    link = page.locator(f"a[href*='/votes/{one.uuid}/vote/']")
    expect(link).to_have_attribute(
        "href",
        f"/votes/{one.uuid}/vote/#{codes[0]}".replace("/votes", f"{page.url.split('/votes')[0]}/votes", 1),
    )
    link.click()
    page.locator("#code").wait_for()
    assert page.locator("#code").input_value() == codes[0]
    assert "#" not in page.url
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    vote(page, 0)
    page.goto(f"/votes/{hall.uuid}/roll/")
    expect(page.locator("#code-kept")).to_be_hidden()
