"""Coming in: a code on paper or behind the # of a link, a name, and members who vouch in person."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from veche.web.accounts.guard import signed_in
from veche.web.accounts.models import Account
from veche.web.accounts.sessions import account_of
from veche.web.house.language import voice_of

from .. import access, actions
from ..codes import Mistyped, plain
from ..errors import Refused
from ..forms import JoinForm, NameForm, VouchForm
from ..models import Invitation, Membership, ShownCode, Standing
from .typed import use_code

COOKIE = "code"
HOUR = 60 * 60
"""As long the browser keeps the code while somebody makes an account. No address and no page holds it."""


def join(request: HttpRequest) -> HttpResponse:
    """Type the code; make an account or sign in; choose a name. The code waits meanwhile in a cookie of this page."""
    if "code" in request.POST:
        return _keep_code(request)
    code, account = request.COOKIES.get(COOKIE, ""), account_of(request)
    if not code:
        return _ask_code(request, JoinForm(voice=voice_of(request)))
    try:
        invitation = access.invitation(code)
    except (Mistyped, Http404):
        return _forget(_ask_code(request, JoinForm(voice=voice_of(request)), gone=True))
    if account is None:
        return render(
            request, "bodies/invited_by_code.html", {"body": invitation.body, "next": reverse("join")}
        )
    return _come_in(request, account, invitation, code)


def _keep_code(request: HttpRequest) -> HttpResponse:
    form = JoinForm(request.POST, voice=voice_of(request))
    if use_code(form, access.invitation) is None:
        return _ask_code(request, form)
    response = redirect("join")
    response.set_cookie(
        COOKIE,
        plain(form.cleaned_data["code"]),
        max_age=HOUR,
        path=reverse("join"),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _ask_code(request: HttpRequest, form: JoinForm, gone: bool = False) -> HttpResponse:
    return render(request, "bodies/join.html", {"form": form, "gone": gone})


def _come_in(request: HttpRequest, account: Account, invitation: Invitation, code: str) -> HttpResponse:
    form = NameForm(request.POST or None, voice=voice_of(request))
    inside = any(one.body_id == invitation.body_id for one in access.memberships_of(account))
    if inside:
        return _forget(redirect("body", invitation.body_id))
    if form.is_valid():
        try:
            actions.join(account, code, form.cleaned_data["name"])
            return _forget(redirect("body", invitation.body_id))
        except Refused as refused:
            form.refuse("name", f"bodies:refused.{refused.code}")
        except Http404:
            form.refuse(None, "bodies:code.gone")
    return render(request, "bodies/welcome.html", {"form": form, "body": invitation.body})


def _forget(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path=reverse("join"), samesite="Lax")
    return response


@signed_in
def waiting(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """Until enough members know me; the code that I hold out to them comes with the button."""
    me = access.own(account_of(request), body_id)
    if me.standing == Standing.MEMBER:
        return redirect("body", body_id)
    code = actions.show_code(me, ShownCode.End.VOUCH) if request.method == "POST" else ""
    link = f"{request.build_absolute_uri(reverse('vouch', args=[body_id]))}#{code}" if code else ""
    places = {
        "me": me,
        "body": me.body,
        "vouched": access.vouched(me),
        "needed": access.vouchers_needed(me.body),
        "code": code,
        "link": link,
    }
    return render(request, "bodies/waiting.html", places)


@signed_in
def vouch(request: HttpRequest, body_id: UUID) -> HttpResponse:
    """First the code, then the name that belongs to it, then my word."""
    me = access.membership(account_of(request), body_id)
    form = VouchForm(request.POST or None, voice=voice_of(request))
    sure = "sure" in request.POST

    def known(code: str) -> Membership:
        return actions.vouch(me, code) if sure else access.shown_by(code, ShownCode.End.VOUCH, me.body)

    newcomer = use_code(form, known, who=me) if form.is_bound else None
    if newcomer is None:
        return render(request, "bodies/vouch.html", {"form": form, "body": me.body})
    code = form.cleaned_data["code"]
    return render(
        request, "bodies/vouching.html", {"body": me.body, "newcomer": newcomer, "code": code, "done": sure}
    )
