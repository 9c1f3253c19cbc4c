"""A lot for ties: sealed by officers before the vote opens, opened when a tie asks for it."""

from __future__ import annotations

import json

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from veche.counting import Lot
from veche.counting.errors import LotMismatch
from veche.web.accounts.sessions import account_of
from veche.web.ballots import jobs
from veche.web.ballots.access import officers as access
from veche.web.ballots.access.rounds import is_standing
from veche.web.ballots.actions import keys
from veche.web.ballots.models import Officer, Stage
from veche.web.ballots.stages import WrongStage, must_be
from veche.web.house.language import voice_of

from .forms import UploadForm
from .pages import files, form_page, page, posted

SMALL = 4096


@page
def lot(request: HttpRequest, uuid: str) -> HttpResponse:
    """The public file of `veche lot seal` before the vote opens; the secret one when there is a tie."""
    desk = access.desk(account_of(request), uuid)
    if not desk.mine:
        raise PermissionDenied
    if is_standing(desk.vote):  # a lot falls once, and its seed is public from then on
        raise Http404
    must_be(desk.vote.stage, Stage.ROLL, Stage.READY, Stage.PUBLISHED)
    if desk.vote.stage == Stage.PUBLISHED and not access.waits_for_lot(desk.vote):
        raise WrongStage(Stage.PUBLISHED)
    name = "lot_open" if desk.vote.stage == Stage.PUBLISHED else "lot_seal"
    form = UploadForm(posted(request), files(request), voice=voice_of(request), most=SMALL)
    if form.is_valid():
        try:
            _take(uuid, desk.mine[0], name, form.read())
        except (LotMismatch, ValueError, KeyError, TypeError, RecursionError):
            form.refuse("file", "ballots:manage.no_lot")
        except keys.BadKey as bad:
            form.refuse("file", f"ballots:keys.bad_{bad.code}")
        else:
            return redirect("lot", uuid)
    return form_page(request, desk, name, form, uploads=True, lots=desk.officers)


def _take(uuid: str, own: Officer, name: str, data: bytes) -> None:
    """Raises LotMismatch, ValueError, KeyError, TypeError, RecursionError for what is not the file that was asked for."""
    if name == "lot_seal":
        commitment = bytes.fromhex(json.loads(data)["commitment"])
        if len(commitment) != 32:
            raise ValueError("not a commitment")
        keys.seal_lot(uuid, own.pk, commitment.hex())
        return
    opened = Lot.open(bytes.fromhex(data.decode("ascii").strip()), own.lot)
    keys.open_lot(uuid, own.pk, opened.seed.hex())
    jobs.do_again(uuid, "report")
