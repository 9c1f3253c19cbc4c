"""What a laptop did comes back: a file is made there, and taken in here. The same file taken in twice changes nothing."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.http import Http404

from veche.web.assemblies import hooks
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.actions.pulse import beat
from veche.web.assemblies.models import Assembly, Poll, Stage

from .. import access
from ..models import Away, Contradiction, Copy
from ..sealing import NotOurs, copy_of, open_back, seal_for_back
from ..tables import BY_LABEL, TABLES
from . import adding_up
from .adding_up import Parts
from .taking import forget_hands, held, lead_again
from .taking_in import Brought, TakingIn

FORMAT = 1
NO_ROWS = (
    ValueError, TypeError, KeyError, AttributeError, OverflowError, ValidationError, IntegrityError, DataError,
)  # fmt: skip
"""A file was sealed with the right key, but no laptop of ours writes such rows."""
DECIDED = {"here": "copy_decided_here", "there": "copy_decided_there"}


@transaction.atomic
def make_file(viewer: Viewer) -> bytes:
    """On the laptop, for whoever leads. Raises Http404 on a server, PermissionDenied."""
    away = Away.objects.select_for_update().filter(assembly=viewer.assembly).first()
    if away is None:
        raise Http404
    if not viewer.leads:
        raise PermissionDenied
    away.brought += 1
    away.save(update_fields=["brought"])
    document = {"format": FORMAT, "number": away.brought, "tables": access.rows(away.assembly)}
    return seal_for_back(document, away.copy, away.key)


@transaction.atomic
def bring(viewer: Viewer, file: bytes) -> Brought:
    """Take in a file. From then on the server leads. Raises NotOurs, Http404, PermissionDenied; in each case nothing is changed."""
    assembly = held(viewer)
    copy = Copy.objects.select_for_update().filter(pk=copy_of(file), assembly=assembly).first()
    if copy is None or copy.state == Copy.State.DROPPED:
        raise NotOurs
    document = open_back(file, copy.key)
    try:
        with transaction.atomic():
            if document["format"] != FORMAT:
                raise NotOurs
            taking_in = TakingIn(assembly, copy, document)
            if document["number"] > copy.last:  # an older file tells nothing new: each holds all
                _take_in(viewer, taking_in)
            connection.check_constraints()  # now, and not at the end, where nobody could say it
    except NO_ROWS:
        raise NotOurs from None
    if assembly.away == copy.pk:
        lead_again(assembly)
    if copy.state != Copy.State.BACK:
        copy.state = Copy.State.BACK
        copy.save(update_fields=["state"])
    forget_hands(assembly)
    beat(assembly.pk)
    return taking_in.brought


def _take_in(viewer: Viewer, taking_in: TakingIn) -> None:
    assembly, copy = taking_in.assembly, taking_in.copy
    was_open = assembly.stage != Stage.CLOSED
    before = adding_up.decided(assembly, taking_in.here)
    taking_in.take_in()
    adding_up.check(taking_in.here)
    _reopen(taking_in, before)
    copy.last = taking_in.document["number"]
    copy.known = {
        label: {one: list(pair) for one, pair in found.items()} for label, found in taking_in.known.items()
    }
    numbers = taking_in.brought.numbers()
    copy.brought = {name: copy.brought.get(name, 0) + number for name, number in numbers.items()}
    copy.save(update_fields=["known", "brought", "last"])
    _say(viewer, taking_in, before)
    if assembly.stage == Stage.CLOSED and was_open:
        hooks.assembly_closed.send(sender=Assembly, assembly=assembly)


def _reopen(taking_in: TakingIn, before: dict[UUID, Parts]) -> None:
    """A result holds where it was decided with all that is here now. Otherwise it is no result."""
    assembly, brought = taking_in.assembly, taking_in.brought
    for poll in adding_up.without_result(assembly, before, taking_in.here):
        poll.state, poll.result = Poll.State.CLOSED, {"gone": 0}
        poll.save(update_fields=["state", "result"])
        brought.reopened.append(poll.number)
        note(assembly.pk, "copy_recount", poll=poll, number=poll.number)
    assembly.refresh_from_db()
    if brought.reopened and assembly.stage == Stage.CLOSED:
        assembly.stage = Stage.PAUSED
        assembly.save(update_fields=["stage"])
    for table in TABLES:
        if table.model is Poll or table.model is Assembly:
            taking_in.read_again(table)


def _say(viewer: Viewer, taking_in: TakingIn, before: dict[UUID, Parts]) -> None:
    """Write down who brought how much, and let those know who wait for decisions."""
    assembly, brought = taking_in.assembly, taking_in.brought
    fresh = [
        poll
        for poll in Poll.objects.filter(assembly=assembly, state=Poll.State.DECIDED)
        if poll.pk not in before
    ]
    if not brought.nothing:
        note(
            assembly.pk,
            "copy_brought",
            name=viewer.name,
            number=taking_in.copy.number,
            phones=brought.phones,
            votes=brought.votes,
            results=len(fresh),
            twice=brought.twice,
        )
    for poll in fresh:
        hooks.poll_decided.send(sender=Poll, poll=poll)


@transaction.atomic
def decide(viewer: Viewer, contradiction_id: UUID, which: str) -> None:
    """The chair decides: `here` or `there`. Raises Http404, PermissionDenied, NotOurs where the laptop's cannot be had any more."""
    assembly = held(viewer)
    found = Contradiction.objects.filter(pk=contradiction_id, copy__assembly=assembly, decided="").first()
    if found is None or which not in ("here", "there"):
        raise Http404
    if which == "there":
        try:
            with transaction.atomic():
                _put(TakingIn(assembly, found.copy, {"tables": {one.label: {} for one in TABLES}}), found)
                connection.check_constraints()
        except NO_ROWS:
            raise NotOurs from None
    found.decided = which
    found.save(update_fields=["decided"])
    note(assembly.pk, DECIDED[which], number=found.copy.number)


def _put(taking_in: TakingIn, found: Contradiction) -> None:
    table = BY_LABEL[found.table]
    row = found.there | {table.model._meta.pk.attname: found.row}  # under the identifier that it has here
    put = taking_in.change if found.row in taking_in.here[table.label] else taking_in.add
    put(table, found.row, row)
