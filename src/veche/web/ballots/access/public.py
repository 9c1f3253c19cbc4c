"""What everybody may see of a vote: from its opening on, whoever has its address."""

from __future__ import annotations

from pathlib import Path

from django.http import Http404
from django.utils import timezone

from veche.web.ballots.files import archive_file
from veche.web.ballots.models import CastBallot, Stage, Vote
from veche.web.ballots.stages import PUBLIC


def vote(uuid: str) -> Vote:
    """A vote that is or was open. Raises Http404, the same for one that is not open yet and for one that is not there."""
    found = Vote.objects.filter(pk=uuid, stage__in=PUBLIC).first()
    if found is None:
        raise Http404
    return found


def vote_of_archive(uuid: str) -> Vote | None:
    """The vote of this archive, in whatever stage: for the server's own work."""
    return Vote.objects.filter(pk=uuid).first()


def takes_ballots(uuid: str) -> bool:
    """Whether a ballot may be taken at this moment: the stage and the clock, as the database has them now."""
    found = Vote.objects.filter(pk=uuid, stage=Stage.OPEN).only("closes").first()
    return found is not None and (found.closes is None or timezone.now() < found.closes)


def archive_path(vote: Vote) -> Path:
    """Where its archive lies."""
    return archive_file(vote.uuid)


def ballots_cast(vote: Vote) -> int:
    """Ballots in the archive, replaced ones too. Not for the public while the vote is open: see `turnout`."""
    return CastBallot.objects.filter(vote=vote).count()
