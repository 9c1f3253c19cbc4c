"""Rows of ballots, made from the archive and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from veche.election.archive import Archive, Group
from veche.election.ballots import Heading, tracker
from veche.election.following import groups_after
from veche.web.ballots.casting.opened import open_box
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import CastBallot, Entitled, Followed, Stage, Vote

BATCH = 500
"""Rows that are written at once."""


def follow(uuid: str, before: int, *, durable: bool = False, anew: bool = False) -> None:
    """Read on in the archive to its end, and have a row for each ballot. The caller holds the archive.

    `before`: the end of the archive before this step added to it. `durable`: the rows are committed on return, so this must
    not be called inside a transaction. All rows are made again where they are not of this archive, or of a later state of it,
    and where `anew` asks for it.
    """
    with Archive(archive_file(uuid)) as archive, transaction.atomic(durable=durable):
        followed, _ = Followed.objects.select_for_update().get_or_create(vote_id=uuid)
        groups = groups_after(archive, followed.end, followed.last.encode())
        if groups is None or anew:
            CastBallot.objects.filter(vote_id=uuid).delete()
            groups = archive.groups()
        _turn_the_day(followed, timezone.now().date(), before)
        _take(followed, groups)
        followed.save()


def _turn_the_day(followed: Followed, today: date, before: int) -> None:
    """With the first step of a day, what was there before becomes what is shown until the next: no clock need strike."""
    if followed.day == today:
        return
    rows = CastBallot.objects.filter(vote_id=followed.pk)
    rows.filter(shown=False, replaced=False).update(shown=True)
    rows.filter(shown=True, replaced=True).update(shown=False)
    followed.day, followed.day_end = today, before


def _take(followed: Followed, groups: Iterable[Group]) -> None:
    rows: list[CastBallot] = []
    for group in groups:
        followed.end, followed.last = group.end, group.digest.decode()
        if group.type == b"Ballot":
            rows.append(_row(followed, group))
        if len(rows) == BATCH:
            _write(rows)
            rows = []
    _write(rows)


def _row(followed: Followed, group: Group) -> CastBallot:
    ballot = group.data[0].body
    credential = Heading(open_box(followed.pk).election).credential_of(ballot) or b""
    shown = group.end <= followed.day_end
    return CastBallot(
        tracker=tracker(ballot), vote_id=followed.pk, credential=credential.decode(), shown=shown
    )


def _write(rows: list[CastBallot]) -> None:
    """Of each voter the last row counts; and when the day began, the last that was there."""
    last: dict[str, CastBallot] = {}
    for row in rows:
        if (earlier := last.get(row.credential)) is not None:
            earlier.replaced, earlier.shown = True, earlier.shown and not row.shown
        last[row.credential] = row
    if rows:
        before = CastBallot.objects.filter(vote_id=rows[0].vote_id, credential__in=last)
        before.update(replaced=True)
        before.filter(credential__in=[row.credential for row in rows if row.shown]).update(shown=False)
        CastBallot.objects.bulk_create(rows)


def set_stage(vote: Vote, stage: Stage) -> None:
    """The stage that the archive tells. A backup of an open vote still knows who was on the roll: after the close nobody may."""
    with transaction.atomic():
        vote.stage = stage
        vote.save(update_fields=["stage"])
        if stage != Stage.OPEN:
            Entitled.objects.filter(vote=vote).delete()
