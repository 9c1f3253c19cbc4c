"""Signing. No session is read and no cookie counts: the server does not know who signs, and keeps nothing of the request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from veche.election.errors import VerificationError
from veche.web.ballots.casting.reading import body_of
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.casting.views import knowing_nobody
from veche.web.petitions import access, actions

MOST = 4096
"""Bytes of a signature."""
STATUS = {"ended": 409, "credential": 404, "too_large": 413}
"""Of a refusal, where it is not 400."""


@knowing_nobody("GET", "HEAD")
@require_safe
def statement(request: HttpRequest, uuid: str) -> HttpResponse:
    """What is signed, byte for byte: what the booth hashes."""
    found = access.petition(uuid)
    return HttpResponse(access.opened(found).message, content_type="application/json")


@knowing_nobody("POST")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, uuid: str) -> HttpResponse:
    """A signature as the body of the request: the answer is the latest turn of its credential. To look at: the page that makes one."""
    found = access.petition(uuid)
    if request.method != "POST":
        return _page(request, uuid)
    try:
        return JsonResponse({"turn": actions.sign(found, body_of(request, MOST).strip())})
    except Refused as refused:
        return _refuse(refused.code)
    except actions.Ended:
        return _refuse("ended")
    except VerificationError as error:
        return _refuse("credential" if error.check == "petition.credential" else "signature")


def _page(request: HttpRequest, uuid: str) -> HttpResponse:
    """Other sites cannot load it as a part of theirs."""
    found = access.petition(uuid)
    context = {"petition": found, "open": access.takes_signatures(found), "rolled": found.round.roll_id}
    response = render(request, "petitions/sign.html", context)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _refuse(code: str) -> HttpResponse:
    return JsonResponse({"refusal": code}, status=STATUS.get(code, 400))
