"""The door of a hall: slips that let one phone in each, and people without a phone, whom the door counts."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404

from veche.web.bodies.codes import long_code, plain
from veche.web.house.sealed import found_by

from ..access.hall import Viewer
from ..errors import Refused
from ..models import Assembly, Duty, How, Presence, Token
from ..same import presence_of
from .attending import counted_anew
from .happening import note
from .locking import COMING, lock_door, lock_for

MOST_AT_ONCE, MOST = 200, 20_000


@transaction.atomic
def make_tokens(viewer: Viewer, number: int, once: bytes, *, screen: bool = False) -> list[str]:
    """Codes for the door, or for a screen on the wall, as they are shown; kept as keyed hashes alone. The same `once` gives the same codes,
    and none that was used lets anybody in again.

    `once`: 16 random bytes of the form. Raises PermissionDenied, Refused("not_now", "no_hall", "of_delegates", "too_many").
    """
    assembly = lock_for(viewer, *COMING, also=(Duty.DOOR,))
    if not screen and assembly.how == How.DISTANCE:
        raise Refused("no_hall")
    if not screen and assembly.of_delegates:
        raise Refused("of_delegates")  # they come as themselves
    kind = b"screen code|" if screen else b"door code|"
    codes = [_code(kind, assembly, once, place) for place in range(min(number, MOST_AT_ONCE))]
    marks = [_mark(code) for code in codes]
    known = Token.objects.filter(found_by__in=marks).count()
    if Token.objects.filter(assembly=assembly).count() + len(codes) - known > MOST:
        raise Refused("too_many")
    Token.objects.bulk_create(
        [Token(found_by=mark, assembly=assembly, screen=screen) for mark in marks], ignore_conflicts=True
    )
    if not screen and known < len(codes):
        note(assembly.pk, "slips_made", number=len(codes) - known)
    return codes


def _code(kind: bytes, assembly: Assembly, once: bytes, place: int) -> str:
    """128 bits that only this server can compute from the form: HMAC-SHA256(key, kind | assembly | form | place)."""
    what = kind + assembly.pk.bytes + once + place.to_bytes(2, "big")
    return long_code(hmac.new(settings.KEYS.finding, what, hashlib.sha256).digest())


def _mark(code: str) -> bytes:
    return found_by("door", plain(code))


@transaction.atomic
def come_in(code: str) -> tuple[Presence, str]:
    """The phone that shows this code is present, or a screen; with the token for its cookie, which nobody can learn again. The code is spent.

    Raises codes.Mistyped; Http404 for a code that was used or never made, and once the assembly is closed; Refused("away").
    """
    token = _token(code)
    assembly = _open_door(token)
    if not Token.objects.filter(pk=token.pk, used=False).update(used=True):
        raise Http404  # somebody was faster
    cookie = secrets.token_urlsafe(32)
    presence, _ = Presence.objects.update_or_create(
        pk=presence_of(plain(code)),  # the same as on a laptop that this slip opened before
        defaults={
            "assembly": assembly,
            "where": token.where,
            "screen": token.screen,
            "here": True,
            "found_by": found_by("presence", cookie),
        },
    )
    if not token.screen:
        counted_anew(assembly)
    return presence, cookie


def _token(code: str) -> Token:
    found = Token.objects.filter(found_by=_mark(code), used=False).first()
    if found is None:
        raise Http404
    return found


def _open_door(token: Token) -> Assembly:
    try:
        return lock_door(token.assembly_id)
    except Refused as no:
        if no.code == "not_now":  # over: the slip lets nobody in any more
            raise Http404 from None
        raise


@transaction.atomic
def count_in(viewer: Viewer, once: bytes) -> None:
    """Somebody without a phone came in. The same `once` counts once. Raises PermissionDenied, Refused("not_now", "no_hall", "of_delegates")."""
    assembly = _counting(viewer)
    key = UUID(bytes=once)
    _, fresh = Presence.objects.get_or_create(pk=key, defaults={"assembly": assembly})
    if fresh:
        counted_anew(assembly)


@transaction.atomic
def count_out(viewer: Viewer, once: bytes) -> None:
    """Somebody without a phone went out. The same `once` counts once. Raises Refused("nobody_left") where the door counted nobody who is still there."""
    assembly = _counting(viewer)
    counted = Presence.objects.filter(assembly=assembly, delegacy=None, once=None, screen=False)
    mark = found_by("counted out", assembly.pk.bytes + once)
    if counted.filter(found_by=mark).exists():
        return
    gone = counted.filter(found_by=None, here=True).first()
    if gone is None:
        raise Refused("nobody_left")
    gone.here, gone.found_by = False, mark
    gone.save(update_fields=["here", "found_by"])
    counted_anew(assembly)


def _counting(viewer: Viewer) -> Assembly:
    lock_door(viewer.assembly.pk)
    assembly = lock_for(viewer, *COMING, also=(Duty.DOOR,))
    if assembly.of_delegates:
        raise Refused("of_delegates")
    if assembly.how == How.DISTANCE:
        raise Refused("no_hall")
    return assembly
