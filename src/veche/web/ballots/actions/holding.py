"""Opening a vote, giving it more time, closing it. The archive comes first, the row after it: what was cut off can be run again."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from veche.election.chain import State
from veche.election.contents import Contents, read_contents
from veche.election.setup import Template, create_archive, draw_up
from veche.election.trustees import Trustees
from veche.web.ballots.access.officers import current, officers_of
from veche.web.ballots.casting.box import board
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.drawing.questions import questions_of
from veche.web.ballots.drawing.templates import STANDING
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Entitled, Extension, Post, Stage, Vote
from veche.web.ballots.stages import PATH, WrongStage

from .locking import held, must_be_in_hand


class BadTime(Exception):
    """A time that cannot be. `code`: over, earlier, not_yet."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def minute(now: datetime) -> datetime:
    """Nothing is noted more exactly than to the minute."""
    return now.replace(second=0, microsecond=0)


def template_of(vote: Vote) -> Template:
    """What the archive will hold of the vote besides keys and roll."""
    names = {one.post: one.name for one in officers_of(vote)}
    return Template(
        vote.description,
        vote.title,
        questions_of(vote.questions),
        names.get(Post.RETURNING_OFFICER),
        names.get(Post.REGISTRAR),
    )


def open_vote(uuid: str, *, by_hand: bool) -> None:
    """Write the archive and open the vote; run again it goes on from where it was cut off.

    Everything is checked first (3.1 of the specification). Raises BadTime where it is too early or too late, WrongStage,
    VerificationError.
    """
    with held(uuid, Stage.READY, Stage.OPEN) as vote:
        if vote.stage == Stage.OPEN:
            return
        if vote.kind == STANDING:  # its rounds open, it does not
            raise WrongStage(vote.stage)
        now = timezone.now()
        if vote.closes is None or vote.closes <= now:
            raise BadTime("over")
        if not by_hand and (vote.opens is None or now < vote.opens):
            raise BadTime("not_yet")
        vote.opens = _archive_begun(vote, minute(now))
        vote.public_credentials = vote.trustees = None
        vote.stage = Stage.OPEN


def _archive_begun(vote: Vote, now: datetime) -> datetime:
    """Since when there is an archive: from now on, or since an opening that was cut off."""
    trustees, roll = bytes(vote.trustees or b""), bytes(vote.public_credentials or b"")
    election = draw_up(template_of(vote), GROUP, vote.uuid, trustees)
    path = archive_file(vote.uuid)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        create_archive(
            path, election=election, trustees=trustees, credentials=roll, timestamp=int(now.timestamp())
        )
    begun = read_contents(path)
    _must_be_this(begun, election, trustees, roll)
    return datetime.fromtimestamp(begun.timestamp, tz=now.tzinfo)


def _must_be_this(begun: Contents, election: bytes, trustees: bytes, roll: bytes) -> None:
    """An archive that lies there already must be of this very set-up. Raises WrongStage."""
    same = begun.election.message == election and begun.credentials == roll
    if not same or begun.trustees != Trustees.read(trustees):
        raise WrongStage(Stage.OPEN)


def extend(uuid: str, closes: datetime, by: str) -> None:
    """Give an open vote more time. Only later, only while it is open; recorded, and shown to everybody.

    Raises BadTime, WrongStage. The archive is held, so that no closing comes between.
    """
    with board(current(uuid)) as archive, held(uuid, Stage.OPEN) as vote:
        must_be_in_hand(vote)
        now = timezone.now()
        if archive.state is not State.OPEN or vote.closes is None or vote.closes <= now:
            raise WrongStage(Stage.CLOSED)
        if closes <= vote.closes:
            raise BadTime("earlier")
        _give_time(vote, vote.closes, closes, by)


def close(uuid: str, *, by_hand: bool, by: str = "") -> None:
    """No ballot is taken any more, and who was on the roll is forgotten. Closed already, it stays as it is.

    `by_hand`: before its time is over; recorded, and shown to everybody, as done by `by` (empty: the returning officer).
    Raises BadTime where the clock says that it is not yet over, WrongStage before it was opened.
    """
    found = current(uuid)
    if found.stage not in PATH or PATH.index(Stage(found.stage)) < PATH.index(Stage.OPEN):
        raise WrongStage(found.stage)
    with board(found) as archive:
        if by_hand:
            _shorten(uuid, by)
        _must_be_over(current(uuid))
        if archive.state is State.OPEN:
            archive.end_ballots()
        _mark_closed(uuid)


def _shorten(uuid: str, by: str) -> None:
    """The time of an open vote is over now. Kept before the archive is closed: what is cut off in between, the clock ends."""
    with held(uuid, *PATH[PATH.index(Stage.OPEN) :]) as vote:
        must_be_in_hand(vote)
        now = timezone.now()
        if vote.stage == Stage.OPEN and vote.closes is not None and now < vote.closes:
            _give_time(vote, vote.closes, minute(now), by or template_of(vote).administrator or "")


def _give_time(vote: Vote, before: datetime, closes: datetime, by: str) -> None:
    """Another time of closing than before, with a record of who gave it. The caller holds the vote."""
    number = Extension.objects.filter(vote=vote).count() + 1
    Extension.objects.create(
        vote=vote, number=number, closed_before=before, closes=closes, by=by, day=timezone.now().date()
    )
    vote.closes = closes


def _must_be_over(vote: Vote) -> None:
    if vote.stage == Stage.OPEN and not (vote.closes is not None and vote.closes <= timezone.now()):
        raise BadTime("not_yet")


def _mark_closed(uuid: str) -> None:
    with held(uuid, *PATH[PATH.index(Stage.OPEN) :]) as vote:
        Entitled.objects.filter(vote=vote).delete()
        if vote.stage == Stage.OPEN:
            vote.stage = Stage.CLOSED
