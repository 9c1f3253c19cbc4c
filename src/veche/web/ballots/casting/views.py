"""Casting a ballot. No session is read and no cookie counts: the server does not know who casts, and keeps nothing of the request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from veche.web.ballots.access import public
from veche.web.ballots.access.rounds import roll_of
from veche.web.house.language import voice_of

from . import box
from .early import may_come_early
from .forms import BallotForm
from .opened import open_box
from .reading import MOST_CREDENTIAL, body_of, keep_in_memory
from .refusal import Refused


def knowing_nobody(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For these methods no session is looked up, even if a cookie comes along: see `accounts.sessions.SessionMiddleware`."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.knows_nobody = methods  # type: ignore[attr-defined]
        return view

    return mark


@knowing_nobody("GET", "HEAD")
@require_safe
@may_come_early("GET", "HEAD")
def election(request: HttpRequest, uuid: str) -> HttpResponse:
    """The message `election` as it stands in the archive, byte for byte: what the booth hashes."""
    vote = public.vote(uuid)
    return HttpResponse(open_box(vote.uuid).election.message, content_type="application/json")


@knowing_nobody("POST")
@csrf_exempt
@require_POST
@may_come_early("POST")
def check(request: HttpRequest, uuid: str) -> HttpResponse:
    """Whether a public credential is on the roll; and whether it has voted, where that may be known now (else null)."""
    vote = public.vote(uuid)
    try:
        credential = body_of(request, MOST_CREDENTIAL).strip()
    except Refused as refusal:
        return _refuse(refusal)
    if credential not in open_box(vote.uuid).roll:
        return JsonResponse({"refusal": "credential"}, status=404)
    return JsonResponse({"roll": True, "voted": public.has_voted(vote, credential.decode())})


@knowing_nobody("POST")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@may_come_early("POST")
def cast(request: HttpRequest, uuid: str) -> HttpResponse:
    """A ballot as the body of the request; the answer is its receipt. To look at: a page for a ballot behind the #."""
    vote = public.vote(uuid)
    if request.method != "POST":
        return booth_page(request, uuid, "cast")
    try:
        return JsonResponse({"tracker": box.cast(vote, body_of(request))})
    except Refused as refusal:
        return _refuse(refusal)


@require_safe
@may_come_early()
def booth(request: HttpRequest, uuid: str) -> HttpResponse:
    """Where a vote is chosen, sealed and cast, in the browser alone."""
    return booth_page(request, uuid, "vote")


def booth_page(request: HttpRequest, uuid: str, step: str) -> HttpResponse:
    """The page of the booth; `step`: vote, or cast a ballot that was kept. Other sites cannot load it as a part of theirs.

    Once nothing is taken any more it says so at once: nobody shall fill in a ballot for nothing.
    """
    vote = public.vote(uuid)
    page = "ballots/booth/vote.html" if public.takes_ballots(vote.uuid) else "ballots/public/shut.html"
    roll = roll_of(uuid)
    rolled = {"rolled": roll.pk, "roll_page": reverse("roll", args=(roll.pk,))} if roll else {}
    response = render(request, page, {"vote": vote, "step": step, **rolled})
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@knowing_nobody("POST")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@may_come_early()
def cast_file(request: HttpRequest, uuid: str) -> HttpResponse:
    """The same with a plain form, for browsers without script and for ballots that come as files."""
    vote, voice = public.vote(uuid), voice_of(request)
    if request.method != "POST":
        return _form(request, uuid, BallotForm(voice=voice))
    try:
        keep_in_memory(request)
        form = BallotForm(request.POST, request.FILES, voice=voice)
        tracker = box.cast(vote, form.ballot)
    except Refused as refusal:
        return _form(request, uuid, BallotForm(voice=voice), refusal)
    context = {"vote": vote, "tracker": tracker, "replaced": public.is_replaced(vote, tracker)}
    return render(request, "ballots/public/receipt.html", context)


def _form(request: HttpRequest, uuid: str, form: BallotForm, refusal: Refused | None = None) -> HttpResponse:
    context = {"vote": public.vote(uuid), "form": form, "refusal": refusal and refusal.code}
    return render(
        request, "ballots/public/cast_file.html", context, status=refusal.status if refusal else 200
    )


def _refuse(refusal: Refused) -> HttpResponse:
    return JsonResponse({"refusal": refusal.code}, status=refusal.status)
