"""The state strip of a vote: where it stands, what comes next, who must act and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from veche.web.ballots.access.officers import extensions, officers_of
from veche.web.ballots.access.rounds import has_ended, is_standing, missing_lists
from veche.web.ballots.drawing.posts import in_one_hand
from veche.web.ballots.models import Officer, Stage, Vote
from veche.web.ballots.stages import waits_for
from veche.web.house.language import Voice

register = template.Library()

STEPS = (
    ("prepare", (Stage.DRAFT, Stage.ROLL, Stage.READY)),
    ("vote", (Stage.OPEN,)),
    ("count", (Stage.CLOSED, Stage.SHUFFLING)),
    ("decrypt", (Stage.DECRYPTING,)),
    ("result", (Stage.PUBLISHED,)),
)


@register.simple_tag(takes_context=True)
def strip_of(context: Context, vote: Vote) -> dict[str, Any]:
    """What the strip shows of a vote, in the reader's language."""
    voice: Voice = context["voice"]
    place = next((place for place, (_, stages) in enumerate(STEPS) if vote.stage in stages), -1)
    return {
        "now": says_now(vote, voice),
        "shown": place >= 0 and not is_standing(vote),
        "steps": [
            (
                voice(f"ballots:stage.step_{name}"),
                "done" if number < place else "now" if number == place else "",
            )
            for number, (name, _) in enumerate(STEPS)
        ],
        "waiting": _waiting(vote, voice),
        "extensions": extensions(vote),
    }


def says_now(vote: Vote, voice: Voice) -> str:
    """Where it stands. A standing roll that is ready waits for nobody: its votes begin."""
    if not is_standing(vote) or vote.stage != Stage.READY:
        return voice(f"ballots:stage.{vote.stage}")
    return voice("ballots:rounds.ended" if has_ended(vote.uuid) else "ballots:rounds.ready")


def _waiting(vote: Vote, voice: Voice) -> list[str]:
    """One sentence for each thing that the vote waits for, with the names of those who must act; then until when."""
    if is_standing(vote) and vote.stage == Stage.READY:
        return []
    credentials = vote.public_credentials is not None and not missing_lists(vote.uuid)
    keys = vote.trustees is not None
    officers = officers_of(vote)
    waiting = waits_for(vote.stage, vote.opens, vote.closes, credentials, keys)
    said = []
    for one in waiting:
        who = ", ".join(officer.name for officer in officers if officer.post == one.who)
        said.append(voice(f"ballots:stage.{one.what}", who=who))
    moments = dict.fromkeys(one.until for one in waiting if one.until is not None)
    return said + [voice("ballots:stage.until", moment=voice.moment(until)) for until in moments]


@register.simple_tag(takes_context=True)
def in_one_hand_of(context: Context, vote: Vote) -> list[str]:
    """Sentences for everybody, where one person has posts that should keep each other in check."""
    return several_posts(officers_of(vote), context["voice"])


def several_posts(officers: Iterable[Officer], voice: Voice) -> list[str]:
    """The same, of these officers."""
    holders = [(one.membership_id or one.id, one.post) for one in officers]
    return [voice(f"ballots:post.{key}") for key in in_one_hand(holders)]


@register.simple_tag
def lots_of(vote: Vote) -> list[Officer]:
    """Officers who sealed a lot for ties: its commitment is for everybody, from the moment on when it was sealed."""
    return [one for one in officers_of(vote) if one.lot]
