"""Passkeys in the browser. Each form is sent twice by its script: for what the device must sign, then with the signature."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from veche.web.house.language import voice_of

from .. import access, actions, passkeys
from ..forms import PasskeyForm, SignInForm
from ..guard import next_of, own_account, signed_in

JSON = "application/json"


@require_POST
def sign_in_options(request: HttpRequest) -> HttpResponse:
    """What any device of this host may sign."""
    return HttpResponse(passkeys.sign_in_options(request), content_type=JSON)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signed in by the device's answer, or back to the words."""
    onward, voice = next_of(request, reverse("home")), voice_of(request)
    try:
        account = passkeys.open_account(request, request.POST.get("answer", ""))
    except passkeys.Refused:
        places = {"form": SignInForm(voice=voice), "next": onward, "refused": True}
        return render(request, "accounts/sign_in.html", places, status=403)
    actions.sign_in(request, account)
    return redirect(onward)


@require_POST
@signed_in
def options(request: HttpRequest) -> HttpResponse:
    """What the device needs for a new key; only for who knows the words."""
    form = PasskeyForm(request.POST, account=own_account(request), voice=voice_of(request))
    if not form.is_valid():
        return JsonResponse(
            {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}, status=400
        )
    service = voice_of(request)("house:page.neutral_title")
    made = passkeys.registration_options(request, own_account(request), form.cleaned_data["label"], service)
    return HttpResponse(made, content_type=JSON)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """The form, and then the device's answer: its challenge was given for the right words alone."""
    voice = voice_of(request)
    if request.method != "POST":
        return render(
            request,
            "accounts/add_passkey.html",
            {"form": PasskeyForm(account=own_account(request), voice=voice)},
        )
    label = request.POST.get("label", "").strip()[: passkeys.LONGEST_LABEL] or passkeys.host_of(request)
    try:
        passkeys.register(request, own_account(request), label, request.POST.get("answer", ""))
    except passkeys.Refused:
        form = PasskeyForm(account=own_account(request), initial={"label": label}, voice=voice)
        return render(request, "accounts/add_passkey.html", {"form": form, "refused": True}, status=403)
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(request: HttpRequest, passkey: UUID) -> HttpResponse:
    """Asks once. Whoever holds the device is signed out with it. The words stay: an account is never left without a way in."""
    found = access.passkey_of(own_account(request), passkey)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.remove_passkey(own_account(request), passkey)
        actions.end_other_sessions(request, own_account(request))
        return redirect("account")
    return render(request, "accounts/remove_passkey.html", {"passkey": found})
