"""The petitions that can be signed now with the codes of a standing roll."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from veche.web.ballots.beside import Open
from veche.web.ballots.models import StandingRoll
from veche.web.house.language import Voice

from .access import running_on

LONGEST = 200
"""Characters of a statement on the page of the roll."""


def shortened(text: str) -> str:
    """Its first line, or as much of it as fits."""
    line = text.partition("\n")[0]
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def open_petitions(roll: StandingRoll, voice: Voice) -> Sequence[Open]:
    """For `ballots.beside.also_open`: each leads to the page on which it is signed."""
    return [
        Open(
            reverse("sign_petition", args=(one.pk,)),
            voice(f"petitions:kind.{one.kind}"),
            voice("petitions:page.sign_until", day=one.until),
            voice("petitions:page.sign"),
            shortened(one.statement),
            one.language,
        )
        for one in running_on(roll)
    ]
