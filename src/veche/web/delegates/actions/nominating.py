"""Standing for a seat: by oneself, or asked by a colleague with a code and agreed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import Http404

from veche.web.bodies.access import today
from veche.web.bodies.actions.locking import lock
from veche.web.bodies.codes import new_short_code, plain
from veche.web.bodies.models import Body, Membership, Standing
from veche.web.bodies.names import same_name
from veche.web.house.sealed import found_by

from .. import access
from ..errors import Objected, Refused
from ..models import Asking, Nomination

ASK_DAYS = 7
"""How long a code holds with which a colleague is asked."""
MOST = 200
"""Nominations for one body's seats: a ballot has no more lines."""


@transaction.atomic
def nominate(membership: Membership, upper: Body, words: str, code: str = "") -> Nomination:
    """Stand for the seats of one's body in `upper`; sent again it changes the words, until a vote is drawn up. `code`: of a colleague who asked.

    Raises Http404, codes.Mistyped, Objected where the statutes speak against it and nothing that can be laid down would help,
    Refused: name_taken, in_vote, too_many, code_gone.
    """
    membership = lock(membership)
    if membership.standing != Standing.MEMBER:
        raise Http404
    asked = _use(code, membership, upper) if code else False
    found = [one for one in _objections(membership, upper) if not one.mendable]
    if found:
        raise Objected(membership.name, found)
    mine = Nomination.objects.filter(membership=membership, upper=upper).first()
    if mine is None:
        return _stand(membership, upper, words, asked)
    if mine.vote_id is not None:
        raise Refused("in_vote")
    mine.words, mine.asked = words, mine.asked or asked
    mine.save(update_fields=["words", "asked"])
    return mine


def _stand(membership: Membership, upper: Body, words: str, asked: bool) -> Nomination:
    others = access.nominations(membership.body, upper)
    if any(same_name(one.name, membership.name) for one in others):
        raise Refused("name_taken")
    if len(others) >= MOST:
        raise Refused("too_many")
    return Nomination.objects.create(
        upper=upper,
        lower=membership.body,
        membership=membership,
        name=membership.name,
        words=words,
        asked=asked,
        day=today(),
    )


def _objections(membership: Membership, upper: Body) -> list[access.Objection]:
    return access.objections(membership, upper, access.next_term(membership.body, upper))


def _use(code: str, membership: Membership, upper: Body) -> bool:
    """The code is spent. Raises codes.Mistyped, Refused("code_gone")."""
    mark = found_by("asked to stand", plain(code))
    asking = Asking.objects.filter(found_by=mark, upper=upper, lower=membership.body_id, expires__gte=today())
    if not asking.delete()[0]:
        raise Refused("code_gone")
    return True


@transaction.atomic
def withdraw(membership: Membership, upper: Body) -> None:
    """Stand no more. Nothing happens if one does not. Raises Refused("in_vote") once a vote is drawn up."""
    membership = lock(membership)
    mine = Nomination.objects.filter(membership=membership, upper=upper).first()
    if mine is not None and mine.vote_id is not None:
        raise Refused("in_vote")
    Nomination.objects.filter(membership=membership, upper=upper).delete()


@transaction.atomic
def ask_to_stand(membership: Membership, upper: Body) -> str:
    """A code for a colleague, shown once: whoever types it is nominated if they agree. Who asked is not kept. Raises Http404."""
    membership = lock(membership)
    if membership.standing != Standing.MEMBER:
        raise Http404
    code = new_short_code()
    Asking.objects.create(
        found_by=found_by("asked to stand", plain(code)),
        upper=upper,
        lower=membership.body,
        expires=today() + timedelta(days=ASK_DAYS),
    )
    return code


def forget_askings() -> None:
    """Codes whose time is over."""
    Asking.objects.filter(expires__lt=today()).delete()
