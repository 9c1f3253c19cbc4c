"""An assembly of thirty from the call to the approved minutes: a chair, a secretary, two tellers and the door with phones in five languages, a wall,
a phone without a script, and the rest with phones that only the server sees.

The steps are told in order; each goes on where the one before it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from veche_verify.verify import verify as verify_again
from web.live.listening import listening
from web.rounds_making import MadeRoll

from veche.election.verify import verify_archive
from veche.web.assemblies.models import Presence, Turn
from veche.web.ballots import jobs
from veche.web.ballots.files import archive_file
from veche.web.bodies.models import Body, Membership, Office, Role
from veche.web.motions.models import Motion

from .assembly_journey import CARRIED, LOST, OFFICERS, ROLL, TEXT, Depot
from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)
YES, NO, ABSTAIN = 0, 1, 2


@pytest.fixture
def address(transactional_db: None) -> Iterator[str]:
    """Our own server, whose stream pushes what changes."""
    longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    with listening(get_wsgi_application(), longest=longest, threads=4) as there:
        yield f"http://localhost:{there.listener.getsockname()[1]}"


@pytest.fixture
def depot(
    visit: Callable[..., Visit],
    address: str,
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
    tmp_path: Path,
) -> Depot:
    """Thirty members, of whom nobody is listed anywhere but those who hold an office."""
    body = make_body("Tram depot")
    founder = Membership.objects.get(body=body)
    founder.name = "Nadzeya"
    founder.save()
    members = {"Nadzeya": founder} | {
        name: make_member(body, *([office] if office else []), name=name)
        for name, (_, office) in list(OFFICERS.items())[1:]
    }
    members |= {f"Member {number}": make_member(body) for number in range(ROLL - len(OFFICERS))}
    assert Role.objects.filter(membership=founder, office=Office.STEWARD).exists()
    return Depot(visit, address, tmp_path, body, members, client_of)


def test_from_the_call_to_the_approved_minutes(depot: Depot) -> None:
    motion, amendments = depot.motion()
    roll = depot.roll()
    it_is_called(depot)
    ana, wall = the_door_opens(depot)
    the_quorum_is_reached_and_lost(depot, ana)
    they_speak(depot, wall)
    amendments_are_voted_in_their_order(depot, amendments)
    the_motion_is_voted_by_name(depot, motion)
    a_secret_vote_is_asked_for_and_proved(depot, roll)
    papers_and_phones_make_one_result(depot, ana)
    it_is_closed_and_forgets(depot, ana)
    the_minutes_are_corrected(depot)
    the_next_assembly_approves_them(depot)


def it_is_called(depot: Depot) -> None:
    """Three points, put in order by keyboard; officers by name and by a code; then everybody can read the notice."""
    page = depot.draw_up("Autumn meeting")
    for title in ("Canteen", "Strike fund"):
        depot.add_point(title)
    depot.follow("Nadzeya", "/agenda/motions/")
    depot.press("Nadzeya", "button[name=motion]")
    page.goto(f"{depot.assembly}agenda/")
    for _ in range(2):
        last = page.locator(".points li").last if _ == 0 else page.locator(".points li").nth(1)
        last.locator("button[value=up]").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    expect(page.locator(".points li").first).to_contain_text("Wages")
    depot.look(page, "agenda")
    code = depot.own_code("Ruslan")
    depot.go("Nadzeya", "officers/")
    for name, duty in (("Oksana", "secretary"), ("Piotr", "teller"), ("Chipo", "door"), ("Nadzeya", "chair")):
        depot.give_duty(name, duty)
    depot.give_duty("Ruslan", "teller", code)
    depot.look(page, "officers")
    depot.go("Nadzeya", "notice/")
    depot.look(page, "to-call")
    depot.press("Nadzeya", "main form[action$='/call/'] button.main")
    page.wait_for_load_state()
    notice = depot.go("Ruslan", "notice/")
    expect(notice.locator("main .points li")).to_have_count(3)
    depot.look(notice, "notice")


def the_door_opens(depot: Depot) -> tuple[Page, Page]:
    """Slips: officers and one without a script or an account come in with them, eight at home with accounts. The wall counts as nobody."""
    depot.the_day_comes()
    codes = depot.slips(20)
    for name, code in zip(OFFICERS, codes, strict=False):
        depot.come(depot.page(name), code)
    ana = depot.visit(language="en", script=False).page
    depot.come(ana, codes[5], link=False)
    depot.look(ana, "come-in")
    depot.crowd_comes(codes[6:9])
    again = Client().post("/assemblies/come/", {"code": codes[6]})
    assert again.status_code == 200, "a slip lets in once"
    for name in [name for name in depot.members if name.startswith("Member")][:4]:
        phone = depot.client_of(depot.members[name])
        for _ in range(2):  # twice is once
            phone.post(f"{depot.assembly}attend/", {"do": "afar"})
        depot.afar.append(phone)
    wall = depot.visit(desk=True, dark=True).page
    door = depot.go("Chipo", "door/")
    depot.look(door, "door")
    depot.follow("Chipo", "/door/screen/")
    depot.press("Chipo")
    wall.goto(f"/assemblies/come/#{door.locator('.secret').inner_text()}")
    wall.wait_for_url("**/screen/")
    depot.slips_left = codes[9:]
    return ana, wall


def the_quorum_is_reached_and_lost(depot: Depot, ana: Page) -> None:
    """Sixteen of thirty are needed: phones show it by themselves, the one without a script when it is asked."""
    phone = depot.go("Piotr")
    chair = depot.go("Nadzeya", "desk/")
    depot.look(chair, "desk-before")
    depot.press("Nadzeya", "button[value=open]")
    expect(chair.locator("#quorum.warning")).to_contain_text("13")
    expect(phone.locator("#quorum.warning")).to_contain_text("13")
    depot.look(phone, "no-quorum")
    depot.crowd_comes(depot.slips_left)
    expect(phone.locator("#quorum:not(.warning)")).to_contain_text("24")
    depot.go_out(depot.crowd[:10])
    expect(phone.locator("#quorum.warning")).to_contain_text("14")
    depot.go_out(depot.crowd[:10], "back")
    door = depot.go("Chipo", "door/")
    depot.press("Chipo", "button[value=in]")
    expect(door.locator(".notice")).to_contain_text("25")
    expect(phone.locator("#quorum:not(.warning)")).to_contain_text("25")
    expect(ana.locator("#quorum")).not_to_contain_text("25")
    ana.locator("[data-live] a").first.click()
    expect(ana.locator("#quorum")).to_contain_text("25")


def they_speak(depot: Depot, wall: Page) -> None:
    """For, against, and a point of order that comes first; the chair lets them speak from the desk, and the wall shows it."""
    chair = depot.go("Nadzeya", "desk/")
    depot.press("Nadzeya", "form[action$='/agenda/now/'] button.main")
    for name, side in (("Piotr", "pro"), ("Ruslan", "contra"), ("Oksana", "order")):
        page = depot.go(name)
        depot.look(page, f"phone-{side}")
        depot.follow(name, "/speak/")
        page.locator("[name=name]").fill(f"{name} of the depot")
        page.locator(f"[name=side][value={side}]").check()
        if side == "order":
            page.locator("[name=kind]").select_option("quorum")
        depot.press(name)
        expect(page.locator(".notice.good")).to_be_visible()
        depot.look(page, f"asked-{side}")
    depot.go("Nadzeya", "desk/")
    depot.look(chair, "desk-speakers")
    chair.locator("button[name=what][value=speakers]").click()
    expect(wall.locator("#speakers-list li")).to_have_count(3)
    expect(wall.locator("#speakers-list li").first).to_contain_text("Oksana of the depot")
    for name in ("Oksana", "Piotr", "Ruslan"):
        depot.press("Nadzeya", "button[value=speak]")
        expect(wall.locator("#speakers .strip")).to_contain_text(f"{name} of the depot")
        depot.press("Nadzeya", "button[value=stop_speaking]")
    depot.look(wall, "wall")
    chair.goto(f"{depot.assembly}speakers/")
    depot.look(chair, "speakers")


def amendments_are_voted_in_their_order(depot: Depot, amendments: dict[str, int]) -> None:
    """The furthest first, and it says why: to strike the paragraph out is lost by hands whose tellers first disagree; twelve per cent is carried on phones."""
    chair = depot.go("Nadzeya", "polls/new/")
    cards = chair.locator("main a[href*='/polls/new/amendment/']")
    expect(cards).to_have_count(3)
    expect(cards.first.locator("strong")).to_contain_text(str(amendments["gone"]))
    number = depot.put_to_the_vote("amendment", "hands", ("hands",))
    depot.count_hands("Piotr", number, 4, 15, 2)
    teller = depot.count_hands("Ruslan", number, 4, 16, 2)
    expect(teller.locator(".notice.warning")).to_be_visible()
    depot.look(teller, "tellers-disagree")
    for name in ("Piotr", "Ruslan"):
        teller = depot.count_hands(name, number, 4, 16, 2)
    expect(teller.locator(".notice.good")).to_be_visible()
    closed = depot.close_vote(number)
    expect(closed.locator(LOST)).to_be_visible()
    depot.look(closed, "lost")

    depot.go("Oksana")
    phone = depot.go("Piotr")
    number = depot.put_to_the_vote("amendment", "hands")
    depot.look(phone, "phone-vote")
    for name in ("Piotr", "Oksana"):
        depot.look(depot.vote(name, number, YES), f"voted-{name}")
    depot.crowd_votes(number, *[YES] * 14, *[NO] * 3, ABSTAIN)
    depot.look(depot.go("Nadzeya", "desk/"), "desk-vote")
    depot.go("Piotr")
    closed = depot.close_vote(number)
    expect(closed.locator(CARRIED)).to_be_visible()
    expect(phone.locator(f"#poll-{number} {CARRIED}")).to_be_visible()
    depot.look(phone, "phone-carried")

    depot.go("Piotr")
    number = depot.put_to_the_vote("amendment", "hands")
    depot.vote("Piotr", number, YES)
    depot.crowd_votes(number, *[YES] * 15)
    expect(depot.close_vote(number).locator(CARRIED)).to_be_visible()


def the_motion_is_voted_by_name(depot: Depot, motion: Motion) -> None:
    """With what was amended in it; the secretary types in who has no phone."""
    page = depot.go("Ruslan")
    number = depot.put_to_the_vote("motion", "named")
    depot.vote("Ruslan", number, NO, own="Ruslan")
    depot.crowd_votes(number, *[YES] * 15, named=True)
    secretary = depot.go("Oksana", f"polls/{number}/")
    depot.follow("Oksana", f"/polls/{number}/names/")
    secretary.locator("[name=name]").fill("Old Stakh")
    secretary.locator("[name=choice][value='0']").check()
    depot.press("Oksana")
    expect(secretary.locator("main ul.plain")).to_contain_text("Old Stakh")
    depot.look(secretary, "names")
    depot.go("Ruslan")
    expect(depot.close_vote(number).locator(CARRIED)).to_be_visible()
    page.goto(f"{depot.assembly}polls/{number}/")
    expect(page.locator("main ul.plain li")).to_have_count(17)
    depot.look(page, "by-name")
    page.goto(f"/motions/{motion.pk}/")
    expect(page.locator("main")).to_contain_text(TEXT[0].replace("ten", "twelve"))
    expect(page.locator("main")).to_contain_text("and the workshop are heated")
    depot.look(page, "adopted")


def a_secret_vote_is_asked_for_and_proved(depot: Depot, roll: MadeRoll) -> None:
    """A tenth of those present may ask for it. Two vote in the booth with their slips, sixteen on phones of their own; the keys open the sum, not a ballot."""
    depot.press_next()
    for phone in depot.crowd[:3]:
        phone.post(f"{depot.assembly}polls/secret/", {"do": "demand"})
    asking = depot.go("Ruslan")
    depot.follow("Ruslan", "/polls/secret/")
    depot.look(asking, "demand")
    number = depot.put_to_the_vote("free", "secret", question="Do we open a strike fund?")
    uuid = depot.poll(number).round.uuid  # type: ignore[union-attr]
    for name, code in zip(("Piotr", "Oksana"), roll.credentials, strict=False):
        page = depot.go(name)
        page.locator(f"main a[href$='/votes/{uuid}/']").first.click()
        depot.look(page, f"secret-{name}")
        page.goto(f"/votes/{uuid}/vote/#{code}")
        depot.cast(page, YES)
    made = roll.round_of(depot.poll(number).round)  # type: ignore[arg-type]
    for place, code in enumerate(roll.credentials[2:18]):
        ballot = made.ballot(code, [[0, 1, 0] if place < 3 else [1, 0, 0]])
        sent = Client().post(f"/votes/{uuid}/cast/", ballot, content_type="application/json")
        assert sent.status_code < 300, sent.content
    chair = depot.page("Nadzeya")
    chair.goto(f"/votes/{uuid}/manage/close/")
    chair.locator("[name=sure]").check()
    depot.press("Nadzeya")
    chair.wait_for_url("**/manage/")
    jobs.tally.call(uuid)
    for name in ("Piotr", "Ruslan"):
        depot.decrypt(name, uuid)
    jobs.report.call(uuid)
    depot.go("Nadzeya", f"polls/{number}/")
    depot.look(chair, "secret-result")
    depot.press("Nadzeya", "button[value=take]")
    expect(chair.locator(CARRIED)).to_be_visible()
    depot.look(chair, "secret-taken")
    archive = archive_file(uuid)
    assert verify_archive(archive).result == [[15, 3, 0]]
    verify_again(archive)


def papers_and_phones_make_one_result(depot: Depot, ana: Page) -> None:
    """One types a pile in, another confirms it; the phone without a script votes too."""
    depot.press_next()
    number = depot.put_to_the_vote(
        "free", "hands", ("phones", "paper"), question="Is the canteen open at night?"
    )
    ana.goto(depot.assembly)
    ana.locator(f"a[href$='/polls/{number}/vote/']").click()
    ana.locator("button[name=choice][value='0']").click()
    ana.locator("main [name=sure] ~ button.main").click()
    depot.crowd_votes(number, *[YES] * 10, *[NO] * 4)
    teller = depot.go("Piotr", f"polls/{number}/")
    depot.follow("Piotr", f"/polls/{number}/paper/")
    for name, text in {
        "pile": "1",
        "answer_0": "5",
        "answer_1": "2",
        "answer_2": "0",
        "blank": "1",
        "spoiled": "0",
    }.items():
        teller.locator(f"[name={name}]").fill(text)
    depot.press("Piotr")
    depot.look(teller, "paper-typed")
    other = depot.go("Oksana", f"polls/{number}/paper/")
    depot.look(other, "paper-confirm")
    depot.press("Oksana", "button[value=confirm]")
    result = depot.close_vote(number)
    expect(result.locator(CARRIED)).to_be_visible()
    expect(result.locator("main dl.facts dd").first).to_contain_text("16")
    result.locator("main details summary").first.click()
    depot.look(result, "paper-and-phones")


def it_is_closed_and_forgets(depot: Depot, ana: Page) -> None:
    """Nobody who was there is known any more, nor who spoke; numbers stay."""
    phone = depot.go("Ruslan")
    depot.go("Nadzeya", "desk/")
    depot.look(depot.page("Nadzeya"), "desk-end")
    depot.press("Nadzeya", "button.stop[value=close]")
    depot.look(depot.page("Nadzeya"), "close")
    depot.press("Nadzeya", "button[value=close]")
    expect(phone.locator("[data-live-when=ended]")).to_be_visible()
    depot.look(phone, "closed")
    assert not Presence.objects.exists()
    assert {turn.name for turn in Turn.objects.all()} == {""}
    ana.goto(depot.assembly)
    depot.look(ana, "over")
    record = depot.go("Ruslan", "record/")
    for number in ("13", "15", "16", "25"):
        expect(record.locator("main")).to_contain_text(number)
    depot.look(record, "record")


def the_minutes_are_corrected(depot: Depot) -> None:
    """Drafted when it was closed; the secretary corrects an entry, everybody sees what; as a PDF they can be opened."""
    page = depot.page("Oksana")
    page.goto(f"/minutes/{depot.id}/")
    depot.look(page, "minutes")
    depot.follow("Oksana", "/edit/")
    depot.look(page, "minutes-desk")
    page.locator("main .card a.button").first.click()
    page.locator("[name=text]").fill("The canteen was full to the door.")
    page.locator("[name=why]").fill("It was left out.")
    depot.press("Oksana")
    page.wait_for_url("**/edit/")
    reader = depot.page("Ruslan")
    reader.goto(f"/minutes/{depot.id}/changes/")
    expect(reader.locator("main ins").first).to_be_visible()
    depot.look(reader, "minutes-changes")


def the_next_assembly_approves_them(depot: Depot) -> None:
    """Under a point of its agenda, by a vote; then nobody changes them any more."""
    before = depot.id
    page = depot.draw_up("Winter meeting")
    depot.add_point("Minutes of the autumn meeting")
    depot.go("Nadzeya", "officers/")
    depot.give_duty("Nadzeya", "chair")
    depot.go("Nadzeya", "notice/")
    depot.press("Nadzeya", "main form[action$='/call/'] button.main")
    depot.the_day_comes()
    secretary = depot.page("Oksana")
    secretary.goto(f"/minutes/{before}/propose/")
    secretary.locator("[name=item]").select_option(index=1)
    depot.look(secretary, "propose")
    depot.press("Oksana")
    secretary.wait_for_url(f"**/minutes/{before}/")
    depot.go("Nadzeya", "desk/")
    depot.press("Nadzeya", "button[value=open]")
    depot.press("Nadzeya", "form[action$='/agenda/now/'] button.main")
    depot.crowd, depot.afar = [], []
    for name in OFFICERS:
        phone = depot.client_of(depot.members[name])
        phone.post(f"{depot.assembly}attend/", {"do": "afar"})
        depot.afar.append(phone)
    number = depot.put_to_the_vote("minutes", "hands")
    depot.crowd_votes(number, YES, YES, YES, YES, NO)
    expect(depot.close_vote(number).locator(CARRIED)).to_be_visible()
    page = depot.page("Ruslan")
    page.goto(f"/minutes/{before}/")
    depot.look(page, "minutes-approved")
    expect(page.locator("main a[href$='/edit/']")).to_have_count(0)
    with page.expect_download() as download:
        page.locator("a[href$='minutes.pdf']").click()
    download.value.save_as(depot.folder / "minutes.pdf")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(depot.folder / "minutes.pdf").pages)
    assert "The canteen was full to the door." in " ".join(text.split())
