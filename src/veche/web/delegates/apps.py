"""Who leaves a body leaves the seat that it gave them, and a body that parts from another has no seats in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.bodies.models import Link, Membership
    from veche.web.petitions.models import Petition


class DelegatesConfig(AppConfig):
    name = "veche.web.delegates"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, pre_delete

        from veche.web.bodies.models import Link, Membership
        from veche.web.petitions import hooks as petitions

        pre_delete.connect(_member_goes, sender=Membership, dispatch_uid="delegates")
        post_delete.connect(_member_gone, sender=Membership, dispatch_uid="delegates")
        pre_delete.connect(_part, sender=Link, dispatch_uid="delegates")
        petitions.filled.connect(_filled, dispatch_uid="delegates")
        petitions.lapsed.connect(_lapsed, dispatch_uid="delegates")


def _member_goes(instance: Membership, **_: Any) -> None:
    from .actions import member_goes

    member_goes(instance)


def _member_gone(instance: Membership, **_: Any) -> None:
    from veche.web.bodies.access import size

    from .actions import forget_body

    if size(instance.body) == 0:
        forget_body(instance.body)


def _part(instance: Link, **_: Any) -> None:
    from .actions import part

    part(instance)


def _filled(petition: Petition, **_: Any) -> None:
    from .actions import open_recall_vote

    open_recall_vote(petition.pk)


def _lapsed(petition: Petition, **_: Any) -> None:
    from .actions import lapse

    lapse(petition.pk)
