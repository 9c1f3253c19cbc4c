"""Signing a petition, taking a signature back, and ending it. Who signs is a credential; nobody here knows whose."""

from __future__ import annotations

import logging

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from veche.election.petition import Signature as Message
from veche.election.petition import check_signature
from veche.web.ballots.actions.rounds import round_is_over
from veche.web.petitions import access, hooks
from veche.web.petitions.models import Petition, Signature

log = logging.getLogger(__name__)

BATCH = 500
"""Rows that are written at once."""


class Ended(Exception):
    """Nothing is signed or taken back any more."""


def sign(petition: Petition, message: bytes) -> int:
    """Take a message `signature`: one turn of one credential. Returns the latest turn of that credential.

    The same again, or an earlier turn, changes nothing and is answered in the same way, after the end too: whoever asks proves with it
    that the credential is theirs. With the last signature that is needed the petition ends at once, and `hooks.filled` is sent.

    Raises VerificationError for what does not hold, Ended.
    """
    found = check_signature(access.opened(petition), message)
    turn, filled = _put(petition.pk, found, message)
    if filled:
        _tell_or_later(petition.pk)
    return turn


def _tell_or_later(uuid: str) -> None:
    """Whoever signed last has signed, whatever a receiver of another room runs into: the clock tells it again."""
    try:
        tell(uuid)
    except Exception:
        log.exception("a petition was filled, and somebody who waits could not be told")


def _put(uuid: str, found: Message, message: bytes) -> tuple[int, bool]:
    """The latest turn, and whether this one filled the petition. The row of the petition is held: two last signatures end it once."""
    with transaction.atomic():
        held = _held(uuid)
        credential = found.credential.decode()
        latest = access.turn_of(held, credential)
        if found.turn <= latest:
            return latest, False
        if not access.takes_signatures(held):
            raise Ended
        _turn_the_day(held)
        Signature.objects.update_or_create(
            petition=held,
            credential=credential,
            defaults={"turn": found.turn, "signature": message.decode()},
        )
        held.save()
        filled = access.signed(held) >= held.needed
        if filled:
            _end(held, filled=True, told=False)
    return found.turn, filled


def _end(held: Petition, *, filled: bool, told: bool) -> None:
    """Nothing is taken any more. The caller holds the row.

    Signatures are written anew in the order of their credentials: before, the rows lay in the order in which members signed.
    """
    held.ended, held.filled, held.told = True, filled, told
    held.save()
    rows = list(Signature.objects.filter(petition=held).order_by("credential"))
    Signature.objects.filter(petition=held).delete()
    Signature.objects.bulk_create(rows, batch_size=BATCH)
    round_is_over(held.pk)


def _held(uuid: str) -> Petition:
    found = Petition.objects.select_for_update().filter(pk=uuid).first()
    if found is None:
        raise Http404
    return found


def _turn_the_day(held: Petition) -> None:
    """With the first turn of a day, the number before it becomes what is shown until the next: no clock need strike."""
    today = timezone.now().date()
    if held.counted_on != today:
        held.counted, held.counted_on = access.signed(held), today


def lapse(uuid: str) -> None:
    """Its last day is over, and too few have signed. Ended already, it stays as it is."""
    with transaction.atomic():
        held = _held(uuid)
        if held.ended or access.takes_signatures(held):
            return
        _end(held, filled=False, told=False)
    tell(uuid)


def stop(uuid: str) -> None:
    """It has lost its purpose, as when a delegate steps down: nothing is taken any more, and nobody is told."""
    with transaction.atomic():
        held = _held(uuid)
        if not held.ended:
            _end(held, filled=False, told=True)


def tell(uuid: str) -> None:
    """Send the signal of a petition that has ended, outside any transaction; noted when all receivers are done. What fails, the clock repeats."""
    petition = access.petition(uuid)
    signal = hooks.filled if petition.filled else hooks.lapsed
    signal.send(sender=Petition, petition=petition)
    Petition.objects.filter(pk=uuid).update(told=True)
