"""The petitions that can be signed now with the codes of a standing roll."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from veche.web.ballots.beside import Open
from veche.web.ballots.models import StandingRoll
from veche.web.house.language import Voice

from .access import running_on


def open_petitions(roll: StandingRoll, voice: Voice) -> Sequence[Open]:
    """For `ballots.beside.also_open`: each leads to the page on which it is signed."""
    return [
        Open(
            reverse("sign_petition", args=(one.pk,)),
            voice(f"petitions:kind.{one.kind}"),
            voice("petitions:page.sign_until", day=one.until),
        )
        for one in running_on(roll)
    ]
