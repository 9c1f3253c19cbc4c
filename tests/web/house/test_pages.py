"""The pages of the house, in every language."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory

from veche.web.house import failures
from veche.web.house.language import COOKIE, Voice, chosen
from veche.web.house.samples import SampleForm
from veche.web.house.views import HELP
from veche.words import Language
from veche.words.wordlist import wordlist

WEB = Path(__file__).resolve().parents[3] / "src/veche/web"
PATHS = ("/", "/help/", *(f"/help/{page}/" for page in HELP), "/components/")
pytestmark = pytest.mark.django_db


def speaking(language: Language) -> Client:
    client = Client()
    client.cookies[COOKIE] = language
    return client


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_speaks_every_language(path: str, language: Language) -> None:
    response = speaking(language).get(path)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.headers["Content-Language"] == language


def test_the_first_page_shows_three_ways_on() -> None:
    text = Client().get("/").content.decode()
    for way in ("/join/", "/sign-up/?next=/bodies/new/", "/help/check/"):
        assert f'href="{way}"' in text


def test_help_has_no_other_pages() -> None:
    assert Client().get("/help/index/").status_code == 404
    assert Client().get("/help/six/").status_code == 404


@pytest.mark.parametrize("language", Language)
def test_a_choice_of_language_is_kept_and_leads_back(language: Language) -> None:
    client = Client()
    response = client.post("/language/", {"language": language, "next": "/help/protects/"})
    assert response.headers["Location"] == "/help/protects/"
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (language, True, "Lax")
    assert f'lang="{language}"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "javascript:1", "", "x" * 5000]
)
def test_a_choice_of_language_leads_nowhere_else(elsewhere: str) -> None:
    response = Client().post("/language/", {"language": "be", "next": elsewhere})
    assert response.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing() -> None:
    response = Client().post("/language/", {"language": "xx", "next": "/"})
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("uk-UA,uk;q=0.9,ru;q=0.8", Language.UK),
        ("de,pl;q=0.5", Language.PL),
        ("de", Language.EN),
        ("", Language.EN),
        ("BE", Language.BE),
        ("," * 10_000 + "ru", Language.EN),
    ],
)
def test_the_browser_is_asked_for_its_language(asked: str, given: Language) -> None:
    assert chosen(RequestFactory().get("/", headers={"Accept-Language": asked})) is given


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("what", ["bad_request", "forbidden", "csrf_failure", "not_found", "broken"])
def test_a_page_for_a_failure_says_what_to_do(what: str, language: Language) -> None:
    request: HttpRequest = RequestFactory().get("/")
    request.COOKIES[COOKIE] = language
    arguments = (
        (request, Exception("a secret")) if what in ("bad_request", "forbidden", "not_found") else (request,)
    )
    response = getattr(failures, what)(*arguments)
    text = response.content.decode()
    assert response.status_code >= 400
    assert text.count("<h1>") == 1
    assert "a secret" not in text
    name = "old_form" if what == "csrf_failure" else what
    assert Voice(language)(f"house:failure.{name}_advice") in text


def test_a_form_sent_from_elsewhere_changes_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"language": "be", "next": "/"})
    assert response.status_code == 403
    assert Voice(Language.EN)("house:failure.old_form") in response.content.decode()


def test_a_form_says_what_is_wrong_beside_the_field() -> None:
    voice = Voice(Language.UK)
    form = SampleForm({"name": "x" * 41, "choice": "maybe", "agree": ""}, voice=voice)
    form.refuse(None, "house:sample.wrong")
    text = str(form)
    assert voice("house:error.max_length", limit=40) in text
    assert voice("house:error.invalid_choice") in text
    assert voice("house:error.required") in text
    assert voice("house:sample.wrong") in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text


def rendered(source: str, language: Language = Language.EN, **context: object) -> str:
    return Template(source).render(Context({"voice": Voice(language)} | context))


@pytest.mark.parametrize("language", Language)
def test_a_fingerprint_has_words_of_the_language(language: Language) -> None:
    digest = hashlib.sha256(b"a sample")
    text = rendered("{% fingerprint digest %}", language, digest=digest.hexdigest())
    first = int.from_bytes(digest.digest()[:2], "big") >> 6
    assert f'class="spoken">{wordlist(language)[first]} ' in text
    assert digest.hexdigest()[:4] + " " in text
    assert text.count("<svg") == 1


def test_a_text_is_escaped_wherever_it_stands() -> None:
    assert "<b>" not in rendered('{% say "house:time.moment" day=x time=x %}', x="<b>")
    assert "<b>" not in rendered("{% qr x %}", x="<b>")


def test_a_qr_code_is_a_picture_with_a_name() -> None:
    text = rendered("{% qr x %}", x="https://vote.example/join/#code")
    assert text.startswith('<svg class="qr" viewBox="0 0 ')
    assert "<title>" in text
    assert 'stroke="#000"' in text
    assert "<style" not in text


@pytest.mark.parametrize("path", ["/", "/help/", "/none/", "/static/none", "/static/booth/", "/language/"])
def test_no_page_is_stored_and_no_other_site_takes_a_piece_of_it(path: str) -> None:
    """A page that says that a file is not there is a page, with a form and its token."""
    response = Client().get(path)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", sorted(WEB.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_no_browser_speaks_before_the_form_does(path: Path) -> None:
    """A browser's own bubble speaks the browser's language and hides the sentence beside the field."""
    for tag in re.findall(r"<form [^>]*>", path.read_text(encoding="utf-8")):
        assert "novalidate" in tag
