"""What fragments and pages of votes and speakers say."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from veche.assembly import furthest
from veche.assembly.orders.model import Label
from veche.assembly.speaking import Why
from veche.web.assemblies.access.speaking import Row
from veche.web.assemblies.access.votable import Votable
from veche.web.assemblies.models import Poll
from veche.web.assemblies.presenting_polls import answers, rule_name, told
from veche.web.house.language import Voice

register = template.Library()


@register.simple_tag(takes_context=True)
def label(context: Context, value: Label | None) -> str:
    """A text of the standing orders."""
    return "" if value is None else value.in_(_voice(context).language)


@register.simple_tag(takes_context=True)
def because(context: Context, row: Row) -> str:
    """Why a place in the list is where it is."""
    voice = _voice(context)
    why = row.place.why
    if why in (Why.ORDER, Why.QUOTA):
        return voice(f"assemblies:speak_why.{why}", name=label(context, row.label))
    return voice(f"assemblies:speak_why.{why}")


@register.simple_tag(takes_context=True)
def ahead(context: Context, row: Row) -> list[str]:
    """What stands before one's own place: how many for each reason, nobody by name."""
    voice = _voice(context)
    before = row.place.before or {}
    return [voice(f"assemblies:speak_before.{why}", number) for why, number in before.items()]


@register.simple_tag(takes_context=True)
def answers_of(context: Context, poll: Poll) -> list[str]:
    return answers(poll, _voice(context))


@register.simple_tag(takes_context=True)
def chosen(context: Context, poll: Poll, choice: list[int]) -> str:
    """An open ballot in words: one answer, or how it was split."""
    named = [
        (text, number) for text, number in zip(answers(poll, _voice(context)), choice, strict=True) if number
    ]
    if len(named) == 1:
        return named[0][0]
    return ", ".join(text if poll.most > 1 else f"{text}: {number}" for text, number in named)


@register.simple_tag(takes_context=True)
def rule_of(context: Context, poll: Poll) -> str:
    return rule_name(poll, _voice(context))


@register.simple_tag(takes_context=True)
def state_said(context: Context, poll: Poll) -> str:
    return _voice(context)(f"assemblies:poll_state.{poll.state}")


@register.simple_tag(takes_context=True)
def known_of(context: Context, poll: Poll) -> str:
    """What the server could know of a vote held in this way."""
    return _voice(context)(f"assemblies:poll_known.{poll.way}")


@register.simple_tag(takes_context=True)
def round_said(context: Context, poll: Poll) -> str:
    """Where the verifiable ballot of a secret vote stands."""
    stage = "beginning" if poll.round is None else poll.round.stage
    return _voice(context)(f"assemblies:poll_round.{stage}")


@register.simple_tag(takes_context=True)
def about_said(context: Context, about: str) -> str:
    return _voice(context)(f"assemblies:poll_about.{about}")


@register.simple_tag(takes_context=True)
def about_what(context: Context, about: str) -> str:
    """One sentence on what can be put to the vote besides what lies before the assembly."""
    return _voice(context)(f"assemblies:poll_about_what.{about}")


@register.simple_tag(takes_context=True)
def votable_name(context: Context, one: Votable) -> str:
    """What can be put to the vote, as the reader calls it."""
    return one.question(_voice(context))


@register.simple_tag(takes_context=True)
def voting_why(context: Context, one: Votable) -> str:
    """Why an amendment comes in its place of the voting order."""
    return furthest.said(one.why, _voice(context).language) if one.why is not None else ""


@register.inclusion_tag("assemblies/polls/result.html", takes_context=True)
def poll_result(context: Context, poll: Poll) -> dict[str, Any]:
    """The result of a decided vote, and what it was computed from."""
    voice = _voice(context)
    return {"voice": voice, "language": voice.language, "poll": poll, "told": told(poll, voice)}


def _voice(context: Context) -> Voice:
    voice = context["voice"]
    assert isinstance(voice, Voice)  # noqa: S101 - every page is rendered with the context of its request
    return voice
