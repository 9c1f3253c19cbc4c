"""What pages with a script ask for: short answers, and refusals as codes that the page puts into words."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from veche.election.errors import ElectionError
from veche.web.accounts.sessions import account_of
from veche.web.ballots.actions.credentials import BadList
from veche.web.ballots.actions.keys import BadKey
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.stages import WrongStage

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


class TooLarge(Exception):
    """A body beyond its bound."""


def refusal(code: str, status: int) -> JsonResponse:
    return JsonResponse({"refusal": code}, status=status)


def endpoint(fault: str) -> Callable[[View[Rest]], View[Rest]]:
    """For who is signed in. A message that does not hold is refused as `fault`; nothing of it is repeated or logged."""

    def wrap(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def answered(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if account_of(request) is None:
                return refusal("signed_out", 401)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                return refusal("signed_out", 403)
            except Http404:
                return refusal("not_found", 404)
            except (TooLarge, RequestDataTooBig):
                return refusal("too_large", 413)
            except WrongStage:
                return refusal("stage", 409)
            except BadList as bad:
                return refusal("roll_size" if bad.code == "roll_size" else "stage", 409)
            except Refused:
                return refusal("busy", 503)
            except (ElectionError, BadKey, ValueError, TypeError, RecursionError):
                return refusal(fault, 400)

        return answered

    return wrap


def body_of(request: HttpRequest, most: int) -> bytes:
    """The raw body. Raises TooLarge."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > most:
        raise TooLarge
    body = request.read(most + 1)
    if len(body) > most:
        raise TooLarge
    return bytes(body)


def object_of(request: HttpRequest, most: int) -> dict[str, object]:
    """The body as a JSON object. Raises TooLarge, ValueError, TypeError, RecursionError."""
    given = json.loads(body_of(request, most))
    if not isinstance(given, dict):
        raise TypeError("not an object")
    return given


def sent() -> HttpResponse:
    """Taken; there is nothing to say."""
    return HttpResponse(status=204)
