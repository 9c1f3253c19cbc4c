"""The registrar's pages: the codes are made in the registrar's browser, or by `veche credentials make`; the public list comes here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from veche.election.election import fingerprint
from veche.election.errors import ElectionError
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.actions import credentials
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.drawing.vote_file import vote_file
from veche.web.ballots.models import Post, Stage
from veche.web.ballots.stages import PATH, must_be
from veche.web.house.language import voice_of

from .endpoints import body_of, endpoint, object_of, sent
from .forms import SureForm, UploadForm
from .pages import files, form_page, page, posted

SMALL = 4096
"""Bytes of a sealed credential with its place."""
BEFORE = (Stage.ROLL, Stage.READY)


def _desk(request: HttpRequest, uuid: str) -> Desk:
    return access.holding(account_of(request), uuid, Post.REGISTRAR)[0]


def _made(desk: Desk) -> bool:
    """Whether the public list is here, or in the archive already."""
    return desk.vote.public_credentials is not None or desk.vote.stage not in PATH[:3]


@require_GET
@page
def registrar(request: HttpRequest, uuid: str) -> HttpResponse:
    """The page on which codes are made."""
    desk = _desk(request, uuid)
    must_be(desk.vote.stage, *BEFORE, Stage.OPEN)
    context = {"desk": desk, "vote": desk.vote, "made": _made(desk)}
    return render(request, "ballots/booth/registrar.html", context)


@require_GET
@endpoint("form")
def state(request: HttpRequest, uuid: str) -> HttpResponse:
    """How many codes are wanted, and who waits for one: keys without names."""
    desk = _desk(request, uuid)
    must_be(desk.vote.stage, *BEFORE, Stage.OPEN)
    return JsonResponse(
        {
            "roll": desk.vote.roll_size,
            "uuid": uuid,
            "made": _made(desk),
            "requests": access.requests(desk.vote),
        }
    )


@require_POST
@endpoint("form")
def take_list(request: HttpRequest, uuid: str) -> HttpResponse:
    _desk(request, uuid)
    credentials.take_list(uuid, body_of(request, credentials.LARGEST))
    return sent()


@require_POST
@endpoint("form")
def hand_over(request: HttpRequest, uuid: str) -> HttpResponse:
    """One sealed credential for one member who asked."""
    _desk(request, uuid)
    given = object_of(request, SMALL)
    credentials.hand_over(uuid, str(given.get("id", "")), str(given.get("sealed", "")))
    return sent()


@page
def upload(request: HttpRequest, uuid: str) -> HttpResponse:
    """The same without a script: the public list that `veche credentials make` wrote."""
    desk = _desk(request, uuid)
    must_be(desk.vote.stage, *BEFORE)
    most = credentials.LARGEST
    form = UploadForm(posted(request), files(request), voice=voice_of(request), most=most)
    if form.is_valid():
        try:
            credentials.take_list(uuid, form.read().strip())
        except ElectionError:
            form.refuse("file", "ballots:roll.no_list")
        except credentials.BadList as bad:
            form.refuse(
                "file", f"ballots:roll.bad_{bad.code}", size=desk.vote.roll_size or 0, found=bad.found
            )
        else:
            return redirect("registrar_upload", uuid)
    stored = desk.vote.public_credentials
    found = fingerprint(bytes(stored)) if stored is not None else ""
    more = {"uploads": True, "roll": desk.vote.roll_size, "fingerprint": found, "vote_file": True}
    return form_page(request, desk, "upload", form, **more)


@page
def again(request: HttpRequest, uuid: str) -> HttpResponse:
    """Throw the list away and begin again: the codes were lost before they were handed out."""
    desk = _desk(request, uuid)
    must_be(desk.vote.stage, *BEFORE)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        credentials.forget_list(uuid)
        return redirect("registrar", uuid)
    return form_page(request, desk, "codes_again", form)


@require_GET
@page
def file(request: HttpRequest, uuid: str) -> HttpResponse:
    """The vote file for the command: the same for everybody with a post. It holds no secret."""
    desk = access.desk(account_of(request), uuid)
    must_be(desk.vote.stage, *PATH[1:])
    vote = desk.vote
    names = desk.name_of(Post.RETURNING_OFFICER), desk.name_of(Post.REGISTRAR)
    text = vote_file(uuid, vote.title, vote.description, questions_of(vote.questions), *names)
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="vote.toml"'
    return response
