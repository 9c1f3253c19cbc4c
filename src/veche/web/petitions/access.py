"""The only readers of the tables of petitions. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

A petition is there for whoever has its address, as a vote is. Nobody reads who signed: there are credentials, and no names.

While it runs, how many have signed is shown as far as the body shows the turnout of a vote, for the same reason: whoever sees a number
grow at the hour in which somebody had the phone in hand knows who signed, and whoever sees it stand still knows whom to press.
`nothing` shows neither number nor signatures, `daily` the number at midnight (UTC), `always` everything as it stands.
When it has ended everything is shown: otherwise nobody could check it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import Http404
from django.utils import timezone

from veche.election.petition import (
    OpenPetition,
    open_petition,
    petition_file,
    statement_message,
    verify_petition,
)
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.models import Round, StandingRoll
from veche.web.bodies.models import Body, Turnout

from .models import Petition, Signature

SIGNING = range(1, 100, 2)
"""Turns that sign; the others take the signature back."""


def petition(uuid: str) -> Petition:
    """The petition with this identifier. Raises Http404."""
    found = Petition.objects.filter(pk=uuid).select_related("round__roll", "body").first()
    if found is None:
        raise Http404
    return found


def petitions_of(body: Body) -> list[Petition]:
    """All petitions of a body, the latest first."""
    return list(Petition.objects.filter(body=body).select_related("body").order_by("-begun", "pk"))


def running_on(roll: StandingRoll) -> list[Petition]:
    """Those that can be signed now with the codes of this roll, the one that ends first at the top."""
    running = Petition.objects.filter(round__roll=roll, ended=False, until__gte=timezone.now().date())
    return list(running.select_related("body").order_by("until", "pk"))


def roll_of(petition: Petition) -> StandingRoll:
    """The roll whose members may sign."""
    return StandingRoll.objects.select_related("vote", "body").get(pk=petition.round.roll_id)


def takes_signatures(petition: Petition) -> bool:
    """Whether one is taken at this moment: not ended, and its last day (UTC) is not over."""
    return not petition.ended and timezone.now().date() <= petition.until


def signed(petition: Petition) -> int:
    """How many have signed and not taken it back. Not for the public while it runs: see `shown`."""
    return Signature.objects.filter(petition=petition).filter(turn__in=SIGNING).count()


@dataclass(frozen=True)
class Shown:
    """How many have signed; `day`: as it stood when that day began."""

    number: int
    day: date | None = None


def shown(petition: Petition) -> Shown | None:
    """How many have signed, as far as that is shown now. None: it is not."""
    if petition.ended or petition.turnout == Turnout.ALWAYS:
        return Shown(signed(petition))
    if petition.turnout == Turnout.NOTHING:
        return None
    today = timezone.now().date()
    if petition.counted_on == today:
        return Shown(petition.counted, today)
    return Shown(signed(petition), today)  # nobody has signed today: all are of earlier days


def shows_signatures(petition: Petition) -> bool:
    """Whether its file holds the signatures already."""
    return petition.ended or petition.turnout == Turnout.ALWAYS


@lru_cache(maxsize=16)
def _opened(uuid: str) -> OpenPetition:
    """What is signed: it never changes once the petition has begun, and so neither does its fingerprint."""
    found = petition(uuid)
    listed = bytes(found.round.credentials or b"")
    statement = statement_message(
        group=GROUP,
        uuid=found.pk,
        body=found.named,
        text=found.statement,
        needed=found.needed,
        until=found.until,
        credentials=listed,
    )
    return open_petition(statement, listed)


def opened(petition: Petition) -> OpenPetition:
    """The statement and the list, as they are signed and checked. Raises VerificationError where the database was changed."""
    return _opened(petition.pk)


def turn_of(petition: Petition, credential: str) -> int:
    """The latest turn of a credential; 0 where there is none."""
    found = Signature.objects.filter(petition=petition, credential=credential).first()
    return 0 if found is None else found.turn


def file_of(petition: Petition) -> bytes:
    """`petition.json`: statement, list, and the signatures as far as they are shown now, sorted by credential."""
    signatures = list(_signatures(petition)) if shows_signatures(petition) else []
    listed = Round.objects.values_list("credentials", flat=True).get(pk=petition.pk)
    return petition_file(opened(petition).message, bytes(listed or b""), signatures)


def _signatures(petition: Petition) -> Iterator[bytes]:
    rows = Signature.objects.filter(petition=petition).order_by("credential")
    return (text.encode() for text in rows.values_list("signature", flat=True))


class NotFilled(Exception):
    """Fewer signatures hold than are needed."""


def must_be_filled(petition: Petition) -> None:
    """Count the signatures of a petition that has ended again, as anybody would from its file. Raises VerificationError, NotFilled."""
    if not verify_petition(file_of(petition)).filled:
        raise NotFilled


def to_end() -> list[str]:
    """Petitions whose last day is over and which nobody has ended yet."""
    over = Petition.objects.filter(ended=False, until__lt=timezone.now().date())
    return list(over.values_list("pk", flat=True))


def to_tell() -> list[str]:
    """Petitions that have ended, and of which somebody who waits was not told."""
    return list(Petition.objects.filter(ended=True, told=False).values_list("pk", flat=True))
