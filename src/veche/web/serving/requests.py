"""Bounds on what is sent here, and cookies for those who come over an onion service."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponse]


class BoundsMiddleware:
    """Refuses a body that is too large before a byte of it is read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        response = render(
            request,
            "house/failure.html",
            {"title": "serving:too_large.title", "advice": "serving:too_large.advice"},
            status=413,
        )
        response.headers["Connection"] = "close"
        return response


class OnionMiddleware:
    """An onion service needs no TLS: its cookies must come back over http, or nobody could send a form there."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        host = request.META.get("HTTP_HOST", "").partition(":")[0]
        if host.endswith(".onion") and not request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = ""
        return response
