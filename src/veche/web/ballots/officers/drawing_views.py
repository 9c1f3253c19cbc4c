"""The votes of a body, and drawing one up: one short form a page, in any order, each kept as soon as it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.rules import UnknownRule
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access import rounds as standing
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.actions import drawing as actions
from veche.web.ballots.drawing import rules
from veche.web.ballots.drawing.checks import decides
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.models import Post, Stage
from veche.web.ballots.stages import must_be
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Membership, Office
from veche.web.bodies.once import Stale, new_once, read_once
from veche.web.house.language import voice_of
from veche.words import Language

from .forms import (
    NewForm,
    PostsForm,
    ServiceForm,
    SureForm,
    TextForm,
    TimesForm,
    VariantForm,
)
from .pages import form_page, page, posted


@page
def draw_up(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Begin with a template, in the language of the vote."""
    me = bodies.membership(account_of(request), body_id)
    if not access.may_draw_up(me):
        raise PermissionDenied
    form = NewForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            once = read_once(request.POST.get("once", ""))
        except Stale:
            form.refuse(None, "ballots:manage.stale")
        else:
            vote = actions.draw_up(me, given["kind"], Language(given["language"]), once)
            return redirect("manage", vote.uuid)
    return form_page(request, None, "new", form, body=me.body, hidden={"once": new_once()})


def draft(request: HttpRequest, uuid: str) -> Desk:
    """A draft, for who may change it. Raises Http404, PermissionDenied, WrongStage."""
    desk = access.managing(account_of(request), uuid)
    must_be(desk.vote.stage, Stage.DRAFT)
    return desk


def asking(request: HttpRequest, uuid: str) -> Desk:
    """The same, of a vote that asks something. Raises Http404 also for a roll for many votes."""
    desk = draft(request, uuid)
    if standing.is_standing(desk.vote):
        raise Http404
    return desk


@page
def text(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = draft(request, uuid)
    now = {"title": desk.vote.title, "description": desk.vote.description}
    form = TextForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        actions.write_text(uuid, form.cleaned_data["title"], form.cleaned_data["description"])
        return redirect("manage", uuid)
    return form_page(request, desk, "text", form)


@page
def choose_rule(request: HttpRequest, uuid: str) -> HttpResponse:
    """All rules of decision; or none, where nothing is decided by yes or no."""
    desk = asking(request, uuid)
    if request.method == "POST":
        actions.decide_by(uuid, "", "")
        return redirect("manage", uuid)
    words = rules.words_of(voice_of(request).language)
    groups = [
        (group.name, [(rule.id, rule.name.say(words)) for rule in group.rules])
        for group in rules.groups(words.language)
    ]
    asked = questions_of(desk.vote.questions)
    context = {"desk": desk, "vote": desk.vote, "groups": groups, "fits": bool(asked) and decides(asked[0])}
    return render(request, "ballots/officers/rules.html", context)


@page
def rule(request: HttpRequest, uuid: str, name: str) -> HttpResponse:
    """One rule with all that is known of it, and the button that chooses it."""
    desk = asking(request, uuid)
    try:
        found = rules.chosen(name)
    except UnknownRule:
        raise Http404 from None
    voice, vote = voice_of(request), desk.vote
    days = (vote.opens.date() if vote.opens else None, vote.closes.date() if vote.closes else None)
    told = rules.page(found, vote.variant if vote.rule == name else "", voice.language, *days)
    initial = {"variant": vote.variant or (told.ways[0][0] if told.ways else "")}
    form = VariantForm(posted(request), voice=voice, ways=told.ways, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.decide_by(uuid, name, form.cleaned_data.get("variant", ""))
        return redirect("manage", uuid)
    context = {"desk": desk, "vote": vote, "told": told, "form": form, "missing": ", ".join(told.missing)}
    return render(request, "ballots/officers/rule.html", context)


@page
def times(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = asking(request, uuid)
    vote = desk.vote
    now = {"turnout": vote.turnout}
    for name in ("opens", "closes"):
        if (at := getattr(vote, name)) is not None:
            now |= {f"{name}_day": at.date(), f"{name}_hour": at.hour}
    form = TimesForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        actions.set_times(uuid, form.opens, form.closes, form.cleaned_data["turnout"])
        return redirect("manage", uuid)
    return form_page(request, desk, "times", form)


@page
def service(request: HttpRequest, uuid: str) -> HttpResponse:
    """For how many votes, and until when, a standing roll is made."""
    desk = draft(request, uuid)
    roll = standing.drafted(uuid)
    now = {"rounds": roll.rounds, "until": roll.until}
    form = ServiceForm(posted(request), voice=voice_of(request), initial=now)
    if form.is_valid():
        actions.set_service(uuid, form.cleaned_data["rounds"], form.cleaned_data["until"])
        return redirect("manage", uuid)
    return form_page(request, desk, "service", form)


@page
def posts(request: HttpRequest, uuid: str) -> HttpResponse:
    """Who runs the vote, who makes the codes, who holds the keys: what each can do, and what two could do together."""
    desk = draft(request, uuid)
    people = access.candidates(desk.membership)
    now = {
        "officer": _first(desk, Post.RETURNING_OFFICER),
        "registrar": _first(desk, Post.REGISTRAR) or "".join(_holders(people, Office.REGISTRAR)[:1]),
        "trustees": [str(one.membership_id) for one in desk.of(Post.TRUSTEE)]
        or _holders(people, Office.TRUSTEE),
        "way": "browser" if not desk.vote.serious else "threshold" if desk.vote.threshold else "machines",
        "threshold": desk.vote.threshold,
    }
    form = PostsForm(posted(request), voice=voice_of(request), people=people, initial=now)
    if form.is_valid():
        given = form.cleaned_data
        named = {str(one.id): one for one, _ in people}
        actions.give_posts(
            uuid,
            actions.Posts(
                named[given["officer"]],
                named[given["registrar"]],
                [named[one] for one in given["trustees"]],
                given["way"] != "browser",
                given["threshold"] if given["way"] == "threshold" else None,
            ),
        )
        return redirect("manage", uuid)
    return form_page(request, desk, "posts", form, explain_posts=True)


def _holders(people: Sequence[tuple[Membership, list[str]]], office: str) -> list[str]:
    """Who has this office in the body: the first suggestion for the post of the same name."""
    return [str(one.id) for one, offices in people if office in offices]


def _first(desk: Desk, post: str) -> str:
    found = desk.of(post)
    return str(found[0].membership_id) if found else ""


@page
def throw_away(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = draft(request, uuid)
    form = SureForm(posted(request), voice=voice_of(request))
    if form.is_valid():
        actions.throw_away(uuid)
        return redirect("votes", desk.vote.body_id)
    return form_page(request, desk, "throw_away", form)
