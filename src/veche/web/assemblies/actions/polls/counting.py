"""What people counted: tellers the hands, officers the papers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from veche.assembly.tally import Agreed

from ...access import polls
from ...access.hall import Viewer
from ...errors import Refused
from ...models import Duty, HandCount, Officer, PaperCount, Poll
from ..happening import note
from ..pulse import beat
from .deciding import decide_if_complete
from .holding import held

MOST = 100_000
"""Hands or papers that somebody counts."""
MOST_PILES = 200
COUNTERS = (Duty.CHAIR, Duty.SECRETARY, Duty.TELLER)


@transaction.atomic
def count_hands(viewer: Viewer, poll: Poll, counts: Sequence[int], take: int) -> None:
    """A teller writes what they counted, without having seen what others wrote. All the same: it stands. Otherwise everybody counts again.

    A teller may write over their own number until the last one has written. Raises PermissionDenied,
    Refused("poll_over", "not_by_hands", "counts_wrong", "other_take"): the tellers have gone on to another take, or are done.
    """
    one = held(viewer, poll, *polls.UNDECIDED, also=(Duty.TELLER,))
    teller = viewer.officer(Duty.TELLER)
    if teller is None:
        raise PermissionDenied
    if "hands" not in one.parts:
        raise Refused("not_by_hands")
    _check(counts, len(one.answers))
    where = polls.state_of(one).hands
    if isinstance(where, Agreed) or where is None or where.take != take:
        raise Refused("other_take")
    HandCount.objects.update_or_create(poll=one, officer=teller, take=take, defaults={"counts": list(counts)})
    beat(one.assembly_id)
    after = polls.state_of(one).hands
    if after is not None and after.take != take:
        note(one.assembly_id, "tellers_disagree", item=one.item, poll=one, number=one.number, take=take)
    decide_if_complete(one)


def _check(counts: Sequence[int], expected: int) -> None:
    if len(counts) != expected or any(not 0 <= one <= MOST for one in counts):
        raise Refused("counts_wrong")


@transaction.atomic
def type_paper(viewer: Viewer, poll: Poll, pile: str, counts: Sequence[int]) -> PaperCount:
    """A pile of papers, by its number: for each answer how many, then blank and spoiled ones. The same again is the same pile.

    Raises PermissionDenied, Refused("poll_over", "not_by_paper", "counts_wrong", "pile_taken", "too_many_piles").
    """
    one = held(viewer, poll, *polls.UNDECIDED, also=(Duty.SECRETARY, Duty.TELLER))
    officer = _counter(viewer)
    if "paper" not in one.parts:
        raise Refused("not_by_paper")
    _check(counts, len(one.answers) + 2)
    mark = " ".join(pile.upper().split())[:20]
    known = PaperCount.objects.filter(poll=one, pile=mark).first()
    if known is not None:
        if list(known.counts) != list(counts):
            raise Refused("pile_taken", pile=mark)
        return known
    if PaperCount.objects.filter(poll=one).count() >= MOST_PILES:
        raise Refused("too_many_piles")
    made = PaperCount.objects.create(poll=one, pile=mark, counts=list(counts), typed_by=officer)
    beat(one.assembly_id)
    return made


@transaction.atomic
def confirm_paper(viewer: Viewer, poll: Poll, paper_id: UUID) -> None:
    """Another person says that the numbers are right. Raises Http404, PermissionDenied, Refused("two_people")."""
    one, paper = _paper(viewer, poll, paper_id)
    officer = _counter(viewer)
    if paper.typed_by is not None and _same_person(paper.typed_by, officer):
        raise Refused("two_people")
    if paper.agreed_by_id is None:
        paper.agreed_by = officer
        paper.save(update_fields=["agreed_by"])
        beat(one.assembly_id)
        decide_if_complete(one)


@transaction.atomic
def drop_paper(viewer: Viewer, poll: Poll, paper_id: UUID) -> None:
    """A pile that was typed in wrongly goes, to be typed in again; one that was confirmed stays. Raises Http404, PermissionDenied, Refused("confirmed")."""
    one, paper = _paper(viewer, poll, paper_id)
    if paper.agreed_by_id is not None:
        raise Refused("confirmed")
    paper.delete()
    beat(one.assembly_id)


def _paper(viewer: Viewer, poll: Poll, paper_id: UUID) -> tuple[Poll, PaperCount]:
    one = held(viewer, poll, *polls.UNDECIDED, also=(Duty.SECRETARY, Duty.TELLER))
    paper = PaperCount.objects.filter(poll=one, pk=paper_id).select_related("typed_by__membership").first()
    if paper is None:
        raise Http404
    return one, paper


def _counter(viewer: Viewer) -> Officer:
    officer = viewer.officer(*COUNTERS)
    if officer is None:
        raise PermissionDenied
    return officer


def _same_person(one: Officer, other: Officer) -> bool:
    """By account: a delegate of two bodies has two memberships."""
    accounts = [each.membership.account_id for each in (one, other) if each.membership is not None]
    return one.pk == other.pk or (len(accounts) == 2 and accounts[0] == accounts[1])
