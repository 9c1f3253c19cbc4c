"""The questions of a draft, and how each is counted."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from veche.election.questions import Question
from veche.web.ballots.actions import drawing as actions
from veche.web.ballots.drawing.countings import name_of, source_of
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.models import Vote
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from .drawing_views import asking
from .forms import CountingForm
from .pages import form_page, page, posted
from .question_forms import FORMS, QuestionForm, YesNoForm, initial_of, kind_of


@page
def new_question(request: HttpRequest, uuid: str, kind: str) -> HttpResponse:
    """One more question, of one of the kinds."""
    desk = asking(request, uuid)
    if kind not in FORMS:
        raise Http404
    form = _question_form(request, desk.vote, kind, None)
    if form.is_valid():
        actions.add_question(uuid, _number(request, "place"), form.question_of())
        return redirect("manage", uuid)
    return form_page(request, desk, kind, form, hidden={"place": len(desk.vote.questions)})


@page
def question(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """Change a question, in the form of its kind."""
    desk = asking(request, uuid)
    asked = _nth(desk.vote, number)
    kind = kind_of(asked, _spoken(desk.vote))
    form = _question_form(request, desk.vote, kind, initial_of(asked))
    if form.is_valid():
        actions.write_question(uuid, number, form.question_of())
        return redirect("manage", uuid)
    return form_page(request, desk, kind, form, number=number, may_drop=len(desk.vote.questions) > 1)


def _question_form(
    request: HttpRequest, vote: Vote, kind: str, initial: dict[str, object] | None
) -> QuestionForm:
    voice = voice_of(request)
    if kind == "yes_no":
        return YesNoForm(posted(request), voice=voice, spoken=_spoken(vote), initial=initial)
    return FORMS[kind](posted(request), voice=voice, initial=initial)


def _spoken(vote: Vote) -> Voice:
    """The voice of the vote itself, which may not be the reader's."""
    return Voice(Language(vote.language))


def _nth(vote: Vote, number: int) -> Question:
    asked = questions_of(vote.questions)
    if not 1 <= number <= len(asked):
        raise Http404
    return asked[number - 1]


@require_POST
@page
def drop_question(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    asking(request, uuid)
    actions.drop_question(uuid, number, _number(request, "of"))
    return redirect("manage", uuid)


def _number(request: HttpRequest, name: str) -> int:
    """What the page carries along to know whether it is sent again. Raises Http404 for what no page carries."""
    text = request.POST.get(name, "")
    if not text.isdecimal() or len(text) > 4:
        raise Http404
    return int(text)


@page
def counting(request: HttpRequest, uuid: str, number: int) -> HttpResponse:
    """By which rule a question is counted, and for how many seats."""
    desk = asking(request, uuid)
    asked = _nth(desk.vote, number)
    now = desk.vote.counting[number - 1] or {"rule": "", "seats": 1}
    extra = desk.vote.questions[number - 1].get("extra") or {}
    initial = {**now, "grades": "\n".join(extra.get("grades", ()))}
    voice = voice_of(request)
    form = CountingForm(posted(request), voice=voice, question=asked, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        actions.count_by(uuid, number, given["rule"], given["seats"], form.grades_of())
        return redirect("manage", uuid)
    fitting = [one for one, _ in form.fields["rule"].choices if one]  # type: ignore[attr-defined]
    sources = [(name_of(one, voice.language), source_of(one)) for one in fitting]
    return form_page(request, desk, "counting", form, asked=asked.question, sources=sources)
