"""The steps of a returning officer: each asks once more, and does nothing twice."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from veche.election.errors import VerificationError
from veche.web.accounts.sessions import account_of
from veche.web.ballots import jobs
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.rounds import is_standing
from veche.web.ballots.actions import counting, ending, holding, keys, roll
from veche.web.ballots.models import Post, Stage
from veche.web.ballots.stages import must_be
from veche.web.house.language import voice_of

from . import publishing
from .forms import BroughtForm, ClosingForm, SureForm, UploadForm
from .pages import files, form_page, page, posted

PUBLIC_FILE = 1024 * 1024
DECRYPTION = 64 * 1024 * 1024
"""Bytes, at most."""


@page
def freeze(request: HttpRequest, uuid: str) -> HttpResponse:
    """Freeze the roll: who is a member now may vote, and the draft stands fixed."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.DRAFT)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        try:
            roll.freeze(uuid)
        except roll.CannotBeHeld as cannot:
            for fault in cannot.found:
                form.refuse(None, f"ballots:draw.{fault}")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "freeze", form, size=access.size(desk.vote.body))


@page
def open_now(request: HttpRequest, uuid: str) -> HttpResponse:
    """Open by hand, at or before the hour."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.READY, Stage.OPEN)
    if is_standing(desk.vote):
        raise Http404
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        try:
            holding.open_vote(uuid, by_hand=True)
        except holding.BadTime:
            form.refuse(None, "ballots:manage.over_already")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "open", form)


@page
def extend(request: HttpRequest, uuid: str) -> HttpResponse:
    """More time for an open vote."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.OPEN)
    closes = desk.vote.closes
    now = {"closes_day": closes.date(), "closes_hour": closes.hour} if closes else {}
    form = ClosingForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        try:
            holding.extend(uuid, form.closes, desk.membership.name)
        except holding.BadTime:
            form.refuse("closes_day", "ballots:manage.only_later")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "extend", form)


@page
def close(request: HttpRequest, uuid: str) -> HttpResponse:
    """Close before the hour: nobody can vote any more."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.OPEN, Stage.CLOSED)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        holding.close(uuid, by_hand=True, by=desk.membership.name)
        jobs.begin(uuid, "tally")
        return redirect("manage", uuid)
    return form_page(request, desk, "close", form)


@page
def call_off(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.ROLL, Stage.READY)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        roll.call_off(uuid)
        return redirect("manage", uuid)
    return form_page(request, desk, "call_off", form)


@page
def end_roll(request: HttpRequest, uuid: str) -> HttpResponse:
    """Let nothing begin any more on a roll for many votes."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.READY)
    if not is_standing(desk.vote):
        raise Http404
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        try:
            ending.end_early(uuid, desk.membership.name)
        except ending.StillRuns:
            form.refuse(None, "ballots:manage.end_roll_runs")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "end_roll", form)


@page
def keys_again(request: HttpRequest, uuid: str) -> HttpResponse:
    """Forget all keys, so that the trustees make new ones."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.ROLL, Stage.READY)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        keys.begin_again(uuid)
        return redirect("manage", uuid)
    return form_page(request, desk, "keys_again", form)


@page
def combined(request: HttpRequest, uuid: str) -> HttpResponse:
    """The public file of a threshold ceremony that was held without this server."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.ROLL)
    form = UploadForm(posted(request), files(request), voice=voice_of(request), most=PUBLIC_FILE)
    if form.is_valid():
        try:
            keys.take_combined(uuid, form.read())
        except VerificationError as error:
            form.refuse("file", "ballots:keys.does_not_hold", check=error.check)
        except keys.BadKey as bad:
            form.refuse("file", f"ballots:keys.bad_{bad.code}")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "combined", form, uploads=True)


@page
def brought(request: HttpRequest, uuid: str) -> HttpResponse:
    """A trustee's decryption that came by another way, from somebody who has left or cannot sign in. It proves itself."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.DECRYPTING, Stage.PUBLISHED)
    trustees = desk.of(Post.TRUSTEE)
    form = BroughtForm(posted(request), files(request), voice=voice_of(request), trustees=trustees)
    if form.is_valid():
        number, message = int(form.cleaned_data["trustee"]), form.cleaned_data["file"].read(DECRYPTION)
        try:
            publishing.decrypted(uuid, number, message.strip())
        except VerificationError as error:
            form.refuse("file", "ballots:keys.does_not_hold", check=error.check)
        except keys.BadKey as bad:
            form.refuse("file", f"ballots:keys.bad_{bad.code}")
        else:
            return redirect("manage", uuid)
    return form_page(request, desk, "brought", form, uploads=True)


@require_POST
@page
def end_shuffles(request: HttpRequest, uuid: str) -> HttpResponse:
    access.managing(account_of(request), uuid)
    counting.end_shuffles(uuid)
    return redirect("manage", uuid)


@require_POST
@page
def work_again(request: HttpRequest, uuid: str) -> HttpResponse:
    """Long work failed or was cut off: have it done again."""
    desk = access.managing(account_of(request), uuid)
    work = {Stage.CLOSED: "tally", Stage.PUBLISHED: "report"}.get(Stage(desk.vote.stage))
    if work is not None:
        jobs.do_again(uuid, work)
    return redirect("manage", uuid)
