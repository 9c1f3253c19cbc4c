"""The people of an assembly and what they do on its pages: officers with phones in five languages, a wall, and a crowd with phones of its own.

Nothing is clicked by its text: the same steps lead through every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from web.amendments_making import make_amendment
from web.motions_making import make_motion, place_of
from web.rounds_making import MadeRoll, make_standing_roll

from veche.web.assemblies.models import Assembly, Poll
from veche.web.bodies.models import Body, Membership
from veche.web.motions.models import Motion

from . import looking
from .conftest import Visit

MAIN = "main button.main"
OFFICERS = {
    "Nadzeya": ("be", "steward"),
    "Oksana": ("uk", "secretary"),
    "Piotr": ("pl", "trustee"),
    "Ruslan": ("ru", ""),
    "Chipo": ("en", "registrar"),
}
"""Name, language, office in the body. In the assembly: chair, secretary, two tellers, the door."""
ROLL = 30
TEXT = (
    "We demand that wages rise by ten per cent from January.",
    "The tram hall is heated.",
    "Nobody is dismissed for this demand.",
)
CARRIED, LOST = ".notice.good", ".notice.stop"


@dataclass
class Depot:
    """A body of thirty, its people's windows, and the assembly that it holds."""

    visit: Callable[..., Visit]
    address: str
    folder: Path
    body: Body
    members: dict[str, Membership]
    client_of: Callable[[Membership], Client]
    pages: dict[str, Page] = field(default_factory=dict)
    crowd: list[Client] = field(default_factory=list)
    """Phones that the door let in, with a cookie and nothing else."""
    afar: list[Client] = field(default_factory=list)
    """Members at home, with their accounts."""
    slips_left: list[str] = field(default_factory=list)
    assembly: str = ""
    """Its path."""
    pictures: Iterator[int] = field(default_factory=lambda: count(1))

    # who there is

    def page(self, name: str) -> Page:
        if name not in self.pages:
            self.pages[name] = self.visit(self.members[name], language=OFFICERS[name][0]).page
        return self.pages[name]

    @property
    def phones(self) -> list[Client]:
        return self.crowd + self.afar

    @property
    def id(self) -> UUID:
        return UUID(self.assembly.split("/")[2])

    def go(self, name: str, where: str = "") -> Page:
        page = self.page(name)
        page.goto(f"{self.assembly}{where}")
        return page

    def press(self, name: str, what: str = MAIN) -> None:
        """A button of a form, and wait for the page that answers."""
        page = self.page(name)
        with page.expect_navigation():
            page.locator(what).first.click()

    def follow(self, name: str, ending: str) -> Page:
        """The link on the page that ends like this."""
        page = self.page(name)
        page.locator(f"main a[href$='{ending}']").first.click()
        page.wait_for_url(f"**{ending}")
        return page

    def look(self, page: Page, name: str) -> None:
        """A picture in light and in dark, if pictures are wanted; and it is never wider than the phone."""
        number = next(self.pictures)
        assert page.evaluate(looking.TOO_WIDE) == [], name
        if looking.SHOTS:
            for dark in ("light", "dark"):
                page.emulate_media(color_scheme=dark)  # type: ignore[arg-type]
                looking.shoot(page, f"{number:02}-{name}", dark)
            page.emulate_media(color_scheme="light")

    # before it

    def motion(self) -> tuple[Motion, dict[str, int]]:
        """One with three amendments: two of them compete."""
        motion = make_motion(self.body, "Wages", paragraphs=TEXT, author=self.members["Nadzeya"])
        at = place_of(self.members["Ruslan"])
        more = make_amendment(motion, at, {1: TEXT[0].replace("ten", "twelve")})
        gone = make_amendment(motion, at, {1: ""})
        warm = make_amendment(motion, at, {2: "The tram hall and the workshop are heated."})
        return motion, {
            name: one.number or 0 for name, one in (("more", more), ("gone", gone), ("warm", warm))
        }

    def roll(self) -> MadeRoll:
        """One set of codes and keys for all secret votes of the year."""
        posts = {
            "returning_officer": "Nadzeya",
            "registrar": "Chipo",
            "trustee": "Piotr",
            "trustee 2": "Ruslan",
        }
        officers = {post: self.members[name] for post, name in posts.items()}
        made = make_standing_roll(self.body, voters=ROLL, rounds=2, officers=officers)
        for name, key in zip(("Piotr", "Ruslan"), made.keys, strict=True):
            (self.folder / f"{name}.key").write_bytes(key)
        return made

    def draw_up(self, title: str) -> Page:
        """From the body's page to an empty agenda."""
        page = self.page("Nadzeya")
        page.goto(f"/bodies/{self.body.pk}/")
        self.follow("Nadzeya", "/assemblies/")
        self.follow("Nadzeya", "/assemblies/new/")
        page.locator("[name=title]").fill(title)
        page.locator("[name=how][value=both]").check()
        page.locator("[name=place]").fill("The canteen")
        page.locator("[name=day]").fill((timezone.now().date() + timedelta(days=15)).isoformat())
        page.locator("[name=hour]").fill("18:00")
        self.look(page, "call")
        self.press("Nadzeya")
        page.wait_for_url("**/agenda/")
        self.assembly = page.url.removeprefix(self.address).removesuffix("agenda/")
        return page

    def add_point(self, title: str) -> None:
        page = self.follow("Nadzeya", "/agenda/add/")
        page.locator("[name=title]").fill(title)
        self.press("Nadzeya")
        page.wait_for_url("**/agenda/#point-*")

    def give_duty(self, name: str, duty: str, code: str = "") -> None:
        """To somebody who can be named, or who shows a code."""
        page = self.page("Nadzeya")
        page.locator(f"[name=duty][value={duty}]").check()
        if code:
            page.locator("[name=code]").fill(code)
        else:
            page.locator("[name=member]").select_option(label=name)
        self.press("Nadzeya")
        expect(page.locator("main .card").filter(has_text=name)).to_be_visible()

    def own_code(self, name: str) -> str:
        """What somebody shows who is to get a duty and holds no office."""
        page = self.page(name)
        page.goto(f"/bodies/{self.body.pk}/offices/code/")
        self.press(name)
        return page.locator(".secret").inner_text()

    def the_day_comes(self) -> None:
        Assembly.objects.filter(pk=self.id).update(begins=timezone.now())

    # the door

    def slips(self, number: int) -> list[str]:
        page = self.go("Chipo", "door/")
        page.locator("[name=number]").fill(str(number))
        page.locator("main form[action$='/door/slips/'] button").click()
        page.locator(".slips").wait_for()
        self.look(page, "slips")
        return page.locator(".slip .secret").all_inner_texts()

    def come(self, page: Page, code: str, link: bool = True) -> None:
        """With the phone's camera on the slip, which is enough, or by typing its code; without an account, or with one that stays unasked."""
        page.goto(f"/assemblies/come/#{code}" if link else "/assemblies/come/")
        if not link:
            page.locator("[name=code]").fill(code)
            page.locator(MAIN).click()
        page.wait_for_url(f"**{self.assembly}")

    def crowd_comes(self, codes: list[str]) -> None:
        for code in codes:
            phone = Client()
            assert phone.post("/assemblies/come/", {"code": code}).status_code == 302
            self.crowd.append(phone)

    def go_out(self, phones: list[Client], do: str = "out") -> None:
        for phone in phones:
            phone.post(f"{self.assembly}attend/", {"do": do})

    # votes

    def put_to_the_vote(
        self, about: str, ways: str, parts: tuple[str, ...] = ("phones",), **answers: str
    ) -> int:
        """From the desk. `about`: where its card leads. Returns the number of the vote."""
        page = self.go("Nadzeya", "desk/")
        self.follow("Nadzeya", "/polls/new/")
        self.look(page, "choose-vote")
        page.locator(f"main a[href*='/polls/new/{about}/']").first.click()
        page.wait_for_url(f"**/polls/new/{about}/**")
        page.locator(f"[name=way][value={ways}]").check()
        for part in ("phones", "hands", "paper") if ways == "hands" else ():
            page.locator(f"[name=parts][value={part}]").set_checked(part in parts)
        for name, text in answers.items():
            page.locator(f"[name={name}]").fill(text)
        self.look(page, f"open-{about}")
        self.press("Nadzeya")
        page.wait_for_url(re.compile(r".*/polls/\d+/$"))
        return int(page.url.split("/polls/")[1].strip("/"))

    def vote(self, name: str, number: int, answer: int, own: str = "") -> Page:
        """On a real phone, from what it shows live to the sentence that says what was voted."""
        page = self.page(name)
        page.locator(f"main a.main[href$='/polls/{number}/vote/']").click()
        page.wait_for_url("**/vote/")
        if own:
            page.locator("[name=name]").fill(own)
        self.look(page, f"ballot-{number}")
        page.locator(f"main button[name=choice][value='{answer}']").click()
        page.locator("main [name=sure] ~ button.main").click()
        expect(page.locator(".notice.good")).to_be_visible()
        return page

    def crowd_votes(self, number: int, *answers: int, named: bool = False) -> None:
        """One answer each, the first phone first."""
        for place, (phone, answer) in enumerate(zip(self.phones, answers, strict=False)):
            said = {"choice": str(answer), "sure": "1"} | ({"name": f"Worker {place}"} if named else {})
            assert phone.post(f"{self.assembly}polls/{number}/vote/", said).status_code == 302

    def count_hands(self, name: str, number: int, *counts: int) -> Page:
        page = self.go(name, f"polls/{number}/")
        self.follow(name, f"/polls/{number}/count/")
        for place, hands in enumerate(counts):
            page.locator(f"[name=answer_{place}]").fill(str(hands))
        self.press(name)
        return page

    def close_vote(self, number: int) -> Page:
        """From the desk, then on the vote's own page."""
        page = self.go("Nadzeya", "desk/")
        page.locator(f"main form[action$='/polls/{number}/do/'] button[value=close]").click()
        page.goto(f"{self.assembly}polls/{number}/")
        return page

    def outcome(self, page: Page) -> Locator:
        return page.locator("main .notice").first

    def poll(self, number: int) -> Poll:
        return Poll.objects.select_related("round").get(assembly=self.id, number=number)

    def cast(self, page: Page, answer: int) -> None:
        """In the booth, where nobody looks over the shoulder."""
        page.locator("#booth .main").click()
        page.check(f"#option-{answer}")
        page.locator("#next").click()
        page.wait_for_selector("#change-0")
        page.locator("#booth .main").click()
        page.locator("#cast").click()
        page.wait_for_selector("#tracker")

    def decrypt(self, name: str, uuid: str) -> None:
        page = self.page(name)
        page.goto(f"/votes/{uuid}/trustee/")
        page.set_input_files("#key", self.folder / f"{name}.key")
        page.locator("#send").click()
        page.wait_for_selector("#send", state="detached")

    def press_next(self) -> None:
        """Done with this point, on to the next one."""
        self.go("Nadzeya", "desk/")
        self.press("Nadzeya", "form[action$='/agenda/now/'] button[value=next]")
        self.page("Nadzeya").wait_for_load_state()
