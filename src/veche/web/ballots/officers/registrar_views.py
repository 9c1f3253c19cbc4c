"""The registrar's pages: the codes are made in the registrar's browser, or by `veche credentials make`; the public list comes here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from veche.election.credentials import read_lists
from veche.election.election import fingerprint
from veche.election.errors import ElectionError
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access import rounds
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.actions import credentials, round_lists
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.drawing.vote_file import vote_file
from veche.web.ballots.models import Post, Stage
from veche.web.ballots.stages import PATH, must_be
from veche.web.house.language import Voice, voice_of
from veche.words.formats import day

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
    context = {"desk": desk, "vote": desk.vote, "made": _made(desk), **_of_roll(desk, voice_of(request))}
    return render(request, "ballots/booth/registrar.html", context)


def _of_roll(desk: Desk, voice: Voice) -> dict[str, str]:
    """Where slips lead; for a standing roll where its lists go, and what slips say of how long they serve."""
    uuid = desk.vote.uuid
    if not rounds.is_standing(desk.vote):
        return {"booth": reverse("booth", args=(uuid,)), "until": "", "rounds": ""}
    until = rounds.drafted(uuid).until
    return {
        "booth": reverse("roll", args=(uuid,)),
        "until": day(voice.language, until) if until else "",
        "rounds": reverse("registrar_round", args=(uuid, 0)).removesuffix("0/"),
    }


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
            "rounds": [{"number": one.number, "uuid": one.pk} for one in rounds.missing_lists(uuid)],
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
def take_round_list(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """The list of one round of a standing roll."""
    _desk(request, uuid)
    round_lists.take_round_list(uuid, number, body_of(request, round_lists.LARGEST_ROUND))
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
            _take_file(desk, form.read().strip())
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


def _take_file(desk: Desk, message: bytes) -> None:
    """The public file of `veche credentials make`: one list, or those of all rounds. Raises ElectionError, BadList."""
    if rounds.is_standing(desk.vote):
        round_lists.take_all_lists(desk.vote.uuid, read_lists(message))
    else:
        credentials.take_list(desk.vote.uuid, message)


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
    all_rounds = (
        [one.pk for one in rounds.rounds_of(rounds.drafted(uuid))] if rounds.is_standing(vote) else []
    )
    asked = questions_of(vote.questions)
    text = vote_file(uuid, vote.title, vote.description, asked, *names, rounds=all_rounds)
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="vote.toml"'
    return response
