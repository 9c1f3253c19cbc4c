"""The only readers of the tables of petitions. Where an account may not know of something, the answer is the same as if it did not exist: Http404.

A petition is there for whoever has its address, as a vote is. Nobody reads who signed: there are credentials, and no names.
"""

from __future__ import annotations

from django.http import Http404

from veche.web.bodies.models import Body

from .models import Petition, Signature

SIGNING = range(1, 100, 2)
"""Turns that sign; the others take the signature back."""


def petition(uuid: str) -> Petition:
    """The petition with this identifier. Raises Http404."""
    found = Petition.objects.filter(pk=uuid).select_related("round", "body").first()
    if found is None:
        raise Http404
    return found


def petitions_of(body: Body) -> list[Petition]:
    """All petitions of a body, the latest first."""
    return list(Petition.objects.filter(body=body).select_related("body").order_by("-begun", "pk"))


def signed(petition: Petition) -> int:
    """How many have signed and not taken it back. Not for the public while it runs: see `shown`."""
    return Signature.objects.filter(petition=petition).filter(turn__in=SIGNING).count()
