"""Headers that keep a page out of caches, histories and other people's frames."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STATIC = "/static/"
OFF = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


class HeadersMiddleware:
    """Nothing is stored but files that are the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(STATIC) or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        response.headers["Permissions-Policy"] = OFF
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response
