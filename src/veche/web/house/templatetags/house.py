"""What templates say and show. All of it is there without loading it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context

from veche.web.house.language import Voice
from veche.words.formats import day, exact

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, count: int | None = None, **places: Any) -> str:
    """A text in the reader's language, escaped like any other text."""
    return _voice(context)(key, count, **places)


@register.simple_tag(takes_context=True)
def number(context: Context, value: int) -> str:
    return exact(_voice(context).language, value)


@register.simple_tag(takes_context=True)
def on_day(context: Context, value: date | datetime) -> str:
    return day(_voice(context).language, value)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime) -> str:
    return _voice(context).moment(value)


def _voice(context: Context) -> Voice:
    voice = context["voice"]
    assert isinstance(voice, Voice)  # noqa: S101 - every page is rendered with the context of its request
    return voice
