"""Amendments as somebody with a place in the body sees them. A draft is its author's alone; what collects supporters or is submitted is for everybody in the body.

amended         a motion with all amendments that are known to everybody, worked out together
of              those amendments, by number
stands          what changes with what is shown
as_written      one alone with what it amends
voting_order    those still to be decided, as they are voted on, with reasons
seen_amendment  one, and who looks at it
drafts          the asker's own, not handed in yet
may_amend       whether amendments are taken now
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.delegates.access import Place

from .. import hooks
from ..amended import Amended, Group
from ..models import Amendment, Motion, Step, Version
from ..states import is_draft, state_of
from .coming import coming
from .motions import Seen, is_author, may_see, own_memberships, seen, text_of, uuid_of

MOST = 1000
"""Amendments to one motion."""


@dataclass(frozen=True)
class SeenAmendment:
    """An amendment, the motion, and who looks at both."""

    amendment: Amendment
    motion: Seen
    mine: bool
    """The asker is its author."""

    @property
    def place(self) -> Place:
        return self.motion.place


def of(motion: Motion) -> list[Amendment]:
    """Those that everybody in the body knows of, by number; what collects supporters stands last."""
    found = Amendment.objects.filter(motion=motion).order_by("number", "pk")
    known = [one for one in found if not is_draft(one)]
    return sorted(known, key=lambda one: (one.number is None, one.number or 0))


def amended(motion: Motion, draft: Amendment | None = None) -> Amended:
    """The motion with these, and with a draft of the asker's if there is one. Three questions to the database, however many there are."""
    amendments = of(motion)
    if draft is not None and draft.pk not in {one.pk for one in amendments}:
        amendments.append(draft)
    version = Version.objects.filter(motion=motion).order_by("-number")[0]
    wanted = {one.base for one in amendments} - {version.number}
    earlier = Version.objects.filter(motion=motion, number__in=wanted)
    texts = {one.number: list(one.paragraphs) for one in (*earlier, version)}
    return Amended(motion, version, amendments, texts)


def stands(motion: Motion) -> tuple[object, ...]:
    """What changes with whatever is shown of the motion and of its numbered amendments, whose text never changes: for those who keep what they set."""
    numbered = Amendment.objects.filter(motion=motion).exclude(number=None).order_by("number")
    return (
        motion.pk,
        motion.title,
        motion.reason,
        tuple(motion.movers),
        motion.state,
        motion.recommendation,
        text_of(motion).number,
        tuple(numbered.values_list("pk", "state", "recommendation", "place")),
    )


def as_written(one: Amendment) -> Amended:
    """One alone, with what it amends, on the text for which it was written."""
    line = [one]
    while (above := line[-1].to) is not None:
        line.append(above)
    version = Version.objects.get(motion=one.motion_id, number=one.base)
    return Amended(one.motion, version, line, {one.base: list(version.paragraphs)})


def voting_order(motion: Motion) -> list[Group]:
    """Amendments still to be decided: those that compete in groups, each with its reason and with those that fall if it is carried."""
    return amended(motion).order()


def seen_amendment(who: Account | Place | None, amendment_id: UUID | str) -> SeenAmendment:
    """The amendment, for whoever may see it. Raises Http404."""
    found = Amendment.objects.filter(pk=uuid_of(amendment_id)).select_related("to").first()
    if found is None:
        raise Http404
    motion = seen(who, found.motion_id)
    if not may_see(motion.place, found):
        raise Http404
    found.motion = motion.motion
    return SeenAmendment(found, motion, is_author(motion.place, found))


def drafts(found: Seen) -> list[Amendment]:
    """The asker's own that nobody else knows of."""
    own = Amendment.objects.filter(
        motion=found.motion, submitted=None, author__in=own_memberships(found.place)
    ).order_by("pk")
    return [one for one in own if is_draft(one)]


def may_amend(motion: Motion) -> bool:
    """Whether amendments are taken now: its state says so, and the deadline is not over."""
    open_now = state_of(motion).amend and motion.part_of_id is None
    return open_now and (motion.deadline is None or timezone.now() < motion.deadline)


def may_amend_amendment(one: Amendment) -> bool:
    """The same of an amendment of this motion."""
    return may_amend(one.motion) and state_of(one).amend


def may_edit_amendment(found: SeenAmendment) -> bool:
    """Its author, until it is handed in. Where supporters have read it, it may still be changed as the workflow says."""
    return found.mine and state_of(found.amendment).edit


def may_order(found: Seen) -> bool:
    """Whether they may put amendments in another order: those who prepare the assembly, and whoever chairs it."""
    return found.prepares or any(ask(found.place) for ask in hooks.chairs)


def supporters_wanted(motion: Motion) -> int:
    """Before an amendment to it can be submitted."""
    return coming(motion.body).orders.supporters_amendment


def text_waits(motion: Motion) -> bool:
    """Whether it was adopted, but its text not produced: amendments were adopted that cannot all hold, and somebody has to choose."""
    if state_of(motion).ends != "carried":
        return False
    return not Version.objects.filter(motion=motion, why="adopted").exists()


def steps_of(one: Amendment) -> list[Step]:
    """What became of it, the first first."""
    return list(Step.objects.filter(amendment=one).order_by("number"))
