"""What tellers and officers type in: hands, papers, names that were called out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.assembly.tally import Again, Agreed
from veche.web.house.language import voice_of

from .. import hooks
from ..access import polls as access
from ..access.hall import Viewer, orders_of
from ..access.seats import seated
from ..actions import polls as actions
from ..errors import Refused
from ..forms.polls import CalledForm, CountForm, PaperForm
from ..models import Duty, Poll, Way
from ..presenting_polls import answers, counted_as
from .entering import in_hall

EXTRA = ("blank", "spoiled")


@in_hall
def hands(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """A teller's page: the numbers, and where counting stands. What others wrote is not on it."""
    found = access.poll(viewer.assembly.pk, number)
    teller = viewer.officer(Duty.TELLER)
    if teller is None or "hands" not in found.parts:
        raise Http404
    where = access.state_of(found).hands
    take = 0 if where is None else where.take
    voice = voice_of(request)
    form = CountForm(request.POST or None, voice=voice, answers=counted_as(found, voice))
    if form.is_valid():
        typed = request.POST.get("take", "")
        actions.count_hands(
            viewer, found, form.counts, int(typed) if typed.isdecimal() and len(typed) < 5 else 0
        )
        return redirect("poll_count", viewer.assembly.pk, number)
    places = {
        "assembly": viewer.assembly,
        "poll": found,
        "form": form,
        "take": take,
        "again": isinstance(where, Again) or take > 1,
        "agreed": where.counts if isinstance(where, Agreed) else None,
        "wrote": access.wrote(found, [teller], take),
        "tellers": orders_of(viewer.assembly).tellers,
    }
    return render(request, "assemblies/polls/hands.html", places)


@in_hall
def paper(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """Piles: one types the numbers in, another one confirms them."""
    found = access.poll(viewer.assembly.pk, number)
    officer = viewer.officer(Duty.CHAIR, Duty.SECRETARY, Duty.TELLER)
    if officer is None or "paper" not in found.parts:
        raise Http404
    do = request.POST.get("do", "")
    if do in ("confirm", "drop"):
        act = actions.confirm_paper if do == "confirm" else actions.drop_paper
        act(viewer, found, _uuid(request.POST.get("paper", "")))
        return redirect("poll_paper", viewer.assembly.pk, number)
    voice = voice_of(request)
    form = PaperForm(request.POST or None, voice=voice, answers=counted_as(found, voice), extra=EXTRA)
    if form.is_valid():
        try:
            actions.type_paper(viewer, found, form.cleaned_data["pile"], form.counts)
            return redirect("poll_paper", viewer.assembly.pk, number)
        except Refused as no:
            form.refuse("pile", f"assemblies:refused.{no.code}", no.count, **no.places)
    own = {one.pk for one in viewer.officers}
    labels = [*counted_as(found, voice), *(voice(f"assemblies:paper.{name}") for name in EXTRA)]
    piles = [
        (one, list(zip(labels, one.counts, strict=True)), one.typed_by_id in own)
        for one in access.state_of(found).papers
    ]
    places = {"assembly": viewer.assembly, "poll": found, "form": form, "piles": piles}
    return render(request, "assemblies/polls/paper.html", places)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@in_hall
def names(request: HttpRequest, viewer: Viewer, number: int) -> HttpResponse:
    """A roll call, or the cards of delegates without a phone: typed in as they are called out."""
    found = access.poll(viewer.assembly.pk, number)
    may = viewer.leads or viewer.duties & {Duty.SECRETARY, Duty.TELLER}
    if not may or found.way not in (Way.NAMED, Way.CARDS) or found.state != Poll.State.OPEN:
        raise Http404
    voice = voice_of(request)
    seats = _seats(viewer, found) if viewer.assembly.of_delegates else None
    form = CalledForm(request.POST or None, voice=voice, answers=answers(found, voice), seats=seats)
    against: hooks.AgainstMandate | None = None
    if form.is_valid():
        try:
            _called(request, viewer, found, form)
            return redirect("poll_names", viewer.assembly.pk, number)
        except hooks.AgainstMandate as warned:
            against = warned
        except Refused as no:
            form.refuse(None, f"assemblies:refused.{no.code}", no.count, **no.places)
    called = access.ballots_of_delegates(found) if viewer.assembly.of_delegates else access.named(found)
    places = {
        "assembly": viewer.assembly,
        "poll": found,
        "form": form,
        "called": called,
        "against": voice(against.sentence, None, **against.places) if against is not None else "",
        "stopped": against is not None and against.refused,
    }
    return render(request, "assemblies/polls/names.html", places)


def _seats(viewer: Viewer, found: Poll) -> list[tuple[str, str]]:
    """Whoever sits in a seat now, by body and number."""
    there = [
        one.presence.delegacy
        for one in seated(viewer.assembly)
        if one.presence is not None and one.presence.delegacy
    ]
    return [(str(one.pk), access.seat_name(one)) for one in there]


def _called(request: HttpRequest, viewer: Viewer, found: Poll, form: CalledForm) -> None:
    said = form.cleaned_data
    who = UUID(said["who"]) if "who" in said else None
    weight = 1
    if found.way == Way.CARDS and who is not None:
        weight = access.weight_of(found, who)
    choice = [weight if place == int(said["choice"]) else 0 for place in range(len(found.answers))]
    actions.cast_for(
        viewer, found, choice, name=said.get("name", ""), delegacy_id=who, sure="against" in request.POST
    )
