"""A copy for a laptop is taken, given up, and thrown away."""

from __future__ import annotations

import base64
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.access.presence import roll_of
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.actions.locking import COMING, lock_for
from veche.web.assemblies.models import Assembly, OpenBallot, Poll, Way, Where
from veche.web.bodies import access as bodies
from veche.web.bodies.codes import new_short_code
from veche.words import Language
from veche.words.wordlist import folded, wordlist

from .. import access
from ..merging import Row, digest
from ..models import Copy
from ..sealing import seal_for_away

FORMAT = 1
WORDS = 7
"""70 bits, behind Argon2id."""


class SecretOpen(Exception):
    """A secret vote is open: it cannot go on on a laptop, so it is ended first."""


@transaction.atomic
def take(viewer: Viewer, *, leads: bool, language: Language) -> tuple[Copy, str]:
    """A copy, and the words that open its file, which nobody can learn again. `leads`: from now on the laptop does, and the server refuses changes.

    Raises PermissionDenied, Refused("not_now", "away"), SecretOpen.
    """
    assembly = lock_for(viewer, *COMING)
    secret = Poll.objects.filter(assembly=assembly, way=Way.SECRET, state=Poll.State.OPEN)
    if leads and secret.exists():
        raise SecretOpen
    words = " ".join(secrets.choice(wordlist(language)) for _ in range(WORDS))
    key, copy_id = secrets.token_bytes(32), UUID(bytes=secrets.token_bytes(16), version=4)
    here = access.rows(assembly)
    there = {
        label: {one: _travelling(label, row, assembly) for one, row in found.items()}
        for label, found in here.items()
    }
    document: dict[str, Any] = {
        "format": FORMAT,
        "copy": str(copy_id),
        "assembly": str(assembly.pk),
        "key": base64.b64encode(key).decode(),
        "doors": base64.b64encode(settings.KEYS.doors).decode(),
        "tables": there,
        **access.beside(assembly),
    }
    document["codes"] = {one["id"]: new_short_code() for one in document["officers"]}
    last = Copy.objects.filter(assembly=assembly).aggregate(last=Max("number"))["last"] or 0
    made = Copy.objects.create(
        pk=copy_id,
        assembly=assembly,
        number=last + 1,
        by=viewer.name,
        day=bodies.today(),
        key=key,
        file=seal_for_away(document, folded(words)),
        state=Copy.State.OUT if leads else Copy.State.SPARE,
        known={
            label: {one: [digest(row), digest(there[label][one])] for one, row in found.items()}
            for label, found in here.items()
        },
    )
    if leads:
        note(assembly.pk, "copy_taken", number=made.number)
        Assembly.objects.filter(pk=assembly.pk).update(away=copy_id)
    return made, words


def _travelling(label: str, row: Row, assembly: Assembly) -> Row:
    """As it stands on the laptop: who is at a distance is not there, every slip opens once more, and the roll is known before the opening."""
    changed: dict[str, Any] = {}
    if label == "assemblies.presence" and row["where"] == Where.DISTANCE:
        changed = {"here": False}
    elif label == "assemblies.token":
        changed = {"used": False}
    elif label == "assemblies.assembly":
        changed = {"roll_size": roll_of(assembly)}
    return row | changed


@transaction.atomic
def give_up(viewer: Viewer, copy_id: UUID) -> None:
    """The server leads again. What the laptop does is still taken when it is brought. Raises Http404, PermissionDenied."""
    assembly = held(viewer)
    copy = access.copy(assembly, copy_id)
    if copy.state == Copy.State.OUT:
        copy.state = Copy.State.GIVEN_UP
        copy.save(update_fields=["state"])
        lead_again(assembly)
        note(assembly.pk, "copy_given_up", number=copy.number)


@transaction.atomic
def throw_away(viewer: Viewer, copy_id: UUID) -> None:
    """A copy that is not out is waited for no longer, which is written down. Thrown away already: nothing happens. Raises Http404, PermissionDenied."""
    assembly = held(viewer)
    copy = access.copy(assembly, copy_id)
    if copy.state in (Copy.State.SPARE, Copy.State.GIVEN_UP):
        copy.state, copy.file = Copy.State.DROPPED, None
        copy.save(update_fields=["state", "file"])
        note(assembly.pk, "copy_thrown_away", name=viewer.name, number=copy.number)
        forget_hands(assembly)


def held(viewer: Viewer) -> Assembly:
    """The assembly, locked, whoever leads it now. Raises Http404, PermissionDenied."""
    assembly = Assembly.objects.select_for_update().filter(pk=viewer.assembly.pk).first()
    if assembly is None:
        raise Http404
    if not viewer.leads:
        raise PermissionDenied
    return assembly


def lead_again(assembly: Assembly) -> None:
    assembly.away = None
    assembly.save(update_fields=["away"])


def forget_hands(assembly: Assembly) -> None:
    """Of votes by hand the number alone stays, once nothing more is to come."""
    if not access.may_come_together(assembly):
        OpenBallot.objects.filter(
            poll__assembly=assembly, poll__state=Poll.State.DECIDED, poll__way=Way.HANDS
        ).delete()


def forget_files() -> None:
    """A file that was not fetched on its day goes."""
    Copy.objects.filter(day__lt=timezone.now().date()).exclude(file=None).update(file=None)
