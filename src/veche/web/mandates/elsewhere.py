"""From the list of one's own bodies to those above, where one sits as a delegate, waits as an alternate, or was elected to sit."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from veche.web.accounts.models import Account
from veche.web.assemblies.access import hall
from veche.web.bodies.hooks import Elsewhere
from veche.web.bodies.models import Body
from veche.web.delegates import access as delegates
from veche.web.delegates.models import Delegacy
from veche.web.house.language import Voice

Links = tuple[tuple[str, str], ...]


def elsewhere(account: Account, voice: Voice) -> Sequence[Elsewhere]:
    """A card for each seat, and one for each place as an alternate."""
    holds = {one.pk for one in delegates.delegacies_of(account)}
    return [_card(one, one.pk in holds, voice) for one in delegates.own_of(account)]


def _card(one: Delegacy, holds: bool, voice: Voice) -> Elsewhere:
    upper, lower = one.seat.upper, one.seat.lower
    if one.accepted is None:
        title = voice("delegates:mine.elected", name=upper.name)
        return Elsewhere(upper.pk, title, ((reverse("delegates", args=[lower.pk]), voice("bodies:page.on")),))
    title = voice("delegates:mine.alternate" if one.rank else "delegates:mine.delegate", name=upper.name)
    if holds:
        return Elsewhere(upper.pk, title, _congresses(upper) + _rooms(upper, voice))
    return Elsewhere(upper.pk, title, _congresses(upper) if one.rank else ())


def _congresses(upper: Body) -> Links:
    """Those that are called or go on: a delegate comes in there, and an alternate for whoever is absent."""
    return tuple((reverse("assembly", args=[one.pk]), one.title) for one in hall.congresses_of(upper))


def _rooms(upper: Body, voice: Voice) -> Links:
    own = (reverse("my_mandates"), voice("mandates:own.title"))
    rooms = ("assemblies", "motions", "delegates")
    return (
        own,
        *((reverse(name, args=[upper.pk]), voice(f"bodies:body.to_{name}")) for name in rooms),
    )
