"""Minutes as files: HTML and PDF/UA, in the language of the assembly."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Lock
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from veche.report.blocks import Document
from veche.report.errors import NoPrinter
from veche.report.page import html_page
from veche.report.printing import pdf
from veche.web.accounts.guard import signed_in
from veche.web.accounts.limits import TooMany, allow
from veche.web.accounts.sessions import account_of

from .. import access
from ..models import Minutes
from ..paper import document

PER_HOUR = 60
"""Times that a version of the minutes of one assembly is set anew: strangers use up their own, of the public version."""
LONGEST_WAIT = 20
"""In seconds: then whoever waits is asked to come back later, and has the address of the same as HTML."""

_printer = Lock()
"""Of this process: one PDF is set at a time, so that however many ask, the others of its threads serve pages."""


def _sent(made: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _as_html(found: Document, minutes: Minutes, name: str) -> HttpResponse:
    return _sent(html_page(found).encode(), "text/html; charset=utf-8", f"{name}.html")


def _as_pdf(found: Document, minutes: Minutes, name: str) -> HttpResponse:
    return _sent(_printed(found, minutes.pk, name), "application/pdf", f"{name}.pdf")


@lru_cache(maxsize=8)
def _printed(found: Document, assembly_id: UUID, name: str) -> bytes:
    """The same document is set once: minutes of a congress take ten seconds. Raises NoPrinter, TooMany."""
    if not _printer.acquire(timeout=LONGEST_WAIT):
        raise TooMany
    try:
        return _set(found, assembly_id, name)
    finally:
        _printer.release()


@lru_cache(maxsize=8)
def _set(found: Document, assembly_id: UUID, name: str) -> bytes:
    """Whoever waited for the printer finds here what was set meanwhile. Only what is set anew counts."""
    allow(f"{name} pdf", assembly_id.bytes, PER_HOUR)
    return pdf(found)


Set = Callable[[Document, Minutes, str], HttpResponse]
View = Callable[[HttpRequest, UUID], HttpResponse]


def _or_say_why(view: View) -> View:
    """Where nothing can be printed here, that is said, and which file says the same."""

    @wraps(view)
    def said(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
        try:
            return view(request, assembly_id)
        except NoPrinter:
            return render(request, "minutes/no_pdf.html", status=503)

    return said


def _internal(request: HttpRequest, assembly_id: UUID, as_file: Set) -> HttpResponse:
    minutes = access.seen(account_of(request), assembly_id).minutes
    if minutes is None:
        raise Http404
    return as_file(_document(minutes, public=False), minutes, "minutes")


def _public(assembly_id: UUID, as_file: Set) -> HttpResponse:
    minutes = access.published(assembly_id)
    return as_file(_document(minutes, public=True), minutes, "public")


def _document(minutes: Minutes, *, public: bool) -> Document:
    return document(minutes, access.whole(minutes), len(access.editions(minutes)), public=public)


@require_safe
@signed_in
@_or_say_why
def internal_pdf(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    return _internal(request, assembly_id, _as_pdf)


@require_safe
@signed_in
def internal_html(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    return _internal(request, assembly_id, _as_html)


@require_safe
@_or_say_why
def public_pdf(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    return _public(assembly_id, _as_pdf)


@require_safe
def public_html(request: HttpRequest, assembly_id: UUID) -> HttpResponse:
    return _public(assembly_id, _as_html)
