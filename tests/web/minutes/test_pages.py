"""Corrected in editions, proposed, approved, published: by whom, and what everybody sees of it."""

from __future__ import annotations

import io
import re
import secrets
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client
from pypdf import PdfReader
from report.test_pdf import elements, fonts_of, tags
from web.bodies.helping import founder_of
from web.minutes.making import Held, drafted, later_vote, make_held, seen, texts

from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership
from veche.web.minutes import access, actions
from veche.web.minutes.entries import Entry, Sort
from veche.web.minutes.errors import Refused
from veche.web.minutes.models import Edition, Minutes, Remark

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]


@pytest.fixture
def held(make_body: MakeBody, make_member: MakeMember) -> Held:
    found = make_held(make_body, make_member)
    drafted(found)
    return found


def text_of(response: HttpResponse) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def entry_of(held: Held, start: str) -> Entry:
    minutes = seen(held, held.secretary).minutes
    assert minutes is not None
    return next(one for one in access.whole(minutes) if one.text.startswith(start))


def edit(held: Held, entry: Entry, by: Membership | None = None, **more: object) -> None:
    given = {"text": entry.text, "internal": entry.internal, "gone": False, "why": ""}
    actions.edit(seen(held, by or held.secretary), entry.id, **(given | more))  # type: ignore[arg-type]


def test_a_correction_is_an_edition_and_stays_visible(held: Held, client_of: ClientOf) -> None:
    entry = entry_of(held, "Place:")
    edit(held, entry, text="Place: Yard", why="It was warm.")
    edit(held, entry_of(held, "Place:"), text="Place: Yard")  # nothing changed: no edition
    assert Edition.objects.count() == 2
    assert "Place: Yard" in texts(held)
    page = text_of(client_of(held.member).get(f"/minutes/{held.assembly.pk}/changes/"))
    assert re.search(r"<del>[^<]*Canteen[^<]*</del>", page)
    assert re.search(r"<ins>[^<]*Yard[^<]*</ins>", page)
    assert "It was warm." in page
    assert "Scribe" in page
    assert entry_of(held, "Place:").drafted == "Place: Canteen"


def test_taken_out_it_stays_in_the_earlier_edition(held: Held) -> None:
    edit(held, entry_of(held, "Place:"), gone=True)
    assert not any(text.startswith("Place:") for text in texts(held))
    first = access.editions(seen(held, held.secretary).minutes)[0]  # type: ignore[arg-type]
    assert any(one["text"] == "Place: Canteen" for one in first.entries)


def test_something_is_added_once(held: Held) -> None:
    after, once = entry_of(held, "Place:"), secrets.token_bytes(16)
    for _ in range(2):
        actions.add(
            seen(held, held.secretary), after.id, text="It rained.", internal=False, why="", once=once
        )
    found = texts(held)
    assert found.count("It rained.") == 1
    assert found.index("It rained.") == found.index("Place: Canteen") + 1


def test_who_corrects(held: Held, make_member: MakeMember) -> None:
    entry = entry_of(held, "Place:")
    for nobody in (held.member, founder_of(held.body)):
        with pytest.raises(PermissionDenied):
            edit(held, entry, nobody, text="x")
    edit(held, entry, make_member(held.body, "secretary"), text="Place: Hall")
    with pytest.raises(Http404):
        actions.edit(seen(held, held.secretary), "nothing", text="x", internal=False, gone=False, why="")
    with pytest.raises(Refused, match="no_text"):
        edit(held, entry, text=" ")
    with pytest.raises(Refused, match="heading_stays"):
        edit(held, entry_of(held, "1. Wages"), gone=True)


def test_minutes_are_for_the_body(
    held: Held, client_of: ClientOf, make_body: MakeBody, make_member: MakeMember
) -> None:
    address = f"/minutes/{held.assembly.pk}/"
    page = text_of(client_of(held.member).get(address))
    assert "Place: Canteen" in page
    assert "2. Strike fund" in page
    stranger = client_of(make_member(make_body("Elsewhere")))
    for part in (
        "",
        "changes/",
        "edit/",
        "propose/",
        "publish/",
        "remark/",
        "minutes.pdf",
        "minutes.html",
        "public/",
        "public.pdf",
        "public.html",
    ):
        assert stranger.get(f"{address}{part}").status_code == 404, part
    for part in ("edit/", "propose/", "publish/"):
        assert client_of(held.member).get(f"{address}{part}").status_code == 403, part
    assert stranger.get(f"/bodies/{held.body.pk}/minutes/").status_code == 404
    assert "Autumn meeting" in text_of(client_of(held.member).get(f"/bodies/{held.body.pk}/minutes/"))


def test_an_assembly_that_runs_has_no_minutes(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    from web.assemblies_making import make_assembly

    running = make_assembly(make_body())
    member = make_member(running.body)
    assert client_of(member).get(f"/minutes/{running.pk}/").status_code == 404


def test_the_secretary_works_through_pages(held: Held, client_of: ClientOf) -> None:
    client, address = client_of(held.secretary), f"/minutes/{held.assembly.pk}/"
    assert "Place: Canteen" in text_of(client.get(f"{address}edit/"))
    entry = entry_of(held, "Place:")
    where = f"{address}entries/{entry.id}/"
    assert 'role="alert"' in text_of(client.post(where, {"text": ""}))
    assert client.post(where, {"text": "Place: Yard", "internal": "on"}).status_code == 302
    assert entry_of(held, "Place: Yard").internal
    assert "As it was drafted" in text_of(client.get(where))
    page = text_of(client.get(f"{where}after/"))
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    for _ in range(2):
        assert client.post(f"{where}after/", {"text": "It rained.", "once": once[1]}).status_code == 302
    assert texts(held).count("It rained.") == 1
    assert client.get(f"{address}entries/none/").status_code == 404
    assert client_of(held.member).get(where).status_code == 403


def test_published_by_a_button_it_is_for_whoever_has_the_address(held: Held, client_of: ClientOf) -> None:
    steward, address = founder_of(held.body), f"/minutes/{held.assembly.pk}/"
    assert Client().get(f"{address}public/").status_code == 404
    assert client_of(steward).get(f"{address}publish/").status_code == 200
    assert client_of(steward).post(f"{address}publish/", {"do": "publish"}).status_code == 302
    page = text_of(Client().get(f"{address}public/"))
    assert "Place: Canteen" in page
    for hidden in ("Strike fund", "How much money?", "Founder"):
        assert hidden not in page, hidden
    assert "An internal point" in page
    assert "Something internal is left out here." in page
    assert "by Founder" in text_of(client_of(held.member).get(address))
    whole = Client().get(f"{address}public.html").content.decode()
    assert "Strike fund" not in whole
    assert client_of(held.member).post(f"{address}publish/").status_code == 403
    client_of(steward).post(f"{address}publish/", {"do": "take_back"})
    assert Client().get(f"{address}public/").status_code == 404


def test_proposed_remarked_on_and_approved(held: Held, client_of: ClientOf) -> None:
    address = f"/minutes/{held.assembly.pk}/"
    with pytest.raises(Refused, match="not_proposed"):
        actions.remark(seen(held, held.member), uuid.uuid4(), "Too early.")
    assert (
        client_of(held.secretary).post(f"{address}propose/", {"item": "", "do": "propose"}).status_code == 302
    )
    page = text_of(client_of(held.member).get(f"{address}remark/"))
    once = re.search(r'name="once" value="([^"]+)"', page)
    assert once is not None
    for _ in range(2):
        client_of(held.member).post(f"{address}remark/", {"text": "Bo asked too.", "once": once[1]})
    assert Remark.objects.count() == 1
    page = text_of(client_of(held.secretary).get(address))
    assert "Bo asked too." in page
    assert "Hidden member" not in page
    poll = later_vote(held)
    minutes = Minutes.objects.get(pk=held.assembly.pk)
    assert (minutes.stage, minutes.approved_by) == ("approved", poll)
    assert "Approved by vote 1 of Winter meeting." in text_of(client_of(held.member).get(address))
    with pytest.raises(Refused, match="approved"):
        edit(held, entry_of(held, "Place:"), text="x")
    with pytest.raises(Refused, match="approved"):
        actions.take_back(seen(held, held.secretary))


def test_minutes_that_are_not_approved_are_a_draft_again(held: Held) -> None:
    actions.propose(seen(held, held.secretary), None)
    later_vote(held, "lost")
    assert Minutes.objects.get(pk=held.assembly.pk).stage == "draft"
    edit(held, entry_of(held, "Place:"), text="Place: Yard")


def test_only_proposed_minutes_are_approved_and_only_by_such_a_vote(held: Held) -> None:
    later_vote(held)
    assert Minutes.objects.get(pk=held.assembly.pk).stage == "draft"
    actions.propose(seen(held, held.secretary), None)
    later_vote(held, about="free")
    assert Minutes.objects.get(pk=held.assembly.pk).stage == "proposed"


def test_of_several_the_vote_is_about_those_of_its_point(
    held: Held, make_body: MakeBody, make_member: MakeMember
) -> None:
    from web.assemblies_making import make_assembly

    other = Held(
        held.body,
        make_assembly(held.body, "closed", {"secretary": held.secretary}),
        held.secretary,
        held.member,
    )
    drafted(other)
    actions.propose(seen(held, held.secretary), None)
    actions.propose(seen(other, held.secretary), None)
    later_vote(held)  # nobody can say which
    assert set(Minutes.objects.values_list("stage", flat=True)) == {"proposed"}
    coming = make_assembly(held.body, "called")
    point = access.coming(held.assembly)[0]
    assert point.assembly.stage in ("called", "open")
    actions.propose(seen(other, held.secretary), point.pk)
    later_vote(held, item=point)
    assert Minutes.objects.get(pk=other.assembly.pk).stage == "approved"
    assert Minutes.objects.get(pk=held.assembly.pk).stage == "proposed"
    with pytest.raises(Http404):
        actions.propose(seen(held, held.secretary), uuid.uuid4())
    assert coming.pk


@pytest.mark.parametrize("language", ["be", "pl"])
def test_the_pdf_is_tagged_and_has_its_own_letters(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf, language: str
) -> None:
    held = make_held(make_body, make_member, language)
    drafted(held)
    response = client_of(held.member).get(f"/minutes/{held.assembly.pk}/minutes.pdf")
    assert response.status_code == 200
    reader = PdfReader(io.BytesIO(response.content))
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfuaid:part="1"' in xmp or "<pdfuaid:part>1</pdfuaid:part>" in xmp
    found = tags(reader)
    headings = [int(tag[2:]) for tag in found if tag in ("/H1", "/H2", "/H3")]
    assert headings == [1, 2, 2, 2, 2]
    for tag in ("/Table", "/TH", "/TD", "/Caption", "/L", "/LI", "/P"):
        assert tag in found, tag
    for cell in (node for node in elements(root["/StructTreeRoot"]) if node["/S"] == "/TD"):
        assert cell["/A"]["/Headers"]
    assert fonts_of(reader) <= {"Veche-Serif", "Veche-Serif-Bold", "Veche-Mono"}
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "1. Wages" in text
    assert "1. 1. Wages" not in text


def test_the_same_minutes_have_the_same_fingerprint(held: Held, client_of: ClientOf) -> None:
    from veche.web.minutes.paper import fingerprint

    minutes = seen(held, held.secretary).minutes
    assert minutes is not None
    before = access.whole(minutes)
    assert fingerprint(before, public=True) != fingerprint(before, public=False)
    edit(held, next(one for one in before if one.sort is Sort.LEAD), text="Otherwise.")
    assert fingerprint(access.whole(minutes), public=False) != fingerprint(before, public=False)


def test_where_drafting_failed_the_secretary_drafts(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    held = make_held(make_body, make_member)
    address = f"/minutes/{held.assembly.pk}/"
    assert "not drafted yet" in text_of(client_of(held.member).get(address))
    assert client_of(held.member).post(f"{address}draft/").status_code == 403
    assert client_of(held.secretary).get(f"{address}draft/").status_code == 405
    assert client_of(held.secretary).post(f"{address}draft/").status_code == 302
    assert "Place: Canteen" in text_of(client_of(held.member).get(address))


def test_where_nothing_can_be_printed_it_is_said(
    held: Held, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from veche.report.errors import NoPrinter
    from veche.web.minutes.views import files

    def broken(document: object) -> bytes:
        raise NoPrinter("no Pango")

    forget(files)
    monkeypatch.setattr(files, "pdf", broken)
    response = client_of(held.member).get(f"/minutes/{held.assembly.pk}/minutes.pdf")
    assert response.status_code == 503
    assert "Take the HTML file" in response.content.decode()


def forget(files: Any) -> None:
    files._printed.cache_clear()
    files._set.cache_clear()


def test_the_same_pdf_is_set_once_whoever_asks_at_once(
    held: Held, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from veche.web.minutes.views import files

    made: list[object] = []

    def slowly(document: object) -> bytes:
        made.append(document)
        time.sleep(0.05)
        return b"%PDF"

    forget(files)
    monkeypatch.setattr(files, "pdf", slowly)
    monkeypatch.setattr(files, "allow", lambda *of: None)
    minutes = access.seen(held.member.account, held.assembly.pk).minutes
    assert minutes is not None
    found = files._document(minutes, public=False)
    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(lambda _: files._as_pdf(found, minutes, "minutes").content, range(8)))
    assert (sent, len(made)) == ([b"%PDF"] * 8, 1)


def test_who_waits_too_long_for_the_printer_is_asked_to_come_back(
    held: Held, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from veche.web.minutes.views import files

    forget(files)
    monkeypatch.setattr(files, "LONGEST_WAIT", 0.01)
    with files._printer:
        response = client_of(held.member).get(f"/minutes/{held.assembly.pk}/minutes.pdf")
    assert response.status_code == 429


def test_a_pdf_that_is_set_already_counts_no_more(
    held: Held, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from veche.web.minutes.views import files

    forget(files)
    monkeypatch.setattr(files, "PER_HOUR", 1)
    monkeypatch.setattr(files, "pdf", lambda document: b"%PDF")
    client, address = client_of(held.member), f"/minutes/{held.assembly.pk}/minutes.pdf"
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 200]
    forget(files)
    assert client.get(address).status_code == 429
