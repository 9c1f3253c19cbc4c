"""A congress of three bodies: from the sharing of seats to the alternate who votes on the seat of the delegate who was called back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from veche_verify.verify import verify as verify_again
from web.votes import GROUP, STRIKE

from veche.election.credentials import generate_credential, public_credentials
from veche.election.petition import sign
from veche.election.verify import verify_archive
from veche.web.ballots.access.rounds import standing_roll
from veche.web.ballots.actions import credentials, drawing, holding, roll
from veche.web.ballots.actions.rounds import begin_round
from veche.web.bodies.models import Body, Membership, Turnout
from veche.web.delegates.models import Recall
from veche.web.mandates.models import Keeping
from veche.web.petitions import access as petitions
from veche.web.petitions import actions as signing
from veche.words import Language

from .conftest import Visit
from .congress import SEAT_FOR, SIZES, TEXT, Congress, in_days, make_congress

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_shared_seats_to_the_alternate_who_votes(
    visit: Callable[..., Visit],
    tmp_path: Path,
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
) -> None:
    congress = make_congress(visit, tmp_path, make_body, make_member)
    share_seats(congress)
    elect_by_vote(congress)
    for name in ("Oksana", "Piotr"):
        elect_by_hand(congress, name)
    call_the_congress(congress)
    move_the_motion(congress)
    decide_at_home(congress)
    give_first_mandate(congress)
    amend(congress)
    open_the_congress(congress)
    adopt_the_amendment(congress)
    ask_again_at_home(congress)
    bind_the_others(congress)
    vote_on_the_motion(congress)
    read_what_was_kept(congress)
    recall = begin_recall(congress)
    vote_on_the_recall(congress, recall)
    take_the_seat(congress)
    close_and_report(congress)


def share_seats(congress: Congress) -> None:
    """By the statutes: one for so many members begun. The numbers are typed in, and shown before they hold."""
    page = congress.go("Hanna", f"{congress.federation()}statutes/change/")
    page.locator("[name=method][value=threshold]").check()
    page.locator("[name=seats]").fill(str(SEAT_FOR))
    congress.press("Hanna")
    page = congress.go("Hanna", f"{congress.federation()}seats/share/")
    for name, members in SIZES.items():
        page.locator(f"[name='body {congress.bodies[name].pk}']").fill(str(members))
    congress.press("Hanna")
    congress.look("Hanna", "sharing")
    congress.press("Hanna")
    cells = page.locator("main table").first.locator("tbody tr").all_inner_texts()
    assert len(cells) == 3
    assert [row.split("\t")[2] for row in cells if "Foundry" in row] == ["2"]


def elect_by_vote(congress: Congress) -> None:
    """Three stand for two seats; a secret vote that anybody can verify; the third is the alternate."""
    above = f"{congress.path('Foundry')}delegates/{congress.bodies['Federation'].pk}/"
    for name in ("Ana", "Bo", "Chipo"):
        page = congress.go(name, above)
        page.locator("[name=statement]").fill("I report back.")
        congress.press(name)
    page = congress.go("Nadzeya", f"{above}vote/")
    page.locator("[name=delegates]").fill("2")
    page.locator("[name=rule][value=approval]").check()
    page.locator("[name=order][value=name]").check()
    congress.press("Nadzeya")
    uuid = page.url.split("/votes/")[1].split("/")[0]
    codes, keys = _ready(congress, uuid)
    others = ["[[0,1,1,1]]", "[[0,1,1,0]]", "[[0,1,1,0]]", "[[0,1,0,0]]"]  # blank, Ana, Bo, Chipo
    congress.cast_others(uuid, codes[:4], others)
    congress.vote_in_booth("Dana", uuid, codes[4], 0)
    verify_again(congress.count(uuid, keys))
    congress.go("Nadzeya", f"{congress.path('Foundry')}elected/{uuid}/")
    congress.look("Nadzeya", "elected")
    congress.press("Nadzeya")
    for name in ("Ana", "Bo", "Chipo"):
        accept(congress, name)


def _ready(congress: Congress, uuid: str) -> tuple[list[str], list[bytes]]:
    """Posts, roll, codes and keys, as test_journey makes them page by page."""
    me = congress.members
    posts = drawing.Posts(me["Nadzeya"], me["Dana"], [me["Nadzeya"], me["Bo"]], serious=False, threshold=None)
    now = timezone.now()
    drawing.set_times(uuid, now, now + timedelta(days=7), Turnout.NOTHING)
    drawing.give_posts(uuid, posts)
    roll.freeze(uuid)
    codes = [generate_credential() for _ in range(5)]
    credentials.take_list(uuid, public_credentials(GROUP, uuid, [(one, None) for one in codes]))
    keys = congress.give_posts(uuid)
    holding.open_vote(uuid, by_hand=True)
    return codes, keys


def elect_by_hand(congress: Congress, name: str) -> None:
    """A small body decides in its meeting, and writes down what it decided."""
    body = congress.members[name].body
    above = f"/bodies/{body.pk}/delegates/{congress.bodies['Federation'].pk}/"
    congress.go(name, above)
    congress.press(name)
    page = congress.go(name, f"{above}by-hand/")
    page.locator("[name=how]").fill("Meeting in the canteen")
    page.locator(f"[name='place {_nomination(page)}']").fill("1")
    congress.press(name)
    accept(congress, name)


def _nomination(page: Page) -> str:
    name = page.locator("[name^='place ']").first.get_attribute("name")
    assert name is not None
    return name.removeprefix("place ")


def accept(congress: Congress, name: str) -> None:
    """Whoever was elected comes from their list of bodies."""
    page = congress.go(name, "/home/")
    body = congress.members[name].body_id
    congress.follow(name, f"/bodies/{body}/", f"/bodies/{body}/delegates/")
    congress.press(name, "main button[value=accept]")
    expect(page.locator("main button[value=resign]").first).to_be_visible()


def call_the_congress(congress: Congress) -> None:
    page = congress.go("Hanna", f"{congress.federation()}assemblies/new/")
    page.locator("[name=title]").fill("Congress")
    page.locator("[name=of_delegates][value=delegates]").check()
    page.locator("[name=how][value=both]").check()
    page.locator("[name=place]").fill("Palace of culture")
    page.locator("[name=day]").fill(in_days(70).isoformat())
    page.locator("[name=hour]").fill("10:00")
    page.locator("main [name=language][value=en]").check()
    congress.press("Hanna")
    congress.assembly = page.url.partition("/assemblies/")[2].split("/")[0]
    congress.assembly = f"/assemblies/{congress.assembly}/"
    page = congress.go("Hanna", f"{congress.assembly}agenda/add/")
    page.locator("[name=title]").fill("Report of the council")
    congress.press("Hanna")
    page = congress.go("Hanna", f"{congress.assembly}orders/change/")
    for name, value in (("supporters_motion", "0"), ("supporters_amendment", "0"), ("tellers", "1")):
        page.locator(f"[name={name}]").fill(value)
    congress.press("Hanna", "main form:has([name=notice_days]) button.main")
    page = congress.go("Hanna", f"{congress.assembly}officers/")
    page.locator("[name=duty][value=chair]").check()
    page.locator("[name=member]").select_option(label="Hanna")
    congress.press("Hanna")
    congress.go("Hanna", f"{congress.assembly}notice/")
    congress.press("Hanna")
    congress.look("Hanna", "notice")


def move_the_motion(congress: Congress) -> None:
    """A delegate moves it; whoever prepares the congress permits it and puts it on the agenda."""
    page = congress.go("Oksana", f"{congress.federation()}motions/new/")
    page.locator("[name=title]").fill("Wages")
    page.locator("[name=paragraphs]").fill("\n\n".join(TEXT))
    page.locator("[name=movers]").fill("Tram depot")
    congress.press("Oksana")
    congress.motion = page.url.partition("/motions/")[2].split("/")[0]
    congress.motion = f"/motions/{congress.motion}/"
    congress.go("Oksana", f"{congress.motion}submit/")
    congress.press("Oksana")
    congress.look("Oksana", "motion")
    page = congress.go("Hanna", f"{congress.motion}prepare/")
    page.locator("[name=move-state][value=permitted]").check()
    congress.press("Hanna", "main button[value=move]")
    congress.go("Hanna", f"{congress.assembly}agenda/motions/")
    congress.press("Hanna", "main button[name=motion]")


def decide_at_home(congress: Congress) -> None:
    """A round of the foundry's standing roll: eight for it, four against; one of them in the booth."""
    found = standing_roll(congress.bodies["Foundry"])
    assert found is not None
    vote = begin_round(
        found,
        kind="other",
        title="What do our delegates vote on wages?",
        questions=[STRIKE],
        counting=[{"rule": "yes-no", "seats": 1}],
        rule="plain-majority-of-votes",
        closes=timezone.now() + timedelta(days=7),
        language=Language.BE,
    )
    codes = congress.roll.credentials
    congress.cast_others(vote.uuid, codes[:-1], ["[[1,0]]"] * 7 + ["[[0,1]]"] * 4)
    congress.vote_in_booth("Dana", vote.uuid, codes[-1], 0)
    archive = congress.count(vote.uuid, congress.roll.keys)
    assert verify_archive(archive).result == [[8, 4]]


def give_first_mandate(congress: Congress) -> None:
    """What it says is read from the verified record of the vote at home; if the text is amended, the body is asked again."""
    page = congress.go("Nadzeya", congress.path("Foundry"))
    congress.follow("Nadzeya", "/mandates/", "/mandates/new/")
    page.locator("[name=about]").select_option(index=_option(page, "Wages"))
    page.locator("[name=way][value=vote]").check()
    page.locator("[name=decided]").select_option(index=0)
    congress.press("Nadzeya")
    page.locator("[name=if_amended][value=refer_back]").check()
    congress.press("Nadzeya")
    congress.look("Nadzeya", "mandate")


def _option(page: Page, words: str) -> int:
    texts = page.locator("[name=about] option").all_inner_texts()
    return next(place for place, text in enumerate(texts) if words in text)


def amend(congress: Congress) -> None:
    """A delegate of the night shift types the paragraph as it should read."""
    page = congress.go("Piotr", f"{congress.motion}amend/")
    congress.press("Piotr")
    congress.follow("Piotr", "/write/1/")
    page.locator("[name=wording]").fill(TEXT[0].replace("twelve", "eight"))
    congress.press("Piotr")
    congress.follow("Piotr", "/submit/")
    page.locator("[name=movers]").fill("Night shift")
    congress.press("Piotr", "main button[value=submit]")
    assert page.locator("ins").count() == 1


def open_the_congress(congress: Congress) -> None:
    """Delegates come in from the list of their bodies, in the hall and from afar."""
    congress.its_day_comes()
    for name in ("Ana", "Bo", "Oksana", "Piotr"):
        page = congress.go(name, "/home/")
        congress.follow(name, congress.assembly)
        congress.press(name, f"main button[value={'distance' if name == 'Piotr' else 'hall'}]")
        expect(page.locator("main button[value=out]")).to_be_visible()
    congress.look("Ana", "came-in")
    congress.go("Hanna", f"{congress.assembly}desk/")
    congress.press("Hanna", "main button[value=open]")
    congress.press("Hanna", "main button[value=begin].main")
    page = congress.press("Hanna", "main button[value=next]")
    assert "Wages" in page.locator("main").inner_text()


def adopt_the_amendment(congress: Congress) -> None:
    """With cards; it is not what the mandate was about, and binds nobody."""
    put_to_the_vote(congress, "amendment")
    for name in ("Ana", "Bo", "Oksana", "Piotr"):
        choose(congress, name, 0)
    close_the_vote(congress)


def put_to_the_vote(congress: Congress, about: str) -> None:
    page = congress.go("Hanna", f"{congress.assembly}polls/new/")
    with page.expect_navigation():
        page.locator(f"main a[href*='/polls/new/{about}/']").first.click()
    page.locator("[name=way][value=cards]").check()
    if about == "free":
        page.locator("[name=question]").fill("Shall we meet again in May?")
    congress.press("Hanna")


def the_ballot(congress: Congress, name: str) -> Page:
    """From the assembly's page to the ballot, as on a phone in the hall."""
    page = congress.go(name, congress.assembly)
    with page.expect_navigation():
        page.locator("main a[href*='/polls/']").first.click()
    if not page.url.endswith("/vote/"):
        congress.follow(name, "/vote/")
    return page


def choose(congress: Congress, name: str, answer: int) -> None:
    the_ballot(congress, name)
    congress.press(name, f"main button[name=choice][value='{answer}']")
    congress.press(name)
    expect(congress.page(name).locator(".notice.good").first).to_be_visible()


def close_the_vote(congress: Congress) -> Page:
    page = congress.go("Hanna", f"{congress.assembly}desk/")
    congress.press("Hanna", "main button[value=close].main")
    return page


def ask_again_at_home(congress: Congress) -> None:
    """The text is another: the delegates have no mandate until the body answers. The congress has a break, the foundry says no."""
    page = congress.go("Ana", "/home/")
    congress.follow("Ana", "/mandates/")
    with page.expect_navigation():
        page.locator("main ul.cards a[href*='/mandates/']").first.click()
    expect(page.locator(".notice.warning")).to_be_visible()
    assert page.locator("main del").count() >= 1
    congress.look("Ana", "text-changed")
    congress.go("Hanna", f"{congress.assembly}desk/")
    congress.press("Hanna", "main button[value=pause]")
    resolve(congress, "Nadzeya", "vote", {"resolution": "Eight is not enough: we vote no.", "answer": "no"})
    congress.go("Hanna", f"{congress.assembly}desk/")
    congress.press("Hanna", "main button[value=go_on]")


def bind_the_others(congress: Congress) -> None:
    """The depot shares its card as its own meeting voted; the night shift leaves it to its delegate, within bounds."""
    numbers = {"yes": "12", "no": "8", "abstain": "0"}
    resolve(congress, "Oksana", "split", {"resolution": "Twelve for it, eight against."} | numbers)
    resolve(congress, "Piotr", "bounded", {"resolution": "Never against a rise.", "never": "no"})


def resolve(congress: Congress, name: str, way: str, said: dict[str, str]) -> None:
    """A resolution that was taken at home by hands becomes a mandate."""
    page = congress.go(name, f"/bodies/{congress.members[name].body_id}/mandates/new/")
    page.locator("[name=about]").select_option(index=_option(page, "Wages"))
    page.locator(f"[name=way][value={way}]").check()
    page.locator("[name=decided]").select_option(value="resolution")
    congress.press(name)
    page.locator("[name=taken]").fill("Canteen, this evening")
    for field, value in said.items():
        if field in ("answer", "never"):
            page.locator(f"[name={field}][value={value}]").check()
        else:
            page.locator(f"[name={field}]").fill(value)
    congress.press(name)
    assert "/new/" not in page.url, page.locator("main").inner_text()


def vote_on_the_motion(congress: Congress) -> None:
    """Ana is warned and does it all the same; Bo keeps it; Oksana splits her card as it is written beside it."""
    put_to_the_vote(congress, "motion")
    page = the_ballot(congress, "Ana")
    congress.look("Ana", "ballot-with-mandate")
    congress.press("Ana", "main button[name=choice][value='0']")
    congress.press("Ana")
    expect(page.locator("[role=alert]")).to_be_visible()
    congress.look("Ana", "warned")
    congress.press("Ana", "main button.stop")
    expect(page.locator(".notice.good").first).to_be_visible()
    choose(congress, "Bo", 1)
    split_the_card(congress)
    choose(congress, "Piotr", 0)
    close_the_vote(congress)
    assert {one.delegacy.name: one.verdict for one in Keeping.objects.exclude(poll__about="amendment")} == {
        "Ana": "broken",
        "Bo": "kept",
        "Oksana": "kept",
        "Piotr": "kept",
    }
    page = congress.go("Oksana", congress.motion)
    assert "eight" in page.locator("main").inner_text()  # produced from the amendment, not typed again
    congress.look("Oksana", "adopted")


def split_the_card(congress: Congress) -> None:
    page = the_ballot(congress, "Oksana")
    page.locator("main details summary").last.click()
    for place, number in enumerate(("12", "8", "0")):
        page.locator(f"[name=part_{place}]").fill(number)
    congress.press("Oksana", "form:has([name=split]) button.main")
    congress.press("Oksana")
    expect(page.locator(".notice.good").first).to_be_visible()


def read_what_was_kept(congress: Congress) -> None:
    """A member of the foundry, who holds nothing, reads it at home, and the whole chain of the decision."""
    page = congress.go("Dana", congress.path("Foundry"))
    congress.follow("Dana", "/mandates/")
    congress.look("Dana", "mandates-at-home")
    broken = Keeping.objects.get(verdict="broken")
    congress.follow("Dana", f"/keepings/{broken.pk}/")
    congress.look("Dana", "broken")
    congress.follow("Dana", f"/polls/{broken.poll_id}/chain/")
    assert page.locator("figure.picture svg").count() == 1
    drawn = page.locator("figure.picture svg").text_content() or ""
    table = page.locator("main table").inner_text()
    for name in ("Ana", "Bo", "Oksana", "Piotr"):
        assert name in drawn
        assert name in table
    congress.look("Dana", "chain")
    page.go_back()


def begin_recall(congress: Congress) -> Recall:
    """From the broken mandate to the recall in one step; three of twelve have to sign, one of them on a phone here."""
    page = congress.follow("Dana", "/recall/")
    page.locator("[name=reason]").fill("She voted for eight per cent. We had said no.")
    congress.press("Dana")
    recall = Recall.objects.get()
    assert recall.needed == 3
    congress.look("Dana", "recall")
    answer(congress, recall)
    page.goto(f"/petitions/{recall.petition}/sign/#{congress.roll.credentials[0]}")
    page.locator("#booth .main").click()
    page.locator("#mark").wait_for()
    petition = petitions.petition(recall.petition)
    for code in congress.roll.credentials[1:3]:
        signing.sign(petition, sign(petitions.opened(petition), code, 1))
    recall.refresh_from_db()
    assert recall.state == Recall.State.VOTING  # nobody opened it
    return recall


def answer(congress: Congress, recall: Recall) -> None:
    """The delegate reads the reason and answers in words; who signed is nowhere."""
    page = congress.go("Ana", f"/recalls/{recall.pk}/")
    page.locator("[name=answer]").fill("Eight now is better than twelve never.")
    congress.press("Ana")


def vote_on_the_recall(congress: Congress, recall: Recall) -> None:
    """In secret, on the same roll; what it decides is carried out by itself."""
    assert recall.vote_id is not None
    codes = congress.roll.credentials
    page = congress.go("Dana", f"/recalls/{recall.pk}/")
    congress.look("Dana", "recall-votes")
    assert page.locator(f"main a[href$='/votes/{recall.vote_id}/']").count() >= 1
    congress.vote_in_booth("Dana", recall.vote_id, codes[0], 0)
    congress.cast_others(recall.vote_id, codes[1:9], ["[[1,0,0]]"] * 5 + ["[[0,1,0]]"] * 3)
    verify_again(congress.count(recall.vote_id, congress.roll.keys))
    recall.refresh_from_db()
    assert recall.state == Recall.State.CARRIED


def take_the_seat(congress: Congress) -> None:
    """The alternate accepts, comes in, and votes; Ana's place is gone, and her ballot stays."""
    accept_moved_up(congress)
    gone = congress.page("Ana").goto(congress.assembly)
    assert gone is not None
    assert gone.status == 404
    page = congress.go("Chipo", "/home/")
    congress.follow("Chipo", congress.assembly)
    congress.press("Chipo", "main button[value=hall]")
    put_to_the_vote(congress, "free")
    choose(congress, "Chipo", 0)
    congress.look("Chipo", "alternate-voted")
    choose(congress, "Bo", 0)
    close_the_vote(congress)
    page = congress.go("Dana", f"{congress.path('Foundry')}delegates/")
    assert "Chipo" in page.locator("main").inner_text()
    congress.look("Dana", "delegates-after")


def accept_moved_up(congress: Congress) -> None:
    page = congress.go("Chipo", f"{congress.path('Foundry')}delegates/")
    if page.locator("main button[value=accept]").count():
        congress.press("Chipo", "main button[value=accept]")


def close_and_report(congress: Congress) -> None:
    """Each delegate is asked for a report, and their members read it."""
    congress.go("Hanna", f"{congress.assembly}desk/")
    congress.press("Hanna", "main button[value=close].stop")
    congress.press("Hanna")
    page = congress.go("Bo", "/home/")
    congress.follow("Bo", "/mandates/")
    with page.expect_navigation():
        page.locator("main a[href*='/reports/']").first.click()
    page.locator("[name=text]").fill("I voted no, as you had said. It was adopted with 52 to 28.")
    congress.press("Bo")
    page = congress.go("Dana", f"{congress.path('Foundry')}reports/")
    with page.expect_navigation():
        page.locator("main a[href*='/reports/']", has_text="Bo").first.click()
    assert "52 to 28" in page.locator("main").inner_text()
