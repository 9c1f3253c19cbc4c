"""A federation of three bodies, its people with their windows, and what they do on their pages, for the journey of a congress.

Nothing is clicked by its text: the same steps lead through every language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page
from web.delegates_making import link
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import GROUP

from veche.election.ballots import make_ballots
from veche.election.decryption import make_decryption
from veche.election.trustees import generate_trustee, read_private_key
from veche.web.assemblies.models import Assembly
from veche.web.ballots import jobs
from veche.web.ballots.access.officers import current, officers_of
from veche.web.ballots.access.public import vote as public_vote
from veche.web.ballots.actions import counting, holding, keys
from veche.web.ballots.casting.box import cast
from veche.web.ballots.casting.opened import open_box
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Post, Vote
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import clock

from . import looking
from .conftest import Visit

MAIN = "main button.main"
PEOPLE = {
    "Hanna": ("ru", "Federation"),
    "Nadzeya": ("be", "Foundry"),
    "Ana": ("en", "Foundry"),
    "Bo": ("pl", "Foundry"),
    "Chipo": ("be", "Foundry"),
    "Dana": ("en", "Foundry"),
    "Oksana": ("uk", "Tram depot"),
    "Piotr": ("pl", "Night shift"),
}
"""Name, language, body. Hanna, Nadzeya, Oksana and Piotr founded theirs; Dana is the member of the foundry without any office."""
SIZES = {"Foundry": 40, "Tram depot": 20, "Night shift": 20}
SEAT_FOR = 20
ON_ROLL = 12
"""Of the foundry's standing roll: the five, and others who are nobody in particular."""
TEXT = ("Wages rise by twelve per cent from January.", "Whoever strikes for this is not dismissed.")


@dataclass
class Congress:
    visit: Callable[..., Visit]
    folder: Path
    bodies: dict[str, Body]
    members: dict[str, Membership]
    roll: MadeRoll
    pages: dict[str, Page] = field(default_factory=dict)
    assembly: str = ""
    """Its path."""
    motion: str = ""
    """The path of the motion in it."""
    pictures: count[int] = field(default_factory=lambda: count(1))

    def page(self, name: str) -> Page:
        if name not in self.pages:
            self.pages[name] = self.visit(self.members[name], language=PEOPLE[name][0]).page
            self.pages[name].set_default_timeout(15_000)
        return self.pages[name]

    def go(self, name: str, where: str) -> Page:
        """Opened by its address, as from a link that somebody sent."""
        page = self.page(name)
        answer = page.goto(where)
        assert answer is not None
        assert answer.status == 200, where
        return page

    def press(self, name: str, button: str = MAIN) -> Page:
        """And wait for the page that follows."""
        page = self.page(name)
        with page.expect_navigation():
            page.locator(button).first.click()
        return page

    def follow(self, name: str, *links: str) -> Page:
        """From page to page, by the ends of addresses."""
        page = self.page(name)
        for where in links:
            with page.expect_navigation():
                page.locator(f"main a[href$='{where}']").first.click()
        return page

    def look(self, name: str, what: str) -> None:
        looking.shoot(self.page(name), f"congress-{next(self.pictures):02}-{what}", PEOPLE[name][0])

    def path(self, body: str) -> str:
        return f"/bodies/{self.bodies[body].pk}/"

    def federation(self) -> str:
        return self.path("Federation")

    def give_posts(self, uuid: str) -> list[bytes]:
        """The ceremony of a vote: its trustees' keys. Codes follow."""
        made = []
        for trustee in [one for one in officers_of(current(uuid)) if one.post == Post.TRUSTEE]:
            key, public = generate_trustee(GROUP, trustee.name)
            keys.take_key(uuid, trustee.id, public)
            made.append(key)
        return made

    def cast_others(self, uuid: str, credentials: Sequence[str], choices: Sequence[str]) -> None:
        """Ballots as other people's booths make them."""
        election = open_box(uuid).election
        for ballot in make_ballots(election, list(credentials), [one.encode() for one in choices]):
            cast(public_vote(uuid), ballot)

    def vote_in_booth(self, name: str, uuid: str, credential: str, answer: int) -> None:
        """With the link of a slip, on the own phone."""
        page = self.page(name)
        page.goto("/help/")  # the same page with another # would not be loaded anew
        page.goto(f"/votes/{uuid}/vote/#{credential}")
        page.locator("#booth .main").click()
        page.check(f"#option-{answer}")
        page.locator("#next").click()
        page.wait_for_selector("#change-0")
        page.locator("#booth .main").click()
        page.locator("#cast").click()
        page.wait_for_selector("#tracker")

    def count(self, uuid: str, keys_of: Sequence[bytes]) -> Path:
        """Its last day is over: the server closes it, trustees decrypt, the result is published. Returns the archive."""
        Vote.objects.filter(pk=uuid).update(closes=timezone.now() - timedelta(seconds=1))
        holding.close(uuid, by_hand=False)
        jobs.tally.call(uuid)
        for number, key in enumerate(keys_of, 1):
            made = make_decryption(
                open_box(uuid).election, counting.to_decrypt(uuid), read_private_key(GROUP, key)
            )
            counting.take_decryption(uuid, number, made)
        jobs.report.call(uuid)
        clock.keep()
        return archive_file(uuid)

    def its_day_comes(self) -> None:
        Assembly.objects.filter(body=self.bodies["Federation"]).update(begins=timezone.now())


def make_congress(
    visit: Callable[..., Visit],
    folder: Path,
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
) -> Congress:
    """The bodies and their people, as founding, joining and linking them left them (test_journey, tests/web/bodies)."""
    bodies = {name: make_body(name, "federation" if name == "Federation" else "branch") for name in PLACES}
    members: dict[str, Membership] = {}
    for name, (_, body) in PEOPLE.items():
        founder = Membership.objects.get(body=bodies[body]) if is_first(name) else None
        if founder is not None:
            founder.name = name
            founder.save()
        members[name] = founder or make_member(bodies[body], name=name)
    for name in SIZES:
        link(bodies["Federation"], bodies[name])
    officers = {"returning_officer": members["Nadzeya"]}
    roll = make_standing_roll(bodies["Foundry"], voters=ON_ROLL, rounds=4, officers=officers)
    return Congress(visit, folder, bodies, members, roll)


PLACES = tuple(dict.fromkeys(body for _, body in PEOPLE.values()))


def is_first(name: str) -> bool:
    """Whether they founded their body."""
    return name == next(one for one, (_, body) in PEOPLE.items() if body == PEOPLE[name][1])


def in_days(number: int) -> date:
    return timezone.now().date() + timedelta(days=number)
