"""The register: sealed so that the server cannot read it, handed over by two, and written down."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.actions import forgetting, registering
from veche.web.bodies.models import Body, Membership, Mode, Office, RegisterEntry, RegisterRequest
from veche.web.bodies.register import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    PADDED,
    Entry,
    RegisterError,
    bundle,
    new_private_key,
    open_entry,
    private_file,
    public_from,
    public_of,
    public_text,
    read_bundle,
    read_private,
    seal,
)

from .helping import founder_of, text_of

MakeBody, MakeMember, MakeAccount = Callable[..., Body], Callable[..., Membership], Callable[[], Account]
ClientOf = Callable[[Membership | Account], Client]

PRIVATE, BODY = bytes(range(32)), UUID(int=7)
PUBLIC = public_of(PRIVATE)


@given(st.text(max_size=LONGEST_NAME), st.text(max_size=LONGEST_ADDRESS))
def test_what_is_sealed_opens_to_the_same_and_no_length_tells(name: str, address: str) -> None:
    name, address = (text.encode(errors="ignore").decode() for text in (name, address))
    controls = sum(not character.isprintable() for character in name + address)
    if controls > 100:  # forms take none
        return
    sealed = seal(PUBLIC, BODY, Entry(name, address))
    assert open_entry(PRIVATE, BODY, sealed) == Entry(name, address)
    assert len(sealed) == 32 + PADDED + 16


def test_the_longest_entry_that_forms_take_fits() -> None:
    widest = Entry("\U0001f33e" * LONGEST_NAME, '"' * LONGEST_ADDRESS)
    assert open_entry(PRIVATE, BODY, seal(PUBLIC, BODY, widest)) == widest
    with pytest.raises(RegisterError, match="too long"):
        seal(PUBLIC, BODY, Entry("ы" * PADDED, ""))


def test_an_entry_that_another_program_would_seal() -> None:
    """The format by hand, from the primitives: whoever changes it breaks registers that lie on disks."""
    import hashlib
    import hmac

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    fresh = X25519PrivateKey.from_private_bytes(bytes([9] * 32))
    ephemeral = fresh.public_key().public_bytes_raw()
    shared = fresh.exchange(X25519PublicKey.from_public_bytes(PUBLIC))
    extracted = hmac.digest(ephemeral + PUBLIC, shared, hashlib.sha256)
    key = hmac.digest(extracted, b"veche register 1|" + BODY.bytes + b"\x01", hashlib.sha256)
    text = json.dumps({"name": "Ana", "address": "Street 1"}, separators=(",", ":")).encode().ljust(PADDED)
    sealed = ephemeral + AESGCM(key).encrypt(bytes(12), text, None)
    assert open_entry(PRIVATE, BODY, sealed) == Entry("Ana", "Street 1")


@pytest.mark.parametrize("place", [0, 31, 32, 500, 32 + PADDED + 15])
def test_what_was_touched_does_not_open(place: int) -> None:
    sealed = bytearray(seal(PUBLIC, BODY, Entry("Ana", "Street 1")))
    sealed[place] ^= 1
    with pytest.raises(RegisterError):
        open_entry(PRIVATE, BODY, bytes(sealed))


def test_an_entry_opens_with_one_key_for_one_body() -> None:
    sealed = seal(PUBLIC, BODY, Entry("Ana", "Street 1"))
    for private, body in ((new_private_key(), BODY), (PRIVATE, uuid4())):
        with pytest.raises(RegisterError, match="not sealed to this key") as refused:
            open_entry(private, body, sealed)
        assert "Ana" not in str(refused.value)
    for broken in (b"", bytes(31), bytes(32), bytes(2000)):
        with pytest.raises(RegisterError):
            open_entry(PRIVATE, BODY, broken)


def test_a_public_key_as_it_is_copied() -> None:
    text = public_text(PUBLIC)
    assert public_from(text) == public_from(text.upper().replace(" ", "\n")) == PUBLIC
    wrong = text[:-1] + ("0" if text[-1] != "0" else "1")
    small_order = public_text(bytes(32))
    for bad in ("", "x", text[:-9], wrong, small_order, "0" * 1000):
        with pytest.raises(RegisterError):
            public_from(bad)


def test_files_read_back_and_nothing_else_does() -> None:
    assert read_private(private_file(PRIVATE)) == PRIVATE
    sealed = [seal(PUBLIC, BODY, Entry(name, "")) for name in "AB"]
    assert read_bundle(bundle(BODY, sealed)) == (BODY, sorted(sealed))
    for bad in (b"", b"{}", b"[" * 10_000, b"\xff", b'{"format":"veche register 1","body":"x","entries":[]}',
                b'{"format":"veche register 1","body":"' + str(BODY).encode() + b'","entries":[1]}'):  # fmt: skip
        with pytest.raises(RegisterError):
            read_bundle(bad)
    for bad in (
        b"",
        b"{}",
        b'{"format":"veche register key 1","private":"AA=="}',
        b'{"format":"veche register key 1","private":"?"}',
    ):
        with pytest.raises(RegisterError):
            read_private(bad)


@pytest.mark.parametrize(
    "text",
    [
        b"[" * PADDED,
        b'{"name":"\\ud800","address":""}',
        b'{"name":"Ana","address":""}'.ljust(2 * PADDED),
        b'{"name":"Ana","address":"","more":""}',
        b'{"name":1,"address":""}',
    ],
)
def test_a_server_that_lies_breaks_nothing_on_the_secretarys_machine(text: bytes) -> None:
    """Whoever knows the public key can seal anything to it; what no form could have sealed is refused in words."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from veche.web.bodies.register import _key

    fresh = X25519PrivateKey.generate()
    ephemeral = fresh.public_key().public_bytes_raw()
    key = _key(fresh.exchange(X25519PublicKey.from_public_bytes(PUBLIC)), ephemeral, PUBLIC, BODY)
    sealed = ephemeral + AESGCM(key).encrypt(bytes(12), text.ljust(PADDED), None)
    with pytest.raises(RegisterError, match="not sealed to this key"):
        open_entry(PRIVATE, BODY, sealed)


@pytest.fixture
def secretary(make_body: MakeBody, make_member: MakeMember) -> Membership:
    """Of a body that keeps a register, with a key."""
    found = make_member(make_body(mode=Mode.REGISTER), Office.SECRETARY, name="Secretary")
    actions.set_register_key(found, PUBLIC)
    return Membership.objects.select_related("body").get(pk=found.pk)


def test_members_enter_themselves_and_only_the_secretary_opens_it(
    secretary: Membership, make_member: MakeMember
) -> None:
    ana = make_member(secretary.body)
    assert not access.register_state(ana).entered
    actions.enter(ana, Entry("Ana Legal", "Street 1"))
    actions.enter(ana, Entry("Ana Legal", "Street 2"))
    assert access.register_state(ana).entered
    assert not access.register_state(secretary).entered
    (row,) = RegisterEntry.objects.all()
    assert b"Legal" not in bytes(row.sealed)
    assert open_entry(PRIVATE, secretary.body_id, bytes(row.sealed)) == Entry("Ana Legal", "Street 2")


def test_two_officers_hand_it_over_and_all_read_it(secretary: Membership, make_member: MakeMember) -> None:
    founder, ana = founder_of(secretary.body), make_member(secretary.body)
    actions.enter(ana, Entry("Ana", "Street 1"))
    with pytest.raises(Http404):
        actions.take_register(secretary)
    with pytest.raises(Http404):
        actions.agree_to_register(founder)
    for _ in range(2):
        actions.ask_for_register(secretary)
    assert not access.may_take_register(secretary)
    with pytest.raises(Http404):
        actions.take_register(secretary)
    for _ in range(2):
        actions.agree_to_register(founder)
    assert access.may_take_register(secretary)
    for _ in range(2):
        assert len(actions.take_register(secretary)) == 1
    deeds = [(one.number, one.deed, one.by) for one in reversed(access.records(ana))]
    assert deeds == [
        (1, "key_set", "Secretary"),
        (2, "register_asked", "Secretary"),
        (3, "register_agreed", "Founder"),
        (4, "register_taken", "Secretary"),
        (5, "register_taken", "Secretary"),
    ]


def test_nobody_agrees_with_themself(secretary: Membership, make_member: MakeMember) -> None:
    founder = founder_of(secretary.body)
    actions.give_role(founder, secretary, Office.STEWARD)
    actions.ask_for_register(secretary)
    with pytest.raises(PermissionDenied):
        actions.agree_to_register(secretary)
    actions.agree_to_register(founder)
    other = make_member(secretary.body, Office.SECRETARY)
    with pytest.raises(Http404):
        actions.take_register(other)
    for no_secretary in (founder, make_member(secretary.body)):
        with pytest.raises(PermissionDenied):
            actions.take_register(no_secretary)
    actions.take_role(secretary, founder, Office.STEWARD)
    with pytest.raises(PermissionDenied):
        actions.take_register(secretary)  # whoever agreed holds no office any more


def test_a_request_ends(secretary: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    founder, today = founder_of(secretary.body), access.today()
    actions.ask_for_register(secretary)
    actions.agree_to_register(founder)
    for module in (access, registering):
        monkeypatch.setattr(module, "today", lambda: today + timedelta(days=8))
    assert access.register_state(secretary).request is None
    with pytest.raises(Http404):
        actions.take_register(secretary)
    with pytest.raises(Http404):
        actions.agree_to_register(founder)
    actions.ask_for_register(secretary)  # anew, whether or not the old one was forgotten yet
    request = access.register_state(secretary).request
    assert request is not None
    assert request.agreed_by is None
    monkeypatch.setattr(forgetting, "today", lambda: today + timedelta(days=16))
    actions.forget_what_ended()
    assert not RegisterRequest.objects.exists()


def test_a_steward_may_refuse(secretary: Membership, make_member: MakeMember) -> None:
    actions.ask_for_register(secretary)
    with pytest.raises(PermissionDenied):
        actions.refuse_register(make_member(secretary.body))
    actions.refuse_register(founder_of(secretary.body))
    assert access.register_state(secretary).request is None


def test_a_new_key_asks_for_a_new_entry(secretary: Membership) -> None:
    actions.enter(secretary, Entry("S", "Street"))
    actions.set_register_key(secretary, public_of(new_private_key()))
    assert access.register_state(Membership.objects.get(pk=secretary.pk)).old
    actions.enter(secretary, Entry("S", "Street"))
    assert not access.register_state(Membership.objects.get(pk=secretary.pk)).old


def test_who_leaves_takes_the_entry_along(secretary: Membership) -> None:
    actions.enter(secretary, Entry("S", "Street"))
    actions.leave(secretary)
    assert not RegisterEntry.objects.exists()


def test_a_body_without_a_register(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    member = make_member(make_body(), Office.SECRETARY)
    for act in (actions.ask_for_register, actions.take_register, access.register_state):
        with pytest.raises(Http404):
            act(member)
    with pytest.raises(Http404):
        actions.set_register_key(member, PUBLIC)
    assert client_of(member).get(f"/bodies/{member.body_id}/register/").status_code == 404


def test_the_register_on_pages(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body(mode=Mode.REGISTER)
    secretary, ana = make_member(body, Office.SECRETARY, name="Secretary"), make_member(body)
    officer, steward, member = client_of(secretary), client_of(founder_of(body)), client_of(ana)
    base = f"/bodies/{body.id}/register/"
    assert "not set up" in text_of(member.get(base))
    assert member.get(f"{base}key/").status_code == 403
    wrong = text_of(officer.post(f"{base}key/", {"key": "0123"}))
    assert 'value="0123"' in wrong
    assert officer.post(f"{base}key/", {"key": public_text(PUBLIC)}).status_code == 302
    half = text_of(member.post(base, {"legal_name": "Ana Legal", "address": " "}))
    assert 'value="Ana Legal"' in half
    assert 'role="alert"' in half
    assert member.post(base, {"legal_name": "Ana Legal", "address": "Street 1"}).status_code == 302
    page = text_of(member.get(base))
    assert "You are in the register" in page
    assert "Ana Legal" not in page
    assert member.post(f"{base}decide/", {"do": "ask"}).status_code == 403
    assert officer.post(f"{base}decide/", {"do": "ask"}).status_code == 302
    assert officer.post(f"{base}take/").status_code == 404
    asks = "Secretary asked for the sealed register"
    assert asks in text_of(steward.get(f"/bodies/{body.id}/"))
    assert asks not in text_of(officer.get(f"/bodies/{body.id}/"))
    actions.give_role(founder_of(body), secretary, Office.STEWARD)
    assert asks not in text_of(officer.get(f"/bodies/{body.id}/"))  # another steward must agree
    actions.take_role(secretary, secretary, Office.STEWARD)
    assert steward.post(f"{base}decide/", {"do": "agree"}).status_code == 302
    assert asks not in text_of(steward.get(f"/bodies/{body.id}/"))
    assert member.post(f"{base}decide/", {"do": "?"}).status_code == 404
    response = officer.post(f"{base}take/")
    found, entries = read_bundle(response.content)
    assert found == body.id
    assert [open_entry(PRIVATE, found, one) for one in entries] == [Entry("Ana Legal", "Street 1")]
    assert response.headers["Content-Disposition"] == 'attachment; filename="sealed.json"'
    page = text_of(member.get(f"/bodies/{body.id}/offices/"))
    assert "Secretary took the sealed register." in page
    assert steward.post(f"{base}take/").status_code == 403
