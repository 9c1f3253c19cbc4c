"""The returning officer's page of one vote: where it stands, what is missing, and the one thing to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from veche.election.election import fingerprint
from veche.rules.small_groups import SMALLEST
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access import rounds
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.actions import counting, roll
from veche.web.ballots.drawing import rules
from veche.web.ballots.drawing.checks import warnings
from veche.web.ballots.drawing.countings import name_of
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.drawing.templates import draft
from veche.web.ballots.models import Post, Stage, Vote
from veche.web.ballots.public.rounds import of_roll
from veche.web.ballots.templatetags.strip import several_posts
from veche.web.house.language import Voice, voice_of
from veche.words import Language

from .pages import page
from .question_forms import FORMS

FAULTS = {
    "fault_title": "manage_text",
    "fault_questions": "manage_question",
    "fault_rule": "manage_rules",
    "fault_no_times": "manage_times",
    "fault_times": "manage_times",
    "fault_until": "manage_service",
    "fault_posts": "manage_posts",
    "fault_left": "manage_posts",
    "fault_threshold": "manage_posts",
    "fault_shuffles": "manage_posts",
}
"""Where each fault is put right."""


@page
def manage(request: HttpRequest, uuid: str) -> HttpResponse:
    desk = access.managing(account_of(request), uuid)
    context = _about(desk, voice_of(request))
    drawn = desk.vote.stage == Stage.DRAFT
    if rounds.is_standing(desk.vote):
        context |= of_roll(desk.vote)
        page = "standing_draft" if drawn else "standing"
    else:
        page = "draft" if drawn else "manage"
    return render(request, f"ballots/officers/{page}.html", context)


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
            *([voice("ballots:draw.untold")] if vote.stage == Stage.DRAFT and _is_untold(vote) else []),
            *([voice("ballots:draw.few", size)] if 0 < size < SMALLEST else []),
            *warnings(asked, size, rules.words_of(voice.language)),
            *_undecidable(vote, voice),
            *several_posts(desk.officers, voice),
        ],
        "mine": {one.post for one in desk.mine},
        "kinds": [(kind, voice(f"ballots:manage.{kind}_title")) for kind in FORMS],
        **_counting(vote),
        **_trustees(desk),
    }


def _undecidable(vote: Vote, voice: Voice) -> list[str]:
    """The rule that was chosen asks for numbers that this vote will not have: the result could only say that nobody can tell."""
    if not vote.rule:
        return []
    told = rules.page(rules.chosen(vote.rule), vote.variant, voice.language, None, None)
    return [voice("ballots:draw.rule_needs", figures=", ".join(told.missing))] if told.missing else []


def _is_untold(vote: Vote) -> bool:
    """Nobody has written over what the template asks for; frozen, it would stand in the archive for good."""
    if rounds.is_standing(vote):
        return False
    begun = draft(vote.kind, Voice(Language(vote.language)))
    return str(vote.description) == begun.description


def _place(vote: Vote, name: str) -> str:
    """Where a fault is put right."""
    return reverse(name, args=(vote.uuid, 1) if name == "manage_question" else (vote.uuid,))


def people(desk: Desk, voice: Voice) -> list[tuple[str, str]]:
    """Posts and the names of those who have them."""
    return [(voice(f"ballots:post.{one.post}"), one.name) for one in desk.officers]


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
