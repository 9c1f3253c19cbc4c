"""Keys that a device holds (WebAuthn level 3), for one host name each: an onion address needs its own.

The device shows the label that its owner gave; neither name nor account number goes to it. It must hold the key itself (discoverable) and ask
for its own lock (user verification), as the key alone signs in.
"""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from django.http import HttpRequest
from django.http.request import split_domain_port
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    encode_cbor,
    parse_authentication_credential_json,
    parse_cbor,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from veche.web.house.sealed import found_by

from . import access, actions
from .models import Account

SIGN_IN = "sign-in"
LONGEST_ANSWER = 16 * 1024
"""Characters of what a browser sends for a device."""
LONGEST_LABEL = 60
MOST_KEYS = 20
"""Of one account: a person has fewer devices."""


class Refused(Exception):
    """The device's answer does not hold. Says nothing more: what it was is of no use to a member."""


MALFORMED = (
    WebAuthnException,
    UnsupportedAlgorithm,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What comes of an answer that no browser made: it was parsed as what it is not, or nested beyond all measure."""


def host_of(request: HttpRequest) -> str:
    """The host name to which keys are bound, without its port."""
    return split_domain_port(request.get_host())[0]


def registration_options(request: HttpRequest, account: Account, label: str, service: str) -> str:
    """What a browser needs to make a key, as JSON. `service`: a neutral name that the device shows."""
    host = host_of(request)
    known = [one for one in access.passkeys_of(account) if one.host == host]
    return options_to_json(
        generate_registration_options(
            rp_id=host,
            rp_name=service,
            user_name=label,
            user_id=found_by("passkey user", account.pk.bytes),
            challenge=actions.give_challenge(_of(account)),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=bytes(one.credential)) for one in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
    )


def register(request: HttpRequest, account: Account, label: str, answer: str) -> None:
    """Keep the key that a device made. Raises Refused."""
    try:
        credential = parse_registration_credential_json(answer[:LONGEST_ANSWER])
        credential.response.attestation_object = _unattested(credential.response.attestation_object)
        challenge = _challenge(_of(account), credential.response.client_data_json)
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=host_of(request),
            expected_origin=_origin(request),
            require_user_verification=True,
        )
        decoded_public_key_to_cryptography(decode_credential_public_key(made.credential_public_key))
        actions.add_passkey(
            account, host_of(request), made.credential_id, made.credential_public_key, made.sign_count, label
        )
    except (*MALFORMED, actions.Spent, actions.Taken):
        raise Refused from None


def sign_in_options(request: HttpRequest) -> str:
    """What a browser needs to ask for any key of this host, as JSON."""
    return options_to_json(
        generate_authentication_options(
            rp_id=host_of(request),
            challenge=actions.give_challenge(SIGN_IN),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def open_account(request: HttpRequest, answer: str) -> Account:
    """The account whose key signed. Raises Refused."""
    try:
        credential = parse_authentication_credential_json(answer[:LONGEST_ANSWER])
        challenge = _challenge(SIGN_IN, credential.response.client_data_json)
        passkey = access.passkey_for(host_of(request), credential.raw_id)
        if passkey is None:
            raise Refused
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=passkey.host,
            expected_origin=_origin(request),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (*MALFORMED, actions.Spent):
        raise Refused from None
    actions.passkey_used(passkey, used.new_sign_count)
    return passkey.account


def _of(account: Account) -> str:
    return f"new passkey {account.pk}"


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _unattested(made: bytes) -> bytes:
    """The key without what its maker says of it: we asked for nothing, and what we do not read cannot mislead us."""
    return encode_cbor({"fmt": "none", "attStmt": {}, "authData": parse_cbor(made)["authData"]})


def _challenge(end: str, client_data: bytes) -> bytes:
    """The challenge that the device signed, used up before anything is verified: an answer is good once, whatever it is."""
    challenge = parse_client_data_json(client_data).challenge
    actions.take_challenge(end, challenge)
    return challenge
