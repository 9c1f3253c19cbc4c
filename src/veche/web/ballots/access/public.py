"""What everybody may see of a vote: from its opening on, whoever has its address; before, the members of its body.

While a vote is open, turnout is shown as the body chose: always, once a day, or not at all. What would tell it to somebody
who counts (the list of trackers, the archive, who has voted) is shown as far and no further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from veche.election.following import setup_end, whole_end
from veche.web.accounts.models import Account
from veche.web.ballots.access import officers
from veche.web.ballots.files import REPORTS, archive_file, report_file
from veche.web.ballots.models import CastBallot, Followed, Stage, Vote
from veche.web.ballots.stages import PUBLIC
from veche.web.bodies.models import Turnout

SLIPS_OUT = frozenset({Stage.ROLL, Stage.READY})
SOUGHT = re.compile(r"[A-Za-z0-9+/]{1,43}")
"""A tracker, or its beginning. No database need be asked for anything else, and some take no zero bytes."""
PAGE = 200
"""Trackers on a page."""
PART = 5000
"""Trackers that are read from the database at once."""
TRACKER = 43
"""Characters of a whole tracker."""
FOUND = 20
"""Trackers that a search shows at most."""


class NotOpen(Http404):
    """A vote that is being prepared: slips with its address may be out already, and say nothing more. `opens`: when it shall open."""

    def __init__(self, opens: datetime | None) -> None:
        super().__init__("the vote is not open yet")
        self.opens = opens


def vote(uuid: str) -> Vote:
    """A vote that is or was open. Raises NotOpen where its roll is frozen and it was not opened yet, otherwise Http404."""
    found = _address(uuid)
    if found is None:
        raise Http404
    if found.stage not in PUBLIC:
        raise NotOpen(found.opens)
    return found


def vote_for(account: Account | None, uuid: str) -> Vote:
    """The same, and for a member of the body also one that is not open yet, or was called off. Raises NotOpen, Http404."""
    try:
        return vote(uuid)
    except Http404 as nothing:
        try:
            return officers.desk(account, uuid).vote
        except Http404:
            raise nothing from None


def _address(uuid: str) -> Vote | None:
    """The vote that an address leads to: addresses are not given out before the roll is frozen."""
    known = Vote.objects.filter(pk=uuid, stage__in=PUBLIC | SLIPS_OUT)
    return known.select_related("body").first()


def vote_of_archive(uuid: str) -> Vote | None:
    """The vote of this archive, in whatever stage: for the server's own work."""
    return Vote.objects.filter(pk=uuid).first()


def takes_ballots(uuid: str) -> bool:
    """Whether a ballot may be taken at this moment: the stage and the clock, as the database has them now."""
    found = Vote.objects.filter(pk=uuid, stage=Stage.OPEN).only("closes").first()
    return found is not None and (found.closes is None or timezone.now() < found.closes)


def holds(vote: Vote, tracker: str) -> bool:
    """Whether a ballot is in the archive: a row is there only when the ballot is on the disk."""
    return CastBallot.objects.filter(vote=vote, tracker=tracker).exists()


def is_replaced(vote: Vote, tracker: str) -> bool:
    """Whether the same voter cast a later ballot, which counts instead."""
    return CastBallot.objects.filter(vote=vote, tracker=tracker, replaced=True).exists()


def archive_path(vote: Vote) -> Path:
    """Where its archive lies."""
    return archive_file(vote.uuid)


def archive_end(vote: Vote) -> int:
    """How many bytes of the archive are shown now: always up to the end of an event, never more than turnout may tell.

    While ballots come, only what has rows: what is being written, and what a failing disk may take back, nobody shall hold a copy of.
    """
    path, followed = archive_path(vote), _followed(vote)
    if _shown(vote) == Turnout.NOTHING or (followed is None and _shown(vote) == Turnout.DAILY):
        return setup_end(path)
    if followed is None or vote.stage != Stage.OPEN:
        return whole_end(path)
    if _shown(vote) == Turnout.DAILY and followed.day == _today():
        return followed.day_end
    return min(followed.end, whole_end(path))


def reports(vote: Vote, question: int) -> list[str]:
    """Of which kinds there are reports on a question, from 1."""
    if vote.stage != Stage.PUBLISHED or not 0 < question <= len(vote.questions):
        return []
    return [kind for kind in REPORTS if report_file(vote.uuid, kind, question).exists()]


def ballots_cast(vote: Vote) -> int:
    """Ballots in the archive, replaced ones too. Not for the public while the vote is open: see `turnout`."""
    return CastBallot.objects.filter(vote=vote).count()


@dataclass(frozen=True)
class Voters:
    """How many have voted; `day`: as it stood when that day began."""

    number: int
    day: date | None = None


def turnout(vote: Vote) -> Voters | None:
    """How many have voted, as far as that is shown now. None: it is not."""
    how = _shown(vote)
    if how == Turnout.NOTHING:
        return None
    return Voters(_counting(vote).count(), _today() if how == Turnout.DAILY else None)


def has_voted(vote: Vote, credential: str) -> bool | None:
    """Whether a public credential has voted; None where that is not shown now, as anybody could ask for the whole roll."""
    if _shown(vote) != Turnout.ALWAYS:
        return None
    return CastBallot.objects.filter(vote=vote, credential=credential).exists()


def lists_trackers(vote: Vote) -> bool:
    """Whether the list is shown now. One's own ballot can be looked up at any time."""
    return _shown(vote) != Turnout.NOTHING


def trackers(vote: Vote, page: int) -> list[str]:
    """A page, from 1, of the ballots that count, by their trackers, so that their order says nothing."""
    if not lists_trackers(vote):
        return []
    start = (page - 1) * PAGE
    return list(_counting(vote).order_by("tracker").values_list("tracker", flat=True)[start : start + PAGE])


def tracker_pages(vote: Vote) -> int:
    """How many pages there are, one at least."""
    return max(1, -(-_counting(vote).count() // PAGE)) if lists_trackers(vote) else 1


def all_trackers(vote: Vote) -> Iterator[str]:
    """All of them, in the same order. They are asked for in parts: whoever reads slowly must not keep a view of the database open,
    behind which SQLite cannot give up what was overwritten."""
    rows = _counting(vote).order_by("tracker") if lists_trackers(vote) else CastBallot.objects.none()
    part = list(rows.values_list("tracker", flat=True)[:PART])
    while part:
        yield from part
        part = list(rows.filter(tracker__gt=part[-1]).values_list("tracker", flat=True)[:PART])


@dataclass(frozen=True)
class Found:
    """A ballot that was looked up. `replaced`: the same voter cast a later one, which counts instead."""

    tracker: str
    replaced: bool


def look_up(vote: Vote, start: str) -> list[Found]:
    """Ballots by the beginning of their tracker; where the list is not shown, by the whole of it."""
    if not SOUGHT.fullmatch(start):
        return []
    rows = CastBallot.objects.filter(vote=vote)
    if len(start) == TRACKER:
        rows = rows.filter(tracker=start)
    else:
        rows = _told(vote).filter(tracker__istartswith=start)
    return [Found(row.tracker, row.replaced) for row in rows.order_by("tracker")[:FOUND]]


def _shown(vote: Vote) -> Turnout:
    """What of the turnout is shown now: everything once nobody can vote any more."""
    return Turnout(vote.turnout) if vote.stage == Stage.OPEN else Turnout.ALWAYS


def _told(vote: Vote) -> QuerySet[CastBallot]:
    """Ballots that may be told of now, replaced ones too where nothing is held back."""
    rows = CastBallot.objects.filter(vote=vote)
    if _shown(vote) == Turnout.ALWAYS:
        return rows
    return _counting(vote) if _shown(vote) == Turnout.DAILY else rows.none()


def _counting(vote: Vote) -> QuerySet[CastBallot]:
    """One ballot a voter: those that count now, or counted when the day began where a day is shown at a time.

    As every cast first turns the day, no cast today means that all are of earlier days.
    """
    rows, followed = CastBallot.objects.filter(vote=vote), _followed(vote)
    if _shown(vote) == Turnout.DAILY and followed is not None and followed.day == _today():
        return rows.filter(shown=True)
    return rows.filter(replaced=False)


def _followed(vote: Vote) -> Followed | None:
    return Followed.objects.filter(pk=vote.uuid).first()


def _today() -> date:
    return timezone.now().date()
