"""What everybody sees of a vote. Nothing here needs script, and nothing here needs an account once the vote is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from veche.rules import Decision
from veche.rules import Outcome as Verdict
from veche.rules.small_groups import SMALLEST
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers, public, rounds
from veche.web.ballots.casting.early import may_come_early
from veche.web.ballots.drawing import rules
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.files import report_file
from veche.web.ballots.models import Stage, Vote
from veche.web.ballots.stages import PUBLIC
from veche.web.house.language import voice_of
from veche.words import Language

from .downloads import Download, TooManyDownloads
from .outcome import Outcome, outcomes
from .paper import asked
from .parts import STYLE, drawn, sheet, winners
from .rounds import of_roll
from .setup import last_event, set_up
from .single import single

CHUNK = 1 << 20
LONGEST_SEARCH = 100


@require_safe
@may_come_early()
def vote_page(request: HttpRequest, uuid: str) -> HttpResponse:
    """A vote for whoever has its address; before it is open for members of the body."""
    account = account_of(request)
    vote = public.vote_for(account, uuid)
    if rounds.is_standing(vote):
        return _standing(request, vote)
    context = _about(request, vote) | {"desk": _desk(request, vote), **_off_roll(vote)}
    if vote.stage in PUBLIC:
        end = public.archive_end(vote)
        context |= {
            "turnout": public.turnout(vote),
            "last_event": last_event(vote.uuid, end),
            "lists_trackers": public.lists_trackers(vote),
        }
    return render(request, "ballots/public/vote.html", context)


def _standing(request: HttpRequest, vote: Vote) -> HttpResponse:
    """A roll for many votes, for the members of the body."""
    context = {
        "vote": vote,
        "desk": _desk(request, vote),
        "officers": officers.officers_of(vote),
        **of_roll(vote),
    }
    return render(request, "ballots/public/standing.html", context)


def _off_roll(vote: Vote) -> dict[str, Any]:
    """Of a vote on a standing roll: the roll, and how many have no code for it, or have one and left."""
    roll = rounds.roll_of(vote.uuid)
    if roll is None:
        return {}
    return {"rolled": roll, "newcomers": rounds.newcomers(roll), "gone": rounds.gone(roll)}


def _about(request: HttpRequest, vote: Vote) -> dict[str, Any]:
    """What the vote is about: from its archive once there is one, which cannot be altered unseen."""
    voice, found = voice_of(request), set_up(vote.uuid) if vote.stage in PUBLIC else None
    paper = found.election.election if found else None
    questions = paper.questions if paper else questions_of(vote.questions)
    return {
        "vote": vote,
        "setup": found,
        "title": paper.name if paper else vote.title,
        "description": paper.description if paper else vote.description,
        "questions": [
            asked(question, counting, voice)
            for question, counting in zip(questions, vote.counting, strict=True)
        ],
        "officers": officers.officers_of(vote),
        "rule": _rule(request, vote),
        "open": public.takes_ballots(vote.uuid),
        "published": vote.stage == Stage.PUBLISHED,
    }


def _rule(request: HttpRequest, vote: Vote) -> rules.Page | None:
    if not vote.rule:
        return None
    opens, closes = (moment and moment.date() for moment in (vote.opens, vote.closes))
    language = voice_of(request).language
    return rules.page(rules.chosen(vote.rule), vote.variant, language, opens, closes)


def _desk(request: HttpRequest, vote: Vote) -> officers.Desk | None:
    """What a member of the body sees besides; None for everybody else."""
    try:
        return officers.desk(account_of(request), vote.uuid)
    except Http404:
        return None


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def trackers(request: HttpRequest, uuid: str) -> HttpResponse:
    """The ballots that count, by their trackers. What somebody looks for is sent in a form, as addresses are remembered."""
    vote = public.vote(uuid)
    searched = "".join(request.POST.get("tracker", "")[:LONGEST_SEARCH].split())
    last, page = public.tracker_pages(vote), _page_of(request)
    context = {
        "vote": vote,
        "title": set_up(vote.uuid).election.election.name,
        "searched": searched,
        "found": public.look_up(vote, searched) if searched else [],
        "listed": public.lists_trackers(vote),
        "trackers": public.trackers(vote, page),
        "turnout": public.turnout(vote),
        "page": page,
        "last": last,
        "before": page - 1,
        "after": page + 1 if page < last else 0,
    }
    return render(request, "ballots/public/trackers.html", context)


def _page_of(request: HttpRequest) -> int:
    stated = request.GET.get("page", "1")
    return max(1, int(stated)) if stated.isdecimal() and len(stated) < 9 else 1


@require_safe
def trackers_text(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """The same list as a plain text, to keep and to compare."""
    vote = public.vote(uuid)
    lines = (f"{tracker}\n".encode() for tracker in public.all_trackers(vote))
    return _sent(request, lines, {"Content-Type": "text/plain; charset=utf-8"})


@require_safe
def archive(request: HttpRequest, uuid: str) -> HttpResponseBase:
    """The archive, or as much of it as is shown now: whole events, and every later download begins with the same bytes."""
    vote = public.vote(uuid)
    path, end = public.archive_path(vote), public.archive_end(vote)
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Length": str(end),
        "Content-Disposition": f'attachment; filename="{vote.uuid}.bel"',
    }
    return _sent(request, _beginning(path, end), headers)


def _sent(request: HttpRequest, parts: Iterable[bytes], headers: dict[str, str]) -> HttpResponseBase:
    try:
        return StreamingHttpResponse(Download(parts), headers=headers)
    except TooManyDownloads:
        told = {"title": "ballots:public.downloads", "advice": "ballots:public.downloads_advice"}
        return render(request, "house/failure.html", told, status=503)


def _beginning(path: Path, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while end > 0 and (part := file.read(min(CHUNK, end))):
            end -= len(part)
            yield part


@csp_update({"style-src": [STYLE]})  # type: ignore[arg-type]  # its stubs know no views with arguments
@require_safe
def result(request: HttpRequest, uuid: str) -> HttpResponse:
    """Every number of the result, and how it came to be."""
    vote = public.vote(uuid)
    context = _about(request, vote) | {"turnout": public.turnout(vote), "smallest": SMALLEST}
    if vote.stage == Stage.PUBLISHED:
        context["outcomes"] = [_told(request, vote, outcome) for outcome in outcomes(vote)]
    return render(request, "ballots/public/result.html", context)


def _told(request: HttpRequest, vote: Vote, outcome: Outcome) -> dict[str, Any]:
    """One question in the reader's language."""
    language = voice_of(request).language
    words, decision, count = rules.words_of(language), outcome.decision, outcome.count
    told: dict[str, Any] = {
        "outcome": outcome,
        "whole": sum(votes for _, votes in outcome.answers) + (outcome.blank or 0),
        "reports": public.reports(vote, outcome.number),
        "counted": bool(vote.counting[outcome.number - 1]),
    }
    if decision is not None:
        told["headline"] = decision.headline.say(words)
        told["carried"] = decision.outcome
        told["reasons"] = [(one.sentence.say(words), one.met) for one in decision.reasons]
        told["warnings"] = [one.say(words) for one in (*decision.warnings, *decision.standing)]
        told["days"] = _days(vote, decision, language) if decision.outcome is Verdict.CARRIED else ()
    if count is not None and outcome.hidden:
        told["winners"] = winners(count, language)
    elif count is not None:
        told["sheet"] = sheet(count, language)
        told["pictures"] = drawn(count, language, outcome.number)
    return told


def _days(vote: Vote, decision: Decision, language: Language) -> list[tuple[str, str]]:
    """What comes next, by the rule that decided."""
    opens, closes = (moment and moment.date() for moment in (vote.opens, vote.closes))
    return rules.last_days(decision.rule, language, opens, closes, since=closes)


@require_safe
def report(request: HttpRequest, uuid: str, kind: str, question: int = 1) -> FileResponse:
    """The report on a question, as a file to keep."""
    vote = public.vote(uuid)
    if kind not in public.reports(vote, question):
        raise Http404
    path = report_file(vote.uuid, kind, question)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{vote.uuid}-{question}.{kind}")


@require_safe
def verify(request: HttpRequest, uuid: str) -> HttpResponse:
    """How anybody checks this vote, with this vote's own names and fingerprints."""
    vote = public.vote(uuid)
    end = public.archive_end(vote)
    context = {
        "vote": vote,
        "setup": set_up(vote.uuid),
        "last_event": last_event(vote.uuid, end),
        "whole": end == public.archive_path(vote).stat().st_size,
        "published": vote.stage == Stage.PUBLISHED,
        "file": f"{vote.uuid}.bel",
        "single": single(),
    }
    return render(request, "ballots/public/verify.html", context)
