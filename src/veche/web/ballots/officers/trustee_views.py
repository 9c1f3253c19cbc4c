"""A trustee's pages: a key, a shuffle, a decryption. In the browser for a small vote; for a serious one as files from the trustee's
own machine, made with the command `veche`. Private keys never come here."""

from __future__ import annotations

import io
import json
import zipfile

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from veche.election.election import fingerprint
from veche.election.errors import ElectionError
from veche.election.trustees import check_public_key
from veche.web.accounts.sessions import account_of
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.officers import Desk
from veche.web.ballots.access.rounds import roll_of
from veche.web.ballots.actions import counting, keys
from veche.web.ballots.drawing.checks import GROUP
from veche.web.ballots.drawing.shuffles import shuffle_in
from veche.web.ballots.models import Officer, Post, Stage
from veche.web.ballots.stages import must_be
from veche.web.house.language import voice_of

from . import publishing
from .endpoints import body_of, endpoint, sent
from .forms import UploadForm
from .pages import files, form_page, page, posted

LARGEST_KEY = 4096
LARGEST_STEP = 1024 * 1024
LARGEST_DECRYPTION = 64 * 1024 * 1024
LARGEST_ARCHIVE = 1024 * 1024 * 1024


COMMANDS = {
    "key": ("veche trustee key vote.toml --key trustee-{number}.key --public trustee-{number}.json",),
    "certificate": ("veche trustee certificate ceremony --number {number} --key trustee-{number}.key",),
    "polynomial": ("veche trustee polynomial ceremony --key trustee-{number}.key",),
    "share": ("veche trustee share ceremony --key trustee-{number}.key",),
    "shuffle": ("veche shuffle archive.bel --trustee {number}",),
    "decryption": (
        "veche trustee check archive.bel --key trustee-{number}.key",
        "veche decrypt archive.bel decryption-{number}.json --key trustee-{number}.key",
    ),
}
"""What a trustee types on a machine of their own; the file that comes of it is sent here."""
PAGES = {
    "key": "file_key",
    "certificate": "file_certificate",
    "polynomial": "file_polynomial",
    "share": "file_share",
    "shuffle": "file_shuffle",
    "decryption": "file_decryption",
}
"""By what is due, the texts of the page on which the file is sent."""


def _own(request: HttpRequest, uuid: str) -> tuple[Desk, Officer]:
    return access.holding(account_of(request), uuid, Post.TRUSTEE)


@require_GET
@page
def trustee(request: HttpRequest, uuid: str) -> HttpResponse:
    """What this trustee has to do now."""
    desk, own = _own(request, uuid)
    shuffled, decrypted = _acted(desk)
    due = _due(desk, own, shuffled, decrypted)
    context = {
        "desk": desk,
        "vote": desk.vote,
        "own": own,
        "step": _step(desk, own, decrypted),
        "public_key": _element(own),
        "print": fingerprint(bytes(own.public_key)) if own.public_key is not None else "",
        "total": len(desk.of(Post.TRUSTEE)),
        "many": "yes" if roll_of(uuid) else "",
        "what": voice_of(request)(f"ballots:manage.{PAGES[due]}_what") if due else "",
        "commands": [line.format(number=own.number) for line in COMMANDS.get(due, ())],
        "folder": due in keys.STEPS,
        "preparing": desk.vote.stage in (Stage.ROLL, Stage.READY),
        "archive": reverse("archive", args=(uuid,)) if due in ("shuffle", "decryption") else "",
    }
    done = not due and desk.vote.stage in (Stage.DECRYPTING, Stage.PUBLISHED)
    place = "officers" if desk.vote.serious or done else "booth"
    return render(request, f"ballots/{place}/trustee.html", context)


def _acted(desk: Desk) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if desk.vote.stage not in (Stage.SHUFFLING, Stage.DECRYPTING):
        return (), ()
    shuffled, decrypted = counting.acted(desk.vote.uuid)
    return tuple(shuffled), tuple(decrypted)


def _step(desk: Desk, own: Officer, decrypted: tuple[int, ...]) -> str:
    """What the page with the script is to do: key, decrypt, wait."""
    if desk.vote.stage in (Stage.ROLL, Stage.READY) and own.public_key is None:
        return "key"
    if desk.vote.stage == Stage.DECRYPTING and own.number not in decrypted:
        return "decrypt"
    return "wait"


def _due(desk: Desk, own: Officer, shuffled: tuple[int, ...], decrypted: tuple[int, ...]) -> str:
    """What a file is awaited of: key, certificate, polynomial, share, shuffle, decryption; empty: nothing now."""
    stage, number = desk.vote.stage, own.number
    if stage in (Stage.ROLL, Stage.READY) and desk.vote.threshold is None:
        return "key"
    if stage == Stage.ROLL:
        mine = _next_step(own)
        before = keys.STEPS[: keys.STEPS.index(mine)] if mine else ()
        late = any(getattr(one, step) is None for one in desk.of(Post.TRUSTEE) for step in before)
        return "" if late else mine
    if stage == Stage.SHUFFLING:
        return "" if number in shuffled else "shuffle"
    return "decryption" if stage == Stage.DECRYPTING and number not in decrypted else ""


def _next_step(own: Officer) -> str:
    """Of the ceremony; empty where this trustee has done all of them."""
    return next((step for step in keys.STEPS if getattr(own, step) is None), "")


def _element(own: Officer) -> str:
    """The public key itself, to compare the opened file with; empty where there is none yet."""
    if own.public_key is None:
        return ""
    return check_public_key(GROUP, bytes(own.public_key)).public_key.decode()


@require_POST
@endpoint("key")
def take_key(request: HttpRequest, uuid: str) -> HttpResponse:
    _, own = _own(request, uuid)
    keys.take_key(uuid, own.pk, body_of(request, LARGEST_KEY))
    return sent()


@require_GET
@endpoint("form")
def tally(request: HttpRequest, uuid: str) -> HttpResponse:
    """What is decrypted: the encrypted tally, as it stands in the archive."""
    desk, _ = _own(request, uuid)
    must_be(desk.vote.stage, Stage.DECRYPTING)
    return HttpResponse(counting.to_decrypt(uuid), content_type="application/json")


@require_POST
@endpoint("decryption")
def take_decryption(request: HttpRequest, uuid: str) -> HttpResponse:
    _, own = _own(request, uuid)
    publishing.decrypted(uuid, own.number, body_of(request, LARGEST_DECRYPTION))
    return sent()


@page
def upload(request: HttpRequest, uuid: str) -> HttpResponse:
    """Whatever file is due from this trustee, made with the command `veche`."""
    desk, own = _own(request, uuid)
    due = _due(desk, own, *_acted(desk))
    if not due:
        return redirect("trustee", uuid)
    most = LARGEST_ARCHIVE if due == "shuffle" else LARGEST_DECRYPTION
    form = UploadForm(posted(request), files(request), voice=voice_of(request), most=most)
    if form.is_valid():
        try:
            _take(desk, own, due, form)
        except ElectionError as error:
            form.refuse("file", "ballots:keys.does_not_hold", check=getattr(error, "check", "json"))
        except keys.BadKey as bad:
            form.refuse("file", f"ballots:keys.bad_{bad.code}")
        else:
            return redirect("trustee", uuid)
    return form_page(request, desk, PAGES[due], form, uploads=True)


def _take(desk: Desk, own: Officer, due: str, form: UploadForm) -> None:
    uuid = desk.vote.uuid
    if due == "key":
        keys.take_key(uuid, own.pk, form.read())
    elif due in keys.STEPS:
        keys.take_step(uuid, own.pk, due, form.read())
    elif due == "shuffle":
        message = shuffle_in(form.cleaned_data["file"], own.number)
        counting.take_shuffle(uuid, own.number, message, len(desk.of(Post.TRUSTEE)))
    else:
        publishing.decrypted(uuid, own.number, form.read().strip())


@require_GET
@page
def ceremony(request: HttpRequest, uuid: str) -> HttpResponse:
    """The shared folder of a threshold ceremony as `veche trustee` knows it, with what all have sent until now."""
    desk, _ = _own(request, uuid)
    trustees = desk.of(Post.TRUSTEE)
    if desk.vote.threshold is None:
        return redirect("trustee", uuid)
    described = {"group": GROUP.name, "trustees": len(trustees), "threshold": desk.vote.threshold}
    files = {"ceremony.json": json.dumps(described).encode()}
    for one in trustees:
        for step, ending in zip(keys.STEPS, ("cert", "polynomial", "voutput"), strict=True):
            if (message := getattr(one, step)) is not None:
                files[f"{one.number}.{ending}"] = bytes(message)
    response = HttpResponse(_zipped(files), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="ceremony.zip"'
    return response


def _zipped(files: dict[str, bytes]) -> bytes:
    """One folder. Its entries have no dates: nobody needs to know when who did what."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"ceremony/{name}"), data)
    return whole.getvalue()
