"""On the server: copies are taken, given up and brought back. On the laptop: the file to bring back is made."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Stage
from veche.web.assemblies.views.entering import in_hall
from veche.web.house.language import voice_of

from .. import access
from ..actions import bringing, taking
from ..forms import BringForm, TakeForm
from ..sealing import NotOurs
from .contradictions import shown

COMING = (Stage.CALLED, Stage.OPEN, Stage.PAUSED)


@in_hall
def away(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Everything about going on without a network, for whoever leads."""
    return _page(request, viewer)


def _page(request: HttpRequest, viewer: Viewer, status: int = 200, **more: object) -> HttpResponse:
    must_lead(viewer)
    assembly, voice = viewer.assembly, voice_of(request)
    places = {
        "assembly": assembly,
        "laptop": access.away() is not None,
        "copies": access.copies(assembly),
        "contradictions": [shown(one, voice) for one in access.contradictions(assembly)],
        "take": TakeForm(None, voice=voice) if assembly.away is None and assembly.stage in COMING else None,
        "bring": BringForm(None, voice=voice),
    }
    return render(request, "offline/away.html", places | more, status=status)


def must_lead(viewer: Viewer) -> None:
    """Raises PermissionDenied."""
    if not viewer.leads:
        raise PermissionDenied


@require_POST
@in_hall
def take(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The words, in the answer itself: they are shown once."""
    must_lead(viewer)
    voice = voice_of(request)
    form = TakeForm(request.POST, voice=voice)
    if form.is_valid():
        try:
            leads = form.cleaned_data["who"] == "leads"
            copy, words = taking.take(viewer, leads=leads, language=voice.language)
            return render(
                request, "offline/taken.html", {"assembly": viewer.assembly, "copy": copy, "words": words}
            )
        except taking.SecretOpen:
            form.refuse(None, "offline:take.secret_open")
    return _page(request, viewer, take=form)


@in_hall
def file(request: HttpRequest, viewer: Viewer, copy_id: UUID) -> HttpResponse:
    """The sealed file. It is there until the day ends."""
    must_lead(viewer)
    copy = access.copy(viewer.assembly, copy_id)
    if copy.file is None:
        raise Http404
    return _download(bytes(copy.file), f"assembly-{copy.number}.copy")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@in_hall
def give_up(request: HttpRequest, viewer: Viewer, copy_id: UUID) -> HttpResponse:
    taking.give_up(viewer, copy_id)
    return redirect("away", viewer.assembly.pk)


@require_POST
@in_hall
def throw_away(request: HttpRequest, viewer: Viewer, copy_id: UUID) -> HttpResponse:
    taking.throw_away(viewer, copy_id)
    return redirect("away", viewer.assembly.pk)


@require_POST
@in_hall
def bring(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What the file changed is said in the answer."""
    must_lead(viewer)
    form = BringForm(request.POST, request.FILES, voice=voice_of(request))
    if form.is_valid():
        brought = form.cleaned_data["file"]
        try:
            found = bringing.bring(viewer, brought.read())
            return _page(request, viewer, brought=found)
        except NotOurs:
            form.refuse("file", "offline:bring.not_ours")
    return _page(request, viewer, bring=form)


@require_POST
@in_hall
def decide(request: HttpRequest, viewer: Viewer, contradiction_id: UUID) -> HttpResponse:
    try:
        bringing.decide(viewer, contradiction_id, request.POST.get("which", ""))
    except NotOurs:
        raise Refused("not_now") from None
    return redirect("away", viewer.assembly.pk)


@require_POST
@in_hall
def back(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """On the laptop: a fresh file, each time."""
    content = bringing.make_file(viewer)
    return _download(content, "assembly.back")
