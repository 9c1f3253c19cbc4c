"""The pages of amendments, as a member, another member and somebody who prepares the assembly go through them."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from web.amendments_making import fresh_amendment, make_amendment
from web.assemblies_making import make_assembly
from web.motions_amending.making import TEXT, Hall
from web.motions_making import fresh, place_of

from veche.web.motions import actions
from veche.web.motions.access import text_of
from veche.web.motions.actions import amending
from veche.web.motions.actions.versions import write_version
from veche.web.motions.models import Amendment
from veche.words import Language

TUESDAY = TEXT[0].replace("Monday", "Tuesday")
FRIDAY = TEXT[0].replace("Monday", "Friday")


def read(client: Client, path: str, status: int = 200, **options: str) -> str:
    answer = client.get(path, **options)
    assert answer.status_code == status, path
    return answer.content.decode()


def once(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found
    return found[1]


def test_an_amendment_is_written_paragraph_by_paragraph_and_submitted(hall: Hall) -> None:
    client = hall.client_of(hall.member)
    page = read(client, f"/motions/{hall.motion.pk}/amendments/")
    assert f"/motions/{hall.motion.pk}/amend/" in page
    page = read(client, f"/motions/{hall.motion.pk}/amend/")
    began = client.post(f"/motions/{hall.motion.pk}/amend/", {"once": once(page)})
    write = began.headers["Location"]
    assert client.post(f"/motions/{hall.motion.pk}/amend/", {"once": once(page)}).headers["Location"] == write
    assert "Nothing is changed yet" not in read(client, write)
    page = read(client, f"{write}1/")
    assert TEXT[0] in page
    kept = client.post(f"{write}1/", {"wording": TUESDAY, "base": "1"})
    assert kept.headers["Location"] == f"{write}#p1"
    client.post(f"{write}2/", {"wording": "", "base": "1"})
    client.post(f"{write}0/", {"wording": "We, the workers.", "base": "1"})
    page = read(client, write)
    assert '<del><span class="unseen">Gone: </span>Monday</del><ins>' in page
    assert '<ins><span class="unseen">New: </span>Tuesday</ins>' in page
    submit = write.replace("write/", "submit/")
    assert "Before the first paragraph" in read(client, submit)
    client.post(submit, {"movers": "Shop 4\nNight shift", "reason": "Too early.", "do": "submit"})
    one = Amendment.objects.get()
    assert (one.number, one.movers, one.reason) == (1, ["Shop 4", "Night shift"], "Too early.")
    page = read(hall.client_of(hall.other), f"/amendments/{one.pk}/")
    assert "Too early." in page
    assert "Night shift" in page
    assert hall.member.name not in page


def test_kept_as_a_draft_nobody_else_finds_it(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    mine, theirs = hall.client_of(hall.member), hall.client_of(hall.other)
    mine.post(f"/amendments/{draft.pk}/submit/", {"movers": "Shop 4", "do": "keep"})
    assert fresh_amendment(draft.pk).number is None
    for page in ("", "write/", "write/1/", "submit/", "withdraw/"):
        read(theirs, f"/amendments/{draft.pk}/{page}", 404)
    assert str(draft.pk) in read(mine, f"/motions/{hall.motion.pk}/amendments/")
    assert str(draft.pk) not in read(theirs, f"/motions/{hall.motion.pk}/amendments/")
    read(hall.client_of(hall.steward), f"/amendments/{draft.pk}/", 404)


def test_nobody_outside_the_body_finds_anything(hall: Hall, make_body: object, make_member: object) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    stranger = hall.client_of(make_member(make_body("Elsewhere")))  # type: ignore[operator]
    for path in (
        f"/motions/{hall.motion.pk}/amendments/",
        f"/motions/{hall.motion.pk}/amend/",
        f"/motions/{hall.motion.pk}/texts/",
        f"/amendments/{one.pk}/",
        f"/amendments/{one.pk}/amend/",
        f"/amendments/{uuid4()}/",
    ):
        read(stranger, path, 404)


def test_what_is_wrong_is_said_beside_the_field(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    client = hall.client_of(hall.member)
    answer = client.post(f"/amendments/{draft.pk}/write/1/", {"wording": "x", "base": "2"})
    assert (answer.status_code, "changed meanwhile" in answer.content.decode()) == (422, True)
    answer = client.post(f"/amendments/{draft.pk}/submit/", {"movers": "", "do": "submit"})
    assert answer.status_code == 422
    assert fresh_amendment(draft.pk).number is None
    read(client, f"/amendments/{draft.pk}/write/9/", 404)
    stale = client.post(f"/motions/{hall.motion.pk}/amend/", {"once": "x"})
    assert stale.status_code == 409


def test_what_is_submitted_has_no_page_to_write_it(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    read(hall.client_of(hall.member), f"/amendments/{one.pk}/write/", 409)
    read(hall.client_of(hall.other), f"/amendments/{one.pk}/write/", 403)


def test_an_amendment_of_an_amendment_changes_only_what_that_one_changes(hall: Hall) -> None:
    main = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    client = hall.client_of(hall.other)
    page = read(client, f"/amendments/{main.pk}/amend/")
    write = client.post(f"/amendments/{main.pk}/amend/", {"once": once(page)}).headers["Location"]
    read(client, f"{write}2/", 404)
    client.post(f"{write}1/", {"wording": TUESDAY.replace("six", "noon"), "base": "1"})
    client.post(write.replace("write/", "submit/"), {"movers": "Ana", "do": "submit"})
    child = Amendment.objects.get(to=main)
    page = read(client, f"/amendments/{child.pk}/")
    assert "Changes amendment 1." in page
    assert "Tuesday" in re.sub(r"<(del|ins)>.*?</\1>", "", page)
    assert "So it comes before it" in page


@pytest.mark.parametrize("language", Language)
def test_the_voting_order_says_why_and_who_falls(hall: Hall, language: Language) -> None:
    for wordings in ({1: ""}, {1: TUESDAY}, {1: FRIDAY}, {3: ""}, {0: "First."}):
        make_amendment(hall.motion, hall.at, wordings)
    page = read(
        hall.client_of(hall.other),
        f"/motions/{hall.motion.pk}/amendments/",
        HTTP_ACCEPT_LANGUAGE=str(language),
    )
    found = re.findall(r'<h3><a href="/amendments/[^"]+">\D*(\d+)', page)
    assert found == ["5", "1", "2", "3", "4"]
    assert "2, 3" in page
    if language == Language.EN:
        assert "It deletes paragraphs. Amendment 2 only rewords, so it comes later." in page
        assert "If it is adopted, amendments 2, 3 fall." in page
    assert "<button" not in page.split("<main", 1)[1].split("</main>")[0]


def test_who_prepares_puts_them_in_another_order_by_buttons(hall: Hall) -> None:
    first, second = (make_amendment(hall.motion, hall.at, {1: wording}) for wording in ("", TUESDAY))
    address, client = f"/motions/{hall.motion.pk}/amendments/", hall.client_of(hall.steward)
    page = read(client, address)
    assert page.count('name="up"') == page.count('name="down"') == 1
    client.post(f"{address}order/", {"up": str(second.pk)})
    page = read(client, address)
    assert page.index(str(second.pk)) < page.index(str(first.pk))
    assert "The chair put it here." in page
    client.post(f"{address}order/", {"back": "1"})
    assert "The chair put it here." not in read(client, address)
    assert hall.client_of(hall.member).post(f"{address}order/", {"up": str(second.pk)}).status_code == 403
    assert client.post(f"{address}order/", {"up": "x"}).status_code == 409


def test_the_chair_of_the_assembly_puts_them_in_another_order(hall: Hall) -> None:
    one, other = (make_amendment(hall.motion, hall.at, {1: wording}) for wording in ("", TUESDAY))
    address, client = f"/motions/{hall.motion.pk}/amendments/", hall.client_of(hall.other)
    assert 'name="up"' not in read(client, address)
    make_assembly(hall.body, officers={"chair": hall.other})
    assert 'name="up"' in read(client, address)
    client.post(f"{address}order/", {"down": str(one.pk)})
    page = read(client, address)
    assert page.index(str(other.pk)) < page.index(str(one.pk))


def test_who_prepares_writes_down_what_became_of_it(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    rival = make_amendment(hall.motion, place_of(hall.other), {1: FRIDAY})
    assert "It cannot hold together with" in read(hall.client_of(hall.member), f"/amendments/{one.pk}/")
    hall.client_of(hall.member).post(f"/amendments/{one.pk}/", {"do": "move", "move-state": "accepted"})
    assert fresh_amendment(one.pk).state == "submitted"
    hall.client_of(hall.steward).post(f"/amendments/{one.pk}/", {"do": "move", "move-state": "accepted"})
    assert fresh_amendment(one.pk).state == "accepted"
    page = read(hall.client_of(hall.other), f"/amendments/{rival.pk}/")
    assert "Amendment 2 fell with the decision on amendment 1" in page


def test_where_the_text_cannot_be_made_somebody_chooses_on_a_page(hall: Hall) -> None:
    first, second = (make_amendment(hall.motion, hall.at, {1: wording}) for wording in (TUESDAY, FRIDAY))
    amending.adopt(first.pk)
    amending.decide_amendment(hall.prepares, second.pk, "submitted")
    amending.adopt(second.pk)
    address, client = f"/motions/{hall.motion.pk}/amendments/", hall.client_of(hall.steward)
    assert "Amendments 1 and 2, at paragraph 1" in read(client, address)
    read(client, f"{address}choose/", 409)
    actions.set_state(hall.motion.pk, "accepted")
    assert "Its text is not made yet" in read(hall.client_of(hall.member), address)
    read(hall.client_of(hall.member), f"{address}choose/", 403)
    assert "Amendments 1 and 2, at paragraph 1" in read(client, f"{address}choose/")
    assert client.post(f"{address}choose/", {}).status_code == 422
    client.post(f"{address}choose/", {"left": str(first.pk)})
    assert text_of(fresh(hall.motion.pk)).paragraphs[0] == FRIDAY
    page = read(hall.client_of(hall.member), f"/motions/{hall.motion.pk}/")
    assert "Amendment 1 was left out of the text" in page


def test_a_draft_of_an_earlier_text_says_so_and_is_carried_over(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    write_version(hall.motion, 2, ("A preamble.", *TEXT), "proposed")
    client = hall.client_of(hall.member)
    assert "Your amendment is still written for the earlier one." in read(
        client, f"/amendments/{draft.pk}/write/"
    )
    client.post(f"/amendments/{draft.pk}/carry-over/")
    page = read(client, f"/amendments/{draft.pk}/write/")
    assert "A preamble." in page
    assert "earlier one" not in page


def test_an_amendment_that_no_longer_fits_says_which_paragraph(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {3: "Nobody is dismissed or moved."})
    write_version(hall.motion, 2, (*TEXT[:2], "Nobody is dismissed and fined."), "proposed")
    page = read(hall.client_of(hall.other), f"/amendments/{one.pk}/")
    assert "Paragraph 3 was changed there" in page
    assert "Written for an earlier text" in read(
        hall.client_of(hall.other), f"/motions/{hall.motion.pk}/amendments/"
    )


def test_any_two_texts_are_compared(hall: Hall) -> None:
    write_version(hall.motion, 2, (TUESDAY, *TEXT[1:]), "edited")
    write_version(hall.motion, 3, (TUESDAY, TEXT[2]), "edited")
    client, address = hall.client_of(hall.other), f"/motions/{hall.motion.pk}/texts/"
    page = read(client, address)
    assert page.count("<del>") == 2
    assert read(client, f"{address}?earlier=2&later=3").count("<del>") == 1
    read(client, f"{address}?earlier=9&later=x", 422)


def test_a_draft_is_thrown_away_and_a_submitted_one_withdrawn(hall: Hall) -> None:
    client = hall.client_of(hall.member)
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    for each in (draft, one):
        read(client, f"/amendments/{each.pk}/withdraw/")
        client.post(f"/amendments/{each.pk}/withdraw/")
    assert [(left.pk, left.state) for left in Amendment.objects.all()] == [(one.pk, "withdrawn")]
    assert hall.client_of(hall.other).post(f"/amendments/{one.pk}/withdraw/").status_code == 403
