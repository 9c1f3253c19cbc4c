"""The cookie that makes a phone a presence: 256 random bits, one cookie an assembly, sent to nothing outside /assemblies/.

So neither the booth nor the ballot box under /votes/ ever receives it: who is present and what is voted in secret cannot be put together there.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

PATH = "/assemblies/"
LONGEST = 64
"""In characters."""
HOURS = 24 * 60 * 60
"""As long a browser keeps it, in seconds: an assembly lasts no longer, or its phones come in again."""


def name_for(request: HttpRequest, assembly_id: UUID) -> str:
    """Over https browsers take a name with this prefix over https alone."""
    name = f"presence_{assembly_id.hex[:12]}"
    return f"__Secure-{name}" if request.is_secure() else name


def token_of(request: HttpRequest, assembly_id: UUID) -> str:
    """What the browser sent, or nothing."""
    token = request.COOKIES.get(name_for(request, assembly_id), "")
    return token if len(token) <= LONGEST else ""


def write(request: HttpRequest, response: HttpResponse, assembly_id: UUID, token: str) -> None:
    response.set_cookie(
        name_for(request, assembly_id),
        token,
        max_age=HOURS,
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget(request: HttpRequest, response: HttpResponse, assembly_id: UUID) -> None:
    response.delete_cookie(name_for(request, assembly_id), path=PATH, samesite="Lax")
