"""What templates say and show. All of it is there without loading it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import segno
from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

from veche.web.house.band import digest_of, of_this_release, paths
from veche.web.house.language import Voice
from veche.words.formats import day, exact
from veche.words.wordlist import spoken

register = template.Library()

GROUP = 4
SPOKEN = 6
"""Words of ten bits each. Whoever looks for another hash with the same six words tries 2^60 of them, and then its band is another."""


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


@register.simple_tag(takes_context=True)
def band(context: Context, digest: str | bytes) -> SafeString:
    """The woven band of a hash (32 bytes, or their hexadecimal or base64)."""
    warp, weft = paths(digest if isinstance(digest, bytes) else digest_of(digest))
    return format_html(
        '<svg class="band" viewBox="0 0 91 19" role="img"><title>{}</title>'
        '<path class="warp" d="{}"/><path class="weft" d="{}"/></svg>',
        _voice(context)("house:fingerprint.band"),
        warp,
        weft,
    )


@register.simple_tag
def mark() -> SafeString:
    """The band of this release, for the header: an ornament beside the name, so hidden from screen readers."""
    warp, weft = paths(of_this_release())
    return format_html(
        '<svg class="band" viewBox="0 0 91 19" aria-hidden="true" focusable="false">'
        '<path class="warp" d="{}"/><path class="weft" d="{}"/></svg>',
        warp,
        weft,
    )


@register.inclusion_tag("house/fingerprint.html", takes_context=True)
def fingerprint(context: Context, digest: str | bytes) -> dict[str, Any]:
    """A hash in three shapes: a band to compare at a glance, words to compare by voice, and all of it as grouped text."""
    value = digest if isinstance(digest, bytes) else digest_of(digest)
    text = digest if isinstance(digest, str) else digest.hex()
    voice = _voice(context)
    return {
        "voice": voice,
        "digest": value,
        "groups": grouped(text),
        "words": spoken(voice.language, value, SPOKEN),
    }


@register.simple_tag(takes_context=True)
def qr(context: Context, text: str) -> SafeString:
    """A QR code as inline SVG, black on white in every look: cameras need it so."""
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(border=4)
    lines = code.svg_inline(omitsize=True, border=4, svgclass=None, lineclass=None)
    inner = lines[lines.index(">") + 1 : lines.rindex("</svg>")]
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        width,
        height,
        _voice(context)("house:page.qr"),
        mark_safe(inner),  # noqa: S308 - segno's own path: digits and letters of SVG
    )


@register.inclusion_tag("house/live.html", takes_context=True)
def live(context: Context, assembly: Any, kind: str) -> dict[str, Any]:
    """The fragment of an assembly of this kind, kept fresh while the page is open: see `settings.LIVE`. Its page works by reload too.

    The address says which state the page shows already, so that it is not sent once more.
    """
    voice = _voice(context)
    address = f"{reverse('live', args=(assembly.pk, kind))}?seen={assembly.pulse}"
    part = import_string(f"{settings.LIVE}.part")(assembly.pk, kind, voice.language)
    return {"voice": voice, "path": context["path"], "address": address, "part": mark_safe(part)}  # noqa: S308 - a template's


def grouped(text: str) -> list[str]:
    """The text in groups of four, as people compare it with their eyes."""
    return [text[start : start + GROUP] for start in range(0, len(text), GROUP)]


def _voice(context: Context) -> Voice:
    voice = context["voice"]
    assert isinstance(voice, Voice)  # noqa: S101 - every page is rendered with the context of its request
    return voice
