"""What those who hold a vote may see, and what a member sees of the votes of the body.

Nobody reads the roll here: a member finds their own place on it, the registrar sees keys that wait for a credential, without names,
and everybody else the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.ballots.models import Entitled, Extension, Job, Officer, Post, Stage, Vote
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Body, Membership, Office

SILENT = timedelta(minutes=10)
"""Work that said nothing for so long was cut off."""


@dataclass(frozen=True)
class Desk:
    """A vote as a member of its body sees it. `mine` are the member's own posts in it."""

    vote: Vote
    membership: Membership
    officers: tuple[Officer, ...]
    mine: tuple[Officer, ...]
    manages: bool

    def of(self, post: str) -> tuple[Officer, ...]:
        """Who has this post, trustees in their order."""
        return tuple(one for one in self.officers if one.post == post)

    def my(self, post: str) -> Officer | None:
        """The member's own post of this kind, if there is one."""
        return next((one for one in self.mine if one.post == post), None)

    def name_of(self, post: str) -> str:
        """Who has a post of which there is one; empty where nobody has it yet."""
        return next((one.name for one in self.of(post)), "")


def desk(account: Account | None, uuid: str) -> Desk:
    """The vote, for a member of its body. Raises Http404 for everybody else, and of a draft for those who do not draw it up."""
    vote = Vote.objects.filter(pk=uuid).select_related("body").first()
    if vote is None:
        raise Http404
    membership = bodies.membership(account, vote.body_id)
    found = _desk(vote, membership)
    if vote.stage == Stage.DRAFT and not found.manages:
        raise Http404
    return found


def _desk(vote: Vote, membership: Membership) -> Desk:
    officers = tuple(officers_of(vote))
    mine = tuple(one for one in officers if one.membership_id == membership.id)
    return Desk(vote, membership, officers, mine, _manages(vote, membership, officers))


def _manages(vote: Vote, membership: Membership, officers: tuple[Officer, ...]) -> bool:
    """The vote's returning officer; a draft, and a vote whose returning officer has left, is anybody's who may hold votes."""
    leads = [one for one in officers if one.post == Post.RETURNING_OFFICER and one.membership_id is not None]
    if any(one.membership_id == membership.id for one in leads):
        return True
    return (vote.stage == Stage.DRAFT or not leads) and may_draw_up(membership)


def may_draw_up(membership: Membership) -> bool:
    """Returning officers and stewards may."""
    return bodies.holds(membership, Office.RETURNING_OFFICER, Office.STEWARD)


def managing(account: Account | None, uuid: str) -> Desk:
    """The same, for whoever runs the vote. Raises Http404, PermissionDenied."""
    found = desk(account, uuid)
    if not found.manages:
        raise PermissionDenied
    return found


def holding(account: Account | None, uuid: str, post: str) -> tuple[Desk, Officer]:
    """The vote and one's own post in it. Raises Http404, PermissionDenied."""
    found = desk(account, uuid)
    own = found.my(post)
    if own is None:
        raise PermissionDenied
    return found, own


def officers_of(vote: Vote) -> list[Officer]:
    """Everybody with a post in the vote, in the order of the posts."""
    order = list(Post)
    found = Officer.objects.filter(vote=vote)
    return sorted(found, key=lambda one: (order.index(Post(one.post)), one.number))


def officer(officer_id: UUID) -> Officer:
    """As it stands now. Raises Http404."""
    found = Officer.objects.filter(pk=officer_id).first()
    if found is None:
        raise Http404
    return found


def votes_of(membership: Membership) -> list[Desk]:
    """The votes of the body, the latest first; drafts for those alone who may draw them up."""
    found = Vote.objects.filter(body=membership.body_id)
    if not may_draw_up(membership):
        found = found.exclude(stage=Stage.DRAFT)
    latest = sorted(
        found, key=lambda vote: (vote.opens is None, vote.opens or timezone.now(), vote.uuid), reverse=True
    )
    return [_desk(vote, membership) for vote in latest]


def candidates(membership: Membership) -> list[tuple[Membership, list[str]]]:
    """Who can be given a post: everybody with an office in the body, and the asker; each with their offices."""
    found: dict[UUID, tuple[Membership, list[str]]] = {}
    for role in bodies.office_holders(membership):
        found.setdefault(role.membership.id, (role.membership, []))[1].append(role.office)
    found.setdefault(membership.id, (membership, []))
    return list(found.values())


def size(body: Body) -> int:
    """How many would be on the roll if it were frozen now."""
    return bodies.size(body)


def requests(vote: Vote) -> list[dict[str, str]]:
    """Keys of members who ask for their credential through their own page: in no order that says anything, without names."""
    found = Entitled.objects.filter(vote=vote, sealed="").exclude(key="").order_by("id")
    return [{"id": str(one.id), "key": one.key} for one in found.only("id", "key")]


def entitled(membership: Membership, vote: Vote) -> Entitled | None:
    """One's own place on the roll. Nobody can ask for another's."""
    return Entitled.objects.filter(vote=vote, membership=membership).first()


def extensions(vote: Vote) -> list[Extension]:
    """Every time that the vote was given more time, or less, the first first."""
    return list(Extension.objects.filter(vote=vote).order_by("number"))


def job(vote: Vote, work: str) -> Job | None:
    """How far this work is, if it was begun."""
    return Job.objects.filter(vote=vote, work=work).first()


def waits_for_lot(vote: Vote) -> bool:
    """Whether a tie has asked for the lots that were sealed; from then on until the last of them is opened."""
    asked = Job.objects.filter(vote=vote, work="report", failure="TieNeedsLot").exists()
    return asked or Officer.objects.filter(vote=vote).exclude(seed="").exists()


def current(uuid: str) -> Vote:
    """The row of a vote as it stands now, for jobs and the clock. Raises Http404."""
    found = Vote.objects.filter(pk=uuid).select_related("body").first()
    if found is None:
        raise Http404
    return found


def to_open() -> list[str]:
    """Votes that are ready, whose time has come and is not over."""
    now = timezone.now()
    due = Vote.objects.filter(stage=Stage.READY, opens__lte=now, closes__gt=now)
    return list(due.values_list("pk", flat=True))


def to_close() -> list[str]:
    """Open votes whose time is over."""
    return list(
        Vote.objects.filter(stage=Stage.OPEN, closes__lte=timezone.now()).values_list("pk", flat=True)
    )


def to_declare() -> list[str]:
    """Votes that may have enough decryptions."""
    return list(Vote.objects.filter(stage=Stage.DECRYPTING).values_list("pk", flat=True))


def was_begun(uuid: str, work: str) -> bool:
    """Whether this work was ever ordered."""
    return Job.objects.filter(vote_id=uuid, work=work).exists()


def to_work_on() -> list[tuple[str, str]]:
    """Votes with work that was not begun, or was cut off: their identifiers and the work."""
    closed = Vote.objects.filter(stage=Stage.CLOSED).values_list("pk", flat=True)
    published = Vote.objects.filter(stage=Stage.PUBLISHED).values_list("pk", flat=True)
    ended = set(Job.objects.filter(state__in=("done", "failed")).values_list("vote_id", "work"))
    wanted = [(uuid, "tally") for uuid in closed] + [(uuid, "report") for uuid in published]
    alive = set(Job.objects.filter(seen__gte=timezone.now() - SILENT).values_list("vote_id", "work"))
    return [one for one in wanted if one not in ended | alive]
