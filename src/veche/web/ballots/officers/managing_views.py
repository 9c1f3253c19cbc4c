"""The returning officer's page of one vote: where it stands, what is missing, and the one thing to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from veche.election.election import fingerprint
from veche.election.errors import VerificationError
from veche.rules.small_groups import SMALLEST
from veche.web.accounts.sessions import account_of
from veche.web.ballots import jobs
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.actions import counting, holding, keys, roll
from veche.web.ballots.drawing import rules
from veche.web.ballots.drawing.checks import warnings
from veche.web.ballots.drawing.countings import name_of
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.models import Post, Stage, Vote
from veche.web.ballots.stages import must_be
from veche.web.house.language import Voice, voice_of

from . import publishing
from .forms import FORMS, BroughtForm, ClosingForm, SureForm, UploadForm
from .pages import files, form_page, page, posted

FAULTS = {
    "fault_title": "manage_text",
    "fault_questions": "manage_question",
    "fault_rule": "manage_rules",
    "fault_no_times": "manage_times",
    "fault_times": "manage_times",
    "fault_posts": "manage_posts",
    "fault_threshold": "manage_posts",
    "fault_shuffles": "manage_posts",
}
"""Where each fault is put right."""
PUBLIC_FILE = 1024 * 1024
DECRYPTION = 64 * 1024 * 1024


@page
def manage(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = access.managing(account_of(request), uuid)
    context = _about(desk, voice_of(request))
    drawn = desk.vote.stage == Stage.DRAFT
    return render(request, f"ballots/officers/{'draft' if drawn else 'manage'}.html", context)


def _about(desk: Desk, voice: Voice) -> dict[str, Any]:
    vote = desk.vote
    asked = questions_of(vote.questions)
    size = access.size(vote.body) if vote.roll_size is None else vote.roll_size
    found = roll.faults_of(vote) if vote.stage == Stage.DRAFT else ()
    return {
        "desk": desk,
        "vote": vote,
        "size": size,
        "questions": [
            (question, chosen and name_of(chosen["rule"], voice.language), chosen)
            for question, chosen in zip(asked, vote.counting, strict=True)
        ],
        "rule": rules.chosen(vote.rule).name.say(rules.words_of(voice.language)) if vote.rule else "",
        "faults": [(voice(f"ballots:draw.{fault}"), FAULTS[fault]) for fault in found],
        "first": _place(vote, FAULTS[found[0]]) if found else "",
        "people": people(desk, voice),
        "preparing": vote.stage in (Stage.ROLL, Stage.READY),
        "counting": vote.stage in (Stage.SHUFFLING, Stage.DECRYPTING),
        "warnings": [
            *([voice("ballots:draw.few", size)] if 0 < size < SMALLEST else []),
            *warnings(asked, size, rules.words_of(voice.language)),
            *several_posts(desk, voice),
        ],
        "mine": {one.post for one in desk.mine},
        "kinds": [(kind, voice(f"ballots:manage.{kind}_title")) for kind in FORMS],
        **_counting(vote),
        **_trustees(desk),
    }


def _place(vote: Vote, name: str) -> str:
    """Where a fault is put right."""
    return reverse(name, args=(vote.uuid, 1) if name == "manage_question" else (vote.uuid,))


def people(desk: Desk, voice: Voice) -> list[tuple[str, str]]:
    """Posts and the names of those who have them."""
    return [(voice(f"ballots:post.{one.post}"), one.name) for one in desk.officers]


def several_posts(desk: Desk, voice: Voice) -> list[str]:
    """What one person with several posts could do alone."""
    held: dict[object, set[str]] = {}
    for one in desk.officers:
        held.setdefault(one.membership_id or one.id, set()).add(one.post)
    pairs = {
        "warn_officer_registrar": {Post.RETURNING_OFFICER, Post.REGISTRAR},
        "warn_officer_trustee": {Post.RETURNING_OFFICER, Post.TRUSTEE},
        "warn_registrar_trustee": {Post.REGISTRAR, Post.TRUSTEE},
    }
    return [
        voice(f"ballots:post.{key}")
        for key, both in pairs.items()
        if any(both <= posts for posts in held.values())
    ]


def _trustees(desk: Desk) -> dict[str, Any]:
    """Each trustee with what they did, for the page."""
    begun = desk.vote.stage in (Stage.SHUFFLING, Stage.DECRYPTING)
    shuffled, decrypted = counting.acted(desk.vote.uuid) if begun else ((), ())
    trustees = [
        {
            "name": one.name,
            "key": one.public_key is not None or one.share is not None,
            "shuffled": one.number in shuffled,
            "decrypted": one.number in decrypted,
        }
        for one in desk.of(Post.TRUSTEE)
    ]
    return {"trustees": trustees, "shuffled": bool(shuffled)}


def _counting(vote: Vote) -> dict[str, Any]:
    """How far long work is, and whether it failed."""
    work = {Stage.CLOSED: "tally", Stage.PUBLISHED: "report"}.get(Stage(vote.stage), "")
    return {
        "work": work,
        "job": access.job(vote, work) if work else None,
        "key": fingerprint(bytes(vote.trustees)) if vote.trustees is not None else "",
    }


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
            holding.extend(uuid, form.closes, desk.name_of(Post.RETURNING_OFFICER))
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
        holding.close(uuid, by_hand=True)
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
