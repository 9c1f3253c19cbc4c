"""Pages of an assembly without a network, as the chair and others see them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from web.assemblies_making import make_assembly, make_officer, make_presence

from veche.web.assemblies.models import Assembly, Happening, Item
from veche.web.bodies.models import Body, Membership
from veche.web.house.language import Voice
from veche.web.house.sealed import found_by
from veche.web.offline.models import Away, Contradiction, Copy, OfficerCode
from veche.web.offline.sealing import open_away, seal_for_back
from veche.words import Language
from veche.words.wordlist import folded

pytestmark = pytest.mark.django_db


@pytest.fixture
def assembly(make_body: Callable[..., Body]) -> Assembly:
    return make_assembly(make_body())


@pytest.fixture
def chair(
    assembly: Assembly, make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> Client:
    member = make_member(assembly.body, name="Chair")
    make_officer(assembly, member, "chair")
    return client_of(member)


def take(chair: Client, assembly: Assembly, who: str = "leads") -> tuple[Copy, dict[str, object]]:
    """The words stand on the page, once; the file opens with them."""
    page = chair.post(f"/assemblies/{assembly.pk}/away/take/", {"who": who}).content.decode()
    found = re.search(r'<p class="secret">([^<]+)</p>', page)
    assert found is not None
    copy = Copy.objects.get()
    response = chair.get(f"/assemblies/{assembly.pk}/away/{copy.pk}/file/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="assembly-1.copy"'
    return copy, open_away(response.content, folded(found[1]))


def bring(chair: Client, assembly: Assembly, content: bytes) -> str:
    file = SimpleUploadedFile("assembly.back", content)
    return chair.post(f"/assemblies/{assembly.pk}/away/bring/", {"file": file}).content.decode()


@pytest.mark.parametrize("language", Language)
def test_a_copy_is_taken_and_brought(chair: Client, assembly: Assembly, language: Language) -> None:
    chair.cookies["language"] = language
    voice = Voice(language)
    copy, document = take(chair, assembly)
    desk = chair.get(f"/assemblies/{assembly.pk}/away/").content.decode()
    assert voice("offline:copy.out") in desk
    refused = chair.post(f"/assemblies/{assembly.pk}/run/", {"do": "pause"})
    assert (refused.status_code, voice("assemblies:refused.away") in refused.content.decode()) == (409, True)
    tables = document["tables"]
    assert isinstance(tables, dict)
    file = seal_for_back({"format": 1, "number": 1, "tables": tables}, copy.pk, copy.key)
    assert voice("offline:bring.not_ours") in bring(chair, assembly, file[:-1] + b"x")
    assert voice("offline:brought.nothing") in bring(chair, assembly, file)
    assert chair.post(f"/assemblies/{assembly.pk}/run/", {"do": "pause"}).status_code == 302


def test_what_contradicts_is_shown_and_decided(chair: Client, assembly: Assembly) -> None:
    copy, document = take(chair, assembly)
    chair.post(f"/assemblies/{assembly.pk}/away/{copy.pk}/give-up/")
    Item.objects.update(title="Here")
    tables = document["tables"]
    assert isinstance(tables, dict)
    for row in tables["assemblies.item"].values():
        row["title"] = "There"
    file = seal_for_back({"format": 1, "number": 1, "tables": tables}, copy.pk, copy.key)
    page = bring(chair, assembly, file)
    assert "Changed in both places" in page
    assert re.search(r"<p>Title</p>\s*<dl[^>]*>.*<dd>Here</dd>.*\s*.*<dd>There</dd>", page)
    found = Contradiction.objects.get()
    chair.post(f"/assemblies/{assembly.pk}/away/{found.pk}/decide/", {"which": "there"})
    assert Item.objects.get().title == "There"


def test_what_points_elsewhere_is_not_taken(
    chair: Client, assembly: Assembly, make_body: Callable[..., Body]
) -> None:
    """A laptop that lies writes into its own assembly and nowhere else."""
    copy, document = take(chair, assembly)
    other = make_assembly(make_body())
    tables = document["tables"]
    assert isinstance(tables, dict)
    (row,) = tables["assemblies.item"].values()
    for changed in (
        {"assembly_id": str(other.pk)},
        {"above_id": str(other.item_id)},
        {"place": "many"},
        {"more": 1},
    ):
        tables["assemblies.item"] = {row["id"]: row | changed}
        file = seal_for_back({"format": 1, "number": 1, "tables": tables}, copy.pk, copy.key)
        assert "does not belong to this assembly" in bring(chair, assembly, file)
    fresh = row | {"id": str(other.item_id)}
    tables["assemblies.item"] = {row["id"]: row, fresh["id"]: fresh}
    file = seal_for_back({"format": 1, "number": 1, "tables": tables}, copy.pk, copy.key)
    assert "does not belong to this assembly" in bring(chair, assembly, file)
    assert Item.objects.get(pk=other.item_id).assembly_id == other.pk


def test_others_see_nothing_of_it(
    assembly: Assembly, make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> None:
    member, (_, phone) = client_of(make_member(assembly.body)), make_presence(assembly)
    for client in (member, phone):
        for page in ("", "forms/", "typed/"):
            assert client.get(f"/assemblies/{assembly.pk}/away/{page}").status_code == 403
        assert client.post(f"/assemblies/{assembly.pk}/away/take/", {"who": "spare"}).status_code == 403
        assert client.post(f"/assemblies/{assembly.pk}/away/bring/").status_code == 403
    assert Client().get("/away/").status_code == 404
    assert not Copy.objects.exists()


@pytest.mark.parametrize("language", Language)
def test_forms_are_printed_and_typed_in_once(chair: Client, assembly: Assembly, language: Language) -> None:
    chair.cookies["language"] = language
    assert "Wages" in chair.get(f"/assemblies/{assembly.pk}/away/forms/").content.decode()
    path = f"/assemblies/{assembly.pk}/away/typed/"
    once = re.search(r'name="once" value="([^"]+)"', chair.get(path).content.decode())
    assert once is not None
    answers = {"once": once[1], "present": "40", "decided": "Carried: 30 to 10\n\nLost"}
    assert chair.post(path, answers).status_code == 302
    assert chair.post(path, answers).status_code == 302
    assert [one.what for one in Happening.objects.order_by("number")] == ["paper_present"] + [
        "paper_decided"
    ] * 2
    assert "Carried: 30 to 10" in chair.get(f"/assemblies/{assembly.pk}/record/").content.decode()
    assert chair.post(path, {"once": once[1]}).status_code == 200


def test_an_officer_comes_to_the_desk_of_a_laptop(chair: Client, assembly: Assembly) -> None:
    Away.objects.create(copy=secrets.token_hex(16), assembly=assembly, key=secrets.token_bytes(32))
    from veche.web.assemblies.models import Officer
    from veche.web.bodies.codes import new_short_code, plain

    code = new_short_code()
    OfficerCode.objects.create(found_by=found_by("officer code", plain(code)), officer=Officer.objects.get())
    browser = Client()
    assert "Wages" not in browser.get("/away/").content.decode()
    assert browser.post("/away/", {"code": new_short_code()}).status_code == 200
    assert browser.post("/away/", {"code": "x"}).status_code == 200
    response = browser.post("/away/", {"code": code.lower()})
    assert response.headers["Location"] == f"/assemblies/{assembly.pk}/desk/"
    assert browser.get(response.headers["Location"]).status_code == 200
    assert "This laptop leads" in browser.get(f"/assemblies/{assembly.pk}/away/").content.decode()
    made = browser.post(f"/assemblies/{assembly.pk}/away/back/")
    assert made.content.startswith(b"veche back 1\n")
