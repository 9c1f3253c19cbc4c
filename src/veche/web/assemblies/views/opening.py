"""Opening a vote from the desk: on what, how, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from veche.assembly import workflow
from veche.web.ballots.access import rounds
from veche.web.ballots.officers.forms import lines
from veche.web.house.language import Voice, voice_of
from veche.web.motions.models import Amendment, Block, Motion
from veche.words import Language

from ..access import polls as access
from ..access.hall import Viewer, orders_of
from ..access.votable import Votable, votable
from ..actions import polls as actions
from ..errors import Refused
from ..forms.polls import OpenForm
from ..models import Assembly, Poll, Way
from .entering import in_hall

ABOUTS = ("free", "motion", "amendment", "block", "close_debate", "procedure", "minutes", "election")
"""Pages. To close the debate is a matter of procedure with a page and a rule of its own."""
ON = ("motion", "amendment", "block")


@in_hall
def choose(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What can be put to the vote now: what lies before the assembly first."""
    if not viewer.leads:
        raise Http404
    places = {
        "assembly": viewer.assembly,
        "viewer": viewer,
        "votable": votable(viewer.assembly),
        "abouts": [one for one in ABOUTS if one not in ON],
        "running": access.running(viewer.assembly),
        "must_be_secret": access.must_be_secret(viewer.assembly, viewer.assembly.item),
    }
    return render(request, "assemblies/polls/choose.html", places)


@in_hall
def new(request: HttpRequest, viewer: Viewer, about: str, what: UUID | None = None) -> HttpResponse:
    """The form; what is refused is said in it."""
    if not viewer.leads or about not in ABOUTS or (about in ON) != (what is not None):
        raise Http404
    on = _on(viewer.assembly, about, what)
    voice = voice_of(request)
    form = _form(request, viewer, about, on, voice)
    if form.is_valid():
        wanted = _wanted(about, on, form, viewer.assembly)
        try:
            begin = actions.open_secret if wanted.way == Way.SECRET else actions.open_poll
            return redirect("poll", viewer.assembly.pk, begin(viewer, wanted).number)
        except Refused as no:
            form.refuse(None, f"assemblies:refused.{no.code}", no.count, **no.places)
    roll = None if viewer.assembly.of_delegates else rounds.standing_roll(viewer.assembly.body)
    places = {
        "assembly": viewer.assembly,
        "viewer": viewer,
        "about": about,
        "on": on,
        "form": form,
        "no_roll": roll is None and not viewer.assembly.of_delegates,
        "newcomers": rounds.newcomers(roll) if roll is not None else 0,
    }
    return render(request, "assemblies/polls/open.html", places)


def _on(assembly: Assembly, about: str, what: UUID | None) -> Votable | None:
    """Raises Http404 for what does not lie before this assembly."""
    if what is None:
        return None
    found = next((one for one in votable(assembly) if (one.about, one.id) == (about, what)), None)
    if found is None:
        raise Http404
    return found


def ways(assembly: Assembly, about: str) -> Sequence[str]:
    """Delegates vote in the open, members as the orders and those present want it; cards are delegates'."""
    if assembly.of_delegates:
        return (Way.CARDS, Way.NAMED, Way.HANDS)
    if about not in ("procedure", "close_debate") and access.must_be_secret(assembly, assembly.item):
        return (Way.SECRET,)
    return (Way.SECRET, Way.HANDS, Way.NAMED) if about == "election" else (Way.HANDS, Way.SECRET, Way.NAMED)


def _form(request: HttpRequest, viewer: Viewer, about: str, on: Votable | None, voice: Voice) -> OpenForm:
    assembly = viewer.assembly
    spoken = Voice(Language(assembly.language))
    return OpenForm(
        request.POST or None,
        voice=voice,
        about=about,
        ways=ways(assembly, about),
        rule=_rule(assembly, about),
        targets=_targets(on, voice),
        initial={"question": on.question(spoken) if on is not None else _question(about, spoken)}
        | _again(request, assembly, about),
    )


def _again(request: HttpRequest, assembly: Assembly, about: str) -> dict[str, Any]:
    """After a tie the same question between those who are tied, for the seats that are left."""
    number = request.GET.get("again", "")
    if about != "election" or not number.isdecimal() or len(number) > 5:
        return {}
    before = access.poll(assembly.pk, int(number))
    tied = [before.answers[one - 1] for one in before.result.get("tied", ())]
    if before.about != "election" or not tied:
        raise Http404
    seats = max(1, before.seats - len(before.result.get("sure", ())))
    return {"question": before.question, "answers": "\n".join(tied), "seats": seats}


def _question(about: str, voice: Voice) -> str:
    return voice(f"assemblies:poll_ask.{about}") if about in ("minutes", "close_debate") else ""


def _rule(assembly: Assembly, about: str) -> str:
    """Of the standing orders; another one may be chosen before the vote is opened."""
    if about == "election":
        return "plurality"
    rules = orders_of(assembly).rules
    named = {
        "amendment": rules.amendment,
        "close_debate": rules.close_debate,
        "procedure": rules.procedure,
        "minutes": rules.minutes,
    }
    return named.get(about, rules.motion)


def _targets(on: Votable | None, voice: Voice) -> list[tuple[str, str]]:
    """States to which the motion may go when the vote carries, adoption first."""
    if on is None or on.state is None:
        return []
    flow = workflow.find(on.workflow)
    following = [flow.state(name) for name in on.state.next if name != on.state.withdraw_to]
    carried = [one for one in following if one.ends == "carried"]
    others = [one for one in following if one.ends != "carried"]
    return [(one.name, one.label[str(voice.language)]) for one in (*carried, *others)]


def _parts(said: dict[str, Any]) -> Sequence[str]:
    """What is counted together: of hands as it was ticked; of a secret vote papers, beside sealed ballots."""
    if said["way"] == Way.SECRET:
        return ("paper",) if said.get("papers") else ()
    return said["parts"] if said["way"] == Way.HANDS else ("phones",)


def _wanted(about: str, on: Votable | None, form: OpenForm, assembly: Assembly) -> actions.Wanted:
    said: dict[str, Any] = form.cleaned_data
    texts = lines(said.get("answers", ""))
    own = bool(texts)
    wanted = actions.Wanted(
        "procedure" if about == "close_debate" else about,
        said["way"],
        said["question"],
        texts or list(access.YES_NO),
        "" if own and about == "free" else said["rule"],
        parts=_parts(said),
        changeable=said.get("changeable", False),
        minutes=said.get("minutes") or 15,
    )
    if about == "election":
        most = (
            1 if said["rule"] == "plurality" else len(texts) if said["rule"] == "approval" else said["seats"]
        )
        wanted = replace(
            wanted, seats=said["seats"], most=1 if said["way"] == Way.CARDS else min(most, len(texts))
        )
    if wanted.about == "procedure":
        wanted = replace(wanted, target=said.get("procedure", "close_debate"))
    if on is None:
        return wanted
    return replace(
        wanted,
        motion=on.row if isinstance(on.row, Motion) else None,
        amendment=on.row if isinstance(on.row, Amendment) else None,
        block=on.row if isinstance(on.row, Block) else None,
        target=said.get("target", ""),
        otherwise=on.otherwise(said.get("target", "")),
    )


__all__ = ["Poll", "choose", "new", "ways"]
