"""The language of a request, and how pages and views speak it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from veche.words import Language, Words, catalogue
from veche.words.sentence import Place, Sentence

WEB = Path(__file__).resolve().parents[1]
COOKIE = "language"
YEAR = 365 * 24 * 60 * 60
OWN_NAMES = {
    Language.BE: "Беларуская",
    Language.RU: "Русский",
    Language.UK: "Українська",
    Language.PL: "Polski",
    Language.EN: "English",
}
"""Each language by its own name, which is the same on every page: who cannot read the page finds it."""


class Voice:
    """Says a text of one of the web's apps: `voice("bodies:invite.title", name="Nadzeya")`.

    The part before the colon names the app whose `words` folder holds the text. A text that is missing is a KeyError.
    """

    do_not_call_in_templates = True
    """A template may say something in another language: {% with voice=other %}."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def words(self, app: str) -> Words:
        return catalogue(WEB / app / "words", self.language)

    def __call__(self, key: str, count: int | None = None, **places: Place | Sentence) -> str:
        app, _, text = key.partition(":")
        return Sentence(text, places, count).say(self.words(app))

    def moment(self, value: datetime) -> str:
        """A day and an hour, in the time that the server's people keep (UTC is said so)."""
        return self("house:time.moment", day=value.date(), time=f"{value:%H:%M}")


class LanguageMiddleware:
    """Sets `request.voice`: the language chosen on the page, else the browser's, else English."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.voice = Voice(chosen(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", str(voice_of(request).language))
        return response


def voice_of(request: HttpRequest) -> Voice:
    """How to speak to whoever sent this request."""
    voice = getattr(request, "voice", None)
    return voice if isinstance(voice, Voice) else Voice(chosen(request))


def chosen(request: HttpRequest) -> Language:
    """From the cookie, else the first language of ours that the browser asks for."""
    if (code := request.COOKIES.get(COOKIE, "")) in set(Language):
        return Language(code)
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        code = part.partition(";")[0].strip().partition("-")[0].lower()
        if code in set(Language):
            return Language(code)
    return Language.EN


def in_templates(request: HttpRequest) -> dict[str, object]:
    """What every template knows."""
    voice = voice_of(request)
    return {
        "voice": voice,
        "path": request.get_full_path(),
        "language": voice.language,
        "languages": OWN_NAMES,
        "own_name": OWN_NAMES[voice.language],
        "account": getattr(request, "account", None),
    }
