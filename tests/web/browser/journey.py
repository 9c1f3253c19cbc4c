"""From founding a body to the result of a vote, by several people at once, each with a browser and a language of their own.

Nothing is clicked by its text: the same steps lead through every language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from veche.web.ballots import jobs
from veche.web.ballots.models import Vote

from .conftest import Visit

PEOPLE = {
    "Nadzeya": ("be", ""),
    "Oksana": ("uk", "registrar"),
    "Piotr": ("pl", "trustee"),
    "Ruslan": ("ru", "trustee"),
    "Chipo": ("en", ""),
}
"""Name, language, office. The first one founds the body."""
FOUNDER = "Nadzeya"
MAIN = "main button.main"


@dataclass
class Journey:
    """`visit` opens windows; `folder` is where people keep their files."""

    visit: Callable[..., Visit]
    folder: Path
    pages: dict[str, Page] = field(default_factory=dict)
    body: str = ""
    """The path of the body."""
    vote: str = ""
    """The path of the vote's public page."""
    trackers: dict[str, str] = field(default_factory=dict)

    def whole(self) -> Path:
        """All of it; the archive that a visitor downloads in the end."""
        self.found()
        self.let_in()
        self.draw_up()
        credentials = self.make_codes()
        for name in ("Piotr", "Ruslan"):
            self.make_key(name)
        self.sure("open")
        for place, (name, credential) in enumerate(zip(PEOPLE, credentials, strict=True)):
            self.cast(name, credential, place % 2)
        self.cast("Chipo", credentials[4], 1)
        self.sure("close")
        jobs.tally.call(self.uuid)
        for name in ("Piotr", "Ruslan"):
            self.decrypt(name)
        jobs.report.call(self.uuid)
        return self.download()

    @property
    def uuid(self) -> str:
        return self.vote.split("/")[2]

    def window(self, name: str) -> Page:
        if name not in self.pages:
            self.pages[name] = self.visit(language=PEOPLE[name][0]).page
        return self.pages[name]

    def press(self, name: str) -> None:
        self.window(name).locator(MAIN).first.click()

    def sign_up(self, name: str) -> None:
        """From the page that says what the words are, to the codes, and on."""
        page = self.window(name)
        self.press(name)
        page.locator("ol.words").wait_for()
        words = " ".join(page.locator("ol.words li").all_inner_texts())
        self.press(name)
        page.locator("input[name=typed]").fill(words)
        self.press(name)
        page.locator("main a.button.main").click()

    def found(self) -> None:
        page = self.window(FOUNDER)
        page.goto("/")
        page.locator("a.card[href*=sign-up]").click()
        self.sign_up(FOUNDER)
        page.locator("input[name=kind][value=union]").check()
        page.locator("input[name=name]").fill("Tram depot")
        page.locator("input[name=member_name]").fill(FOUNDER)
        self.press(FOUNDER)
        page.wait_for_url("**/bodies/*-*/")
        self.body = page.url.removeprefix(page.url.split("/bodies/")[0])

    def let_in(self) -> None:
        """One sheet of invitations; everybody comes in with the link of a slip, and gets their office."""
        page = self.window(FOUNDER)
        page.goto(f"{self.body}invite/")
        page.locator("input[name=number]").fill(str(len(PEOPLE) - 1))
        self.press(FOUNDER)
        page.locator(".slips").wait_for()
        codes = page.locator(".slip .secret").all_inner_texts()
        for (name, (_, office)), code in zip(list(PEOPLE.items())[1:], codes, strict=True):
            own = self.window(name)
            own.goto(f"/join/#{code}")
            own.locator("main a.button.main").click()
            self.sign_up(name)
            own.locator("input[name=name]").fill(name)
            self.press(name)
            own.wait_for_url(f"**{self.body}")
            if office:
                page.goto(f"{self.body}offices/give/")
                page.get_by_role("button", name=name).click()
                page.locator(f"input[name=office][value={office}]").check()
                self.press(FOUNDER)
                page.wait_for_url("**/offices/")

    def draw_up(self) -> None:
        """A strike ballot, as far as the frozen roll."""
        page = self.window(FOUNDER)
        page.goto(f"{self.body}votes/new/")
        page.locator("[name=kind][value=strike]").check()
        self.press(FOUNDER)
        page.wait_for_url("**/manage/")
        self.vote = page.url.partition(page.url.split("/votes/")[0])[2].removesuffix("manage/")
        opens, closes = datetime.now(UTC) + timedelta(days=1), datetime.now(UTC) + timedelta(days=8)
        page.goto(f"{self.vote}manage/times/")
        page.locator("[name=opens_day]").fill(opens.date().isoformat())
        page.locator("[name=closes_day]").fill(closes.date().isoformat())
        page.locator("[name=turnout][value=nothing]").check()
        self.press(FOUNDER)
        page.wait_for_url("**/manage/")
        page.goto(f"{self.vote}manage/posts/")
        page.locator("[name=officer]").select_option(label=FOUNDER)
        page.locator("[name=registrar]").select_option(label="Oksana")
        for name in ("Piotr", "Ruslan"):
            page.get_by_label(name, exact=True).check()
        page.locator("[name=way][value=browser]").check()
        self.press(FOUNDER)
        page.wait_for_url("**/manage/")
        self.sure("freeze")

    def sure(self, step: str) -> None:
        """A step of the returning officer that asks once."""
        page = self.window(FOUNDER)
        page.goto(f"{self.vote}manage/{step}/")
        page.locator("[name=sure]").check()
        self.press(FOUNDER)
        page.wait_for_url("**/manage/")

    def make_codes(self) -> list[str]:
        """The registrar makes the codes, and prints a slip for everybody."""
        page = self.window("Oksana")
        page.goto(f"{self.vote}registrar/")
        page.locator("#booth .main").click()
        self.save(page, "codes")
        page.locator("#send").click()
        page.locator("#count").fill(str(len(PEOPLE)))
        page.locator("#booth .main").click()
        self.save(page, "codes-marked")
        page.locator("#go-on").click()
        page.wait_for_selector(".slips")
        return page.locator(".slip code").all_inner_texts()

    def save(self, page: Page, name: str) -> Path:
        """A file that the page gives to keep."""
        with page.expect_download() as download:
            page.locator("#save").click()
        path = self.folder / name
        download.value.save_as(path)
        return path

    def make_key(self, name: str) -> None:
        page = self.window(name)
        page.goto(f"{self.vote}trustee/")
        page.locator("#booth .main").click()
        page.set_input_files("#check", self.save(page, f"{name}.key"))
        page.wait_for_selector(".fingerprint")

    def cast(self, name: str, credential: str, answer: int) -> None:
        """With the link of a slip, in the own language."""
        page = self.window(name)
        page.goto("/help/")  # the same page with another # would not be loaded anew
        page.goto(f"{self.vote}vote/#{credential}")
        page.locator("#booth .main").click()
        page.check(f"#option-{answer}")
        page.locator("#next").click()
        page.wait_for_selector("#change-0")
        page.locator("#booth .main").click()
        page.locator("#cast").click()
        self.trackers[name] = page.locator("#tracker").get_attribute("aria-label") or ""

    def decrypt(self, name: str) -> None:
        page = self.window(name)
        page.goto(f"{self.vote}trustee/")
        page.set_input_files("#key", self.folder / f"{name}.key")
        page.locator("#send").click()
        page.wait_for_selector("#send", state="detached")

    def download(self) -> Path:
        """What a visitor sees and takes away."""
        page = self.visit(language="uk").page
        page.goto(self.vote)
        with page.expect_download() as download:
            page.locator("a[href$='archive.bel']").first.click()
        path = self.folder / f"{self.uuid}.bel"
        download.value.save_as(path)
        return path


def results(uuid: str) -> Vote:
    """The vote as the server keeps it."""
    return Vote.objects.get(uuid=uuid)
