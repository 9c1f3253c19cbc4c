"""The only readers of the tables of bodies. No function returns all members of a body, and none can be made to by calling it often.

What each may return at most:

    memberships_of          the account's own memberships
    own, membership         one, the account's own
    office_holders          who holds an office, whom every member knows
    member_for_post         one: somebody with an office, or the asker
    invited                 those whom the asker invited
    shown_by                one: whoever held out a code to the asker
    invitation              one, and its body, to whoever holds the code
    invitations             the asker's own, without their codes
    hold_until              a day, of invitations of the asker's own
    size, vouchers_needed, vouched
                            a number; of vouchings, one's own
    holds, require, may_invite, may_give_offices, may_take_register
                            yes or no
    changes, records        what was done to offices, and by whom; no removed member's name
    neighbours, proposals   other bodies, not their members
    register_state          the asker's own state, and whether a request stands
    sealed_register         sealed entries, in no order, for one request to which two officers agreed
    today, last_day         a day

Where an account may not know of something, the answer is the same as if it did not exist: Http404.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hmac import compare_digest
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from veche.web.accounts.models import Account
from veche.web.house.sealed import found_by

from .codes import plain
from .models import (
    Body,
    Invitation,
    Link,
    Membership,
    Mode,
    Office,
    Record,
    RegisterEntry,
    RegisterRequest,
    Role,
    RoleChange,
    ShownCode,
    Standing,
    Vouching,
)
from .ties import tie


def today() -> date:
    """Days are counted in UTC, everywhere."""
    return timezone.now().date()


def last_day(days: int) -> date:
    """Until when an invitation of today holds."""
    return today() + timedelta(days=days)


def memberships_of(account: Account) -> list[Membership]:
    """Where somebody is a member, or waits to be let in; by the bodies' names."""
    own = Membership.objects.filter(account=account).select_related("body")
    return sorted(own, key=lambda one: (one.body.name.casefold(), str(one.id)))


def own(account: Account | None, body_id: UUID | str) -> Membership:
    """The account's own place in a body, waiting or not. Raises Http404."""
    found = Membership.objects.filter(account=account, body_id=_uuid(body_id)).select_related("body").first()
    if account is None or found is None:
        raise Http404
    return found


def membership(account: Account | None, body_id: UUID | str) -> Membership:
    """The account's membership, if it is a full member. Raises Http404 as if the body did not exist."""
    found = own(account, body_id)
    if found.standing != Standing.MEMBER:
        raise Http404
    return found


def holds(membership: Membership, *offices: str) -> bool:
    """Whether the member holds one of these offices."""
    return (
        membership.standing == Standing.MEMBER
        and Role.objects.filter(membership=membership, office__in=offices).exists()
    )


def require(membership: Membership, *offices: str) -> None:
    """Raises PermissionDenied unless the member holds one of these offices."""
    if not holds(membership, *offices):
        raise PermissionDenied


def size(body: Body) -> int:
    """How many members, without those who wait."""
    return Membership.objects.filter(body=body, standing=Standing.MEMBER).count()


def office_holders(membership: Membership) -> list[Role]:
    """Every office that somebody holds in the asker's body, with the holder; in the order of the offices, then by name."""
    order = list(Office)
    roles = Role.objects.filter(membership__body=membership.body_id).select_related("membership")
    return sorted(
        roles,
        key=lambda role: (order.index(Office(role.office)), role.membership.name.casefold(), str(role.id)),
    )


def member_for_post(membership: Membership, membership_id: UUID | str) -> Membership:
    """Somebody of the asker's body who can be named to others: who holds an office there, or the asker. Raises Http404."""
    wanted = _uuid(membership_id)
    if wanted == membership.id:
        return membership
    role = Role.objects.filter(membership=wanted, membership__body=membership.body_id).select_related(
        "membership__body"
    )
    found = role.first()
    if found is None:
        raise Http404
    return found.membership


def invited(membership: Membership) -> list[Membership]:
    """Those whom the asker let in, by name. Nobody else can ask this."""
    tied = Membership.objects.filter(body=membership.body_id)
    own = [
        newcomer
        for newcomer, known in tied.values_list("pk", "invited_by")
        if known is not None and compare_digest(bytes(known), tie(membership.pk, newcomer))
    ]
    return sorted(Membership.objects.filter(pk__in=own), key=lambda one: (one.name.casefold(), str(one.id)))


def invitations(membership: Membership) -> list[Invitation]:
    """The asker's own invitations that still let somebody in."""
    found = Invitation.objects.filter(inviter=membership, open=True, expires__gte=today())
    return list(found.order_by("expires", "mark"))


def hold_until(membership: Membership, codes: Iterable[str]) -> date:
    """The last day of all of these, the asker's own: a form sent again does not lengthen them. Raises Http404 if none is there any more."""
    marks = [found_by("invitation", plain(code)) for code in codes]
    own = Invitation.objects.filter(inviter=membership, found_by__in=marks).order_by("expires").first()
    if own is None:
        raise Http404
    return own.expires


def invitation(code: str) -> Invitation:
    """What a code lets in to. Raises `codes.Mistyped`; Http404 for one that is used, withdrawn, expired or never was, or whose inviter may not invite any more."""
    found = Invitation.objects.filter(
        found_by=found_by("invitation", plain(code)), open=True, expires__gte=today()
    ).select_related("body", "inviter__body")
    if (one := found.first()) is None or not may_invite(one.inviter):
        raise Http404
    return one


def may_invite(membership: Membership) -> bool:
    """Stewards may; where the body says so, all members may."""
    if membership.standing != Standing.MEMBER:
        return False
    return membership.body.all_invite or holds(membership, Office.STEWARD)


def shown_by(code: str, end: str, body: Body | None = None) -> Membership:
    """Who holds out this code, in this body. Raises `codes.Mistyped`; Http404 for one that no longer holds, or of another body."""
    codes = ShownCode.objects.filter(found_by=found_by(end, plain(code)), end=end, expires__gt=timezone.now())
    if body is not None:
        codes = codes.filter(membership__body=body)
    if (found := codes.select_related("membership__body").first()) is None:
        raise Http404
    return found.membership


def vouchers_needed(body: Body) -> int:
    """How many members must know a newcomer: no more than there are."""
    return max(1, min(body.vouchers, size(body)))


def vouched(newcomer: Membership) -> int:
    """How many have vouched for whoever asks."""
    return Vouching.objects.filter(newcomer=newcomer).count()


def may_give_offices(membership: Membership) -> bool:
    """Stewards may. Where no steward is left, whoever holds another office may, so that the body can go on."""
    if holds(membership, Office.STEWARD):
        return True
    stewards = Role.objects.filter(membership__body=membership.body_id, office=Office.STEWARD)
    return holds(membership, *Office) and not stewards.exists()


def changes(membership: Membership) -> list[RoleChange]:
    """Every change of an office in the asker's body, the last one first."""
    return list(RoleChange.objects.filter(body=membership.body_id).order_by("-number"))


def records(membership: Membership) -> list[Record]:
    """What else every member may know was done, the last first."""
    return list(Record.objects.filter(body=membership.body_id).order_by("-number"))


@dataclass(frozen=True)
class Neighbours:
    """Bodies beside the asker's own."""

    above: list[Link]
    below: list[Link]


def neighbours(membership: Membership) -> Neighbours:
    """The bodies to which the asker's belongs, and those that belong to it."""
    return _links(membership, accepted=True)


def proposals(membership: Membership) -> Neighbours:
    """The same of what is proposed and not yet accepted; stewards alone may ask."""
    require(membership, Office.STEWARD)
    return _links(membership, accepted=False)


def _links(membership: Membership, accepted: bool) -> Neighbours:
    links = Link.objects.filter(accepted=accepted).select_related("upper", "lower")
    return Neighbours(
        above=sorted(
            links.filter(lower=membership.body_id),
            key=lambda link: (link.upper.name.casefold(), str(link.id)),
        ),
        below=sorted(
            links.filter(upper=membership.body_id),
            key=lambda link: (link.lower.name.casefold(), str(link.id)),
        ),
    )


def _uuid(value: UUID | str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except ValueError:
        raise Http404 from None


@dataclass(frozen=True)
class RegisterState:
    """What a member may know of the register: their own entry, and whether a request stands."""

    key: bytes | None
    entered: bool
    old: bool
    """Whether the member's entry is sealed to an earlier key."""
    request: RegisterRequest | None


def register_state(membership: Membership) -> RegisterState:
    """Raises Http404 where the body keeps no register."""
    body = membership.body
    if body.mode != Mode.REGISTER:
        raise Http404
    key = None if body.register_key is None else bytes(body.register_key)
    entry = RegisterEntry.objects.filter(membership=membership).first()
    standing = RegisterRequest.objects.filter(body=body, expires__gte=today())
    return RegisterState(
        key=key,
        entered=entry is not None,
        old=entry is not None and bytes(entry.key) != key,
        request=standing.select_related("asked_by", "agreed_by").first(),
    )


def sealed_register(membership: Membership) -> list[bytes]:
    """Every sealed entry, sorted as bytes, for the secretary who asked, once a steward agreed: both still in office. Raises PermissionDenied, Http404."""
    require(membership, Office.SECRETARY)
    request = register_state(membership).request
    if request is None or request.agreed_by is None or request.asked_by_id != membership.pk:
        raise Http404
    require(request.agreed_by, Office.STEWARD)
    entries = RegisterEntry.objects.filter(membership__body=membership.body_id)
    return sorted(bytes(sealed) for sealed in entries.values_list("sealed", flat=True))


def may_take_register(membership: Membership) -> bool:
    """Whether `sealed_register` would answer."""
    request = register_state(membership).request
    agreed = request is not None and request.agreed_by is not None and request.asked_by_id == membership.pk
    return agreed and holds(membership, Office.SECRETARY)
