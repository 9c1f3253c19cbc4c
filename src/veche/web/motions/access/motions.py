"""Motions as somebody with a place in their body sees them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from veche.web.accounts.models import Account
from veche.web.bodies import access as bodies
from veche.web.bodies.models import Membership, Office
from veche.web.delegates import access as delegates
from veche.web.delegates.access import Place

from ..models import Amendment, Block, Motion, Step, Support, Version
from ..states import is_draft, state_of

LISTED = (
    "id",
    "body",
    "sort",
    "number",
    "title",
    "workflow",
    "state",
    "recommendation",
    "author",
    "block",
    "part_of",
    "submitted",
)
"""What a list needs: each sealed column costs its opening."""


@dataclass(frozen=True)
class Seen:
    """A motion, and who looks at it."""

    motion: Motion
    place: Place
    mine: bool
    """The asker is its author."""
    prepares: bool
    """The asker is among those who prepare the body's assemblies."""


def own_memberships(place: Place) -> list[Membership]:
    """Under which the asker may write here: as a member, else as the delegate of another body."""
    if place.membership is not None:
        return [place.membership, *(one.membership for one in place.delegacies if one.membership is not None)]
    return [one.membership for one in place.delegacies if one.membership is not None]


def prepares(place: Place) -> bool:
    """Stewards and secretaries of the body prepare its assemblies."""
    return place.membership is not None and bodies.holds(place.membership, Office.STEWARD, Office.SECRETARY)


def is_author(place: Place, one: Motion | Amendment) -> bool:
    return one.author_id is not None and one.author_id in {own.pk for own in own_memberships(place)}


def may_see(place: Place, one: Motion | Amendment) -> bool:
    """What stands under "who may see" above, of somebody with a place in its body."""
    if is_author(place, one):
        return True
    if is_draft(one):
        return False
    return state_of(one).public or prepares(place)


def motion(who: Account | Place | None, motion_id: UUID | str) -> Motion:
    """The motion, for whoever may see it. Raises Http404."""
    return seen(who, motion_id).motion


def seen(who: Account | Place | None, motion_id: UUID | str) -> Seen:
    """The motion and who looks at it. Raises Http404."""
    known = Motion.objects.select_related("body", "block", "part_of", "came_from__body")
    found = known.filter(pk=uuid_of(motion_id)).first()
    if found is None:
        raise Http404
    place = who if isinstance(who, Place) else delegates.place(who, found.body_id)
    if place.body.pk != found.body_id or not may_see(place, found):
        raise Http404
    return Seen(found, place, is_author(place, found), prepares(place))


def motions_of(place: Place) -> list[Motion]:
    """All that the asker may see, by number; what has none yet stands last. Only what a list needs is read."""
    own = {one.pk for one in own_memberships(place)}
    officer = prepares(place)
    found = Motion.objects.filter(body=place.body).only(*LISTED)
    shown = [
        one
        for one in found
        if one.author_id in own or (not is_draft(one) and (officer or state_of(one).public))
    ]
    return sorted(shown, key=lambda one: (one.number is None, one.number or 0, one.title.casefold()))


def drafts(place: Place) -> int:
    """How many of the asker's own wait in the body without having been submitted."""
    return Motion.objects.filter(body=place.body, author__in=own_memberships(place), submitted=None).count()


def text_of(motion: Motion) -> Version:
    """Its text as it stands now."""
    return Version.objects.filter(motion=motion).order_by("-number")[0]


def versions(motion: Motion) -> list[Version]:
    """Every text that it had, the first first."""
    return list(Version.objects.filter(motion=motion).order_by("number"))


def steps(motion: Motion) -> list[Step]:
    """What became of it, the first first."""
    return list(Step.objects.filter(motion=motion).select_related("amendment").order_by("number"))


def supporters(one: Motion | Amendment) -> int:
    return _supports(one).count()


def supports(place: Place, one: Motion | Amendment) -> bool:
    """Whether the asker is among the supporters, under whichever membership."""
    return _supports(one).filter(membership__in=own_memberships(place)).exists()


def parts_of(motion: Motion) -> list[Motion]:
    """The motions that a composite takes the place of, by number."""
    return list(Motion.objects.filter(part_of=motion).order_by("number"))


def amendments_to(motion: Motion) -> int:
    """How many were submitted to it."""
    return Amendment.objects.filter(motion=motion).exclude(number=None).count()


def identical(motion: Motion) -> list[Motion]:
    """Other submitted motions of the body that say the same."""
    if motion.same is None:
        return []
    found = Motion.objects.filter(body=motion.body_id, same=motion.same).exclude(pk=motion.pk)
    return [one for one in found.order_by("number") if one.submitted is not None and state_of(one).public]


def blocks_of(place: Place) -> list[Block]:
    """By title."""
    found = Block.objects.filter(body=place.body)
    return sorted(found, key=lambda one: (one.title.casefold(), str(one.pk)))


def _supports(one: Motion | Amendment) -> QuerySet[Support]:
    kept = Support.objects.all()
    return kept.filter(motion=one) if isinstance(one, Motion) else kept.filter(amendment=one)


def uuid_of(value: UUID | str) -> UUID:
    """Raises Http404 for what is none."""
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except ValueError:
        raise Http404 from None


def left_behind() -> list[UUID]:
    """For the clock: what nobody can submit any more, as its author has left the body."""
    found = Motion.objects.filter(author=None, submitted=None).only("id", "workflow", "state", "submitted")
    return [one.pk for one in found if not state_of(one).ends]
