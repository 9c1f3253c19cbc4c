from __future__ import annotations

from django.urls import path

from .views import own, passkeys, recovering, signing_in, signing_up

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/passkey/", passkeys.sign_in, name="sign_in_passkey"),
    path("sign-in/passkey/options/", passkeys.sign_in_options, name="sign_in_options"),
    path("sign-up/", signing_up.sign_up, name="sign_up"),
    path("sign-up/words/", signing_up.sign_up_words, name="sign_up_words"),
    path("recovery/", recovering.recover, name="recover"),
    path("recovery/words/", recovering.recover_words, name="recover_words"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("leave/", signing_in.leave, name="leave"),
    path("account/", own.account, name="account"),
    path("account/words/", own.new_words, name="new_words"),
    path("account/words/back/", own.new_words_back, name="new_words_back"),
    path("account/codes/", own.new_codes, name="new_codes"),
    path("account/sessions/end/", own.end_sessions, name="end_sessions"),
    path("account/delete/", own.delete, name="delete_account"),
    path("account/passkeys/new/", passkeys.add, name="add_passkey"),
    path("account/passkeys/options/", passkeys.options, name="passkey_options"),
    path("account/passkeys/<uuid:passkey>/remove/", passkeys.remove, name="remove_passkey"),
]
