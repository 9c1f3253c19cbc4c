"""The pages of the door: every step, in every language, and back where one was going."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from veche.web.accounts import passphrases
from veche.web.accounts.models import Account, Session
from veche.web.house.language import COOKIE as LANGUAGE
from veche.words import Language
from veche.words.wordlist import wordlist

from .door import codes, drawn, hidden, sign_in, sign_up

pytestmark = pytest.mark.django_db


def inside(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize("language", Language)
def test_somebody_signs_up_and_comes_back_in_their_own_language(language: Language) -> None:
    client = Client()
    client.cookies[LANGUAGE] = language
    words, page = sign_up(client)
    assert set(words) <= set(wordlist(language))
    assert len(codes(page)) == 8
    assert 'href="/join/"' in page.content.decode()
    other = Client()  # which speaks English
    assert sign_in(other, words).headers["Location"] == "/home/"
    assert inside(other)


PAGES = ["/sign-in/", "/sign-up/", "/sign-up/?next=/join/", "/recovery/"]
OWN_PAGES = ["/account/", "/account/words/", "/account/codes/", "/account/delete/", "/account/passkeys/new/"]


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language_and_tells_nothing_in_its_title(language: Language) -> None:
    visitor, member = Client(), Client()
    sign_up(member)
    for client, pages in ((visitor, PAGES), (member, OWN_PAGES)):
        client.cookies[LANGUAGE] = language
        for page in pages:
            response = client.get(page)
            assert response.status_code == 200, page
            assert f'lang="{language}"' in response.content.decode()
            assert response.headers["Cache-Control"] == "no-store"
            title = response.content.decode().partition("<title>")[2].partition("</title>")[0]
            assert title in ("Notes", "Нататкі", "Заметки", "Нотатки", "Notatki"), page


@pytest.mark.parametrize("page", OWN_PAGES)
def test_a_visitor_signs_in_first_and_then_comes_to_the_page(client: Client, page: str) -> None:
    words, _ = sign_up(Client())
    response = client.get(page)
    assert response.headers["Location"] == f"/sign-in/?next={page.replace('/', '%2F')}"
    onward = hidden(client.get(response.headers["Location"]), "next")
    response = client.post("/sign-in/", {"typed": " ".join(words), "next": onward})
    assert response.headers["Location"] == page


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "x", "",
     "/votes/?code=1", "/join/#code", "/a\r\nSet-Cookie: x", "\t//elsewhere.example", "/" + "a" * 400],
)  # fmt: skip
def test_nobody_is_led_elsewhere(client: Client, elsewhere: str) -> None:
    words, _ = sign_up(Client())
    response = client.post("/sign-in/", {"typed": " ".join(words), "next": elsewhere})
    assert response.headers["Location"] == "/home/"


@pytest.mark.parametrize("onward", ["", "/home/", "/account/", "https://elsewhere.example/join/", "/join/x"])
def test_an_account_is_made_on_the_way_to_a_body_only(client: Client, onward: str) -> None:
    page = client.post("/sign-up/", {"next": onward})
    assert "secret" not in page.content.decode()
    assert 'href="/join/"' in page.content.decode()
    assert client.post("/sign-up/words/", {"next": onward, "typed": "x", "proof": "x"}).status_code == 302
    assert Account.objects.count() == 0


def test_no_account_is_made_before_the_words_were_typed_back(client: Client) -> None:
    shown = client.post("/sign-up/", {"next": "/join/"})
    words, proof = drawn(shown), hidden(shown, "proof")
    assert Account.objects.count() == 0
    asked = client.post("/sign-up/words/", {"next": "/join/", "proof": proof})
    assert not [word for word in words if f">{word}<" in asked.content.decode()]
    wrong = [words[1], words[0], *words[2:]]
    refused = client.post("/sign-up/words/", {"next": "/join/", "proof": proof, "typed": " ".join(wrong)})
    assert "These are not the seven words" in refused.content.decode()
    assert " ".join(wrong) in refused.content.decode()  # what was typed stays
    assert hidden(refused, "proof") == proof
    assert Account.objects.count() == 0


def test_nobody_signs_up_with_words_of_their_own_choice(client: Client) -> None:
    shown = client.post("/sign-up/", {"next": "/join/"})
    for proof in (hidden(shown, "proof"), "", "0" * 64):
        client.post("/sign-up/words/", {"next": "/join/", "proof": proof, "typed": "a b c d e f g"})
    assert Account.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_account(client: Client) -> None:
    shown = client.post("/sign-up/", {"next": "/join/"})
    carried = {name: hidden(shown, name) for name in ("next", "once", "proof")}
    form = {**carried, "typed": " ".join(drawn(shown))}
    first, second = client.post("/sign-up/words/", form), client.post("/sign-up/words/", form)
    assert Account.objects.count() == 1
    assert inside(client)
    assert codes(first) == codes(second)  # whichever page comes up, what stands there holds
    assert Session.objects.count() == 1


def test_words_that_somebody_got_in_between_are_drawn_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = list(wordlist(Language.EN)[:7])
    lots = iter([first, [*first[:2], *first[:1:-1]], list(wordlist(Language.EN)[7:14])])
    monkeypatch.setattr(passphrases, "draw", lambda _: next(lots))
    mine, theirs = (
        client.post("/sign-up/", {"next": "/join/"}),
        Client().post("/sign-up/", {"next": "/join/"}),
    )
    for shown in (mine, theirs):
        form = {"next": "/join/", "proof": hidden(shown, "proof"), "typed": " ".join(drawn(shown))}
        page = client.post("/sign-up/words/", form)
    assert Account.objects.count() == 1
    assert drawn(page) == list(wordlist(Language.EN)[7:14])
    assert "cross out the old ones" in page.content.decode()


@pytest.mark.parametrize(
    "typed", ["", "one", "zebra " * 6, "zebra " * 8, "zebra " * 7, "x" * 201, "\0 a b c d e f g"]
)
def test_a_refusal_says_what_is_wrong_and_keeps_what_was_typed(client: Client, typed: str) -> None:
    page = client.post("/sign-in/", {"typed": typed})
    assert page.status_code == 200
    assert 'class="error"' in page.content.decode()
    assert typed.strip().split(" ")[0].strip("\0") in page.content.decode()
    assert not inside(client)


def test_a_character_that_nobody_types_is_refused_in_the_language_of_the_page() -> None:
    page = Client(headers={"Accept-Language": "pl"}).post("/sign-in/", {"typed": "a\0b"}).content.decode()
    assert "Null" not in page
    assert 'class="error"' in page


@pytest.mark.parametrize("page", ["/sign-in/?next=/account/", "/sign-up/?next=/join/"])
def test_another_language_leads_back_to_the_same_way(client: Client, page: str) -> None:
    shown = client.get(page).content.decode()
    assert f'name="next" value="{page}"' in shown
    assert client.post("/language/", {"next": page, "language": "be"}).headers["Location"] == page


def test_one_can_leave_from_every_page_and_finds_ones_account_when_signed_in(client: Client) -> None:
    for page in ("/", "/sign-in/", "/sign-up/?next=/join/"):
        assert 'action="/leave/"' in client.get(page).content.decode()
        assert 'href="/account/"' not in client.get(page).content.decode()
    shown = client.post("/sign-up/", {"next": "/join/"})
    assert 'action="/leave/"' in shown.content.decode()
    sign_up(client)
    assert 'href="/account/"' in client.get("/home/").content.decode()


def test_refusals_of_known_and_unknown_words_are_the_same(client: Client) -> None:
    """Whether the first two words find an account does not show."""
    words, _ = sign_up(Client())
    known = [*words[:6], words[0]]
    unknown = passphrases.draw(Language.EN)
    pages = []
    for typed in (known, unknown):
        page = client.post("/sign-in/", {"typed": " ".join(typed)}).content.decode()
        lines = page.replace(" ".join(typed), "").splitlines()
        pages.append([line for line in lines if "csrfmiddlewaretoken" not in line])
    assert pages[0] == pages[1]


def test_who_is_signed_in_is_led_on(client: Client) -> None:
    sign_up(client)
    assert client.get("/sign-in/?next=/account/").headers["Location"] == "/account/"
    assert client.get("/sign-up/?next=/join/").headers["Location"] == "/join/"
    assert client.get("/sign-up/").headers["Location"] == "/home/"


def test_signing_out_ends_this_session_alone(client: Client) -> None:
    words, _ = sign_up(client)
    other = Client()
    sign_in(other, words)
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert not inside(client)
    assert inside(other)
    assert client.get("/sign-out/").status_code == 405


def test_leaving_ends_the_session_clears_the_browser_and_goes_to_a_neutral_page(
    client: Client, settings: Any
) -> None:
    settings.LEAVE_TO = "https://neutral.example/"
    sign_up(client)
    response = client.post("/leave/")
    assert response.headers["Refresh"] == "0; url=https://neutral.example/"
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert response.headers["Cache-Control"] == "no-store"
    assert Session.objects.count() == 0
    assert {name for name, cookie in client.cookies.items() if cookie.value} == set()
    page = response.content.decode()
    assert 'href="https://neutral.example/"' in page
    assert "Veche" not in page
    assert client.get("/leave/").status_code == 405
    assert not inside(client)


def test_leaving_needs_no_fresh_form_but_no_other_site_can_do_it() -> None:
    """In a tab that was open since before signing in, too."""
    client = Client(enforce_csrf_checks=True)
    assert client.post("/leave/").status_code == 200
    assert client.post("/leave/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    for site in ("cross-site", "same-site"):
        response = client.post("/leave/", headers={"Sec-Fetch-Site": site})
        assert response.status_code == 403
        assert "Clear-Site-Data" not in response.headers
    assert client.post("/leave/", headers={"Origin": "http://testserver"}).status_code == 200
    for origin in ("http://elsewhere.example", "null", "http://testserver:81", "http://[", ""):
        assert client.post("/leave/", headers={"Origin": origin}).status_code == 403, origin


def test_the_form_that_signed_somebody_up_signs_nobody_in_after_leaving() -> None:
    """Browsers offer to send it again to whoever goes back to its page."""
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-up/?next=/join/")
    shown = client.post("/sign-up/", {"next": "/join/", "csrfmiddlewaretoken": client.cookies["form"].value})
    form = {name: hidden(shown, name) for name in ("next", "once", "proof", "csrfmiddlewaretoken")}
    form["typed"] = " ".join(drawn(shown))
    assert client.post("/sign-up/words/", form).status_code == 200
    client.post("/leave/")
    client.get("/sign-in/")
    assert client.post("/sign-up/words/", form).status_code == 403
    assert not inside(client)


def test_leaving_takes_every_cookie_away(client: Client) -> None:
    """Clear-Site-Data is not heard over http, nor by every browser."""
    client.post("/language/", {"language": "be", "next": "/"})
    client.get("/sign-in/")
    sign_up(client)
    names = {"session", "form", "language"}
    assert {name for name, cookie in client.cookies.items() if cookie.value} == names
    gone = client.post("/leave/").cookies
    assert set(gone) == names
    assert {(cookie.value, cookie["max-age"]) for cookie in gone.values()} == {("", 0)}


@pytest.mark.parametrize(
    "page",
    ["/sign-in/", "/sign-up/", "/sign-up/words/", "/recovery/", "/recovery/words/", "/sign-out/", "/sign-in/passkey/",
     "/sign-in/passkey/options/"],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused(page: str) -> None:
    assert Client(enforce_csrf_checks=True).post(page, {"next": "/join/"}).status_code == 403


@pytest.mark.parametrize("page", ["/sign-up/words/", "/recovery/words/", "/account/words/back/"])
def test_the_middle_of_a_way_is_no_beginning(client: Client, page: str) -> None:
    if page.startswith("/account"):
        sign_up(client)
    assert client.get(page).status_code == 302
