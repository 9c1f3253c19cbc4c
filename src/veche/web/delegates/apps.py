"""Who leaves a body leaves the seat that it gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.bodies.models import Membership


class DelegatesConfig(AppConfig):
    name = "veche.web.delegates"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from veche.web.bodies.models import Membership

        pre_delete.connect(_member_goes, sender=Membership, dispatch_uid="delegates")


def _member_goes(instance: Membership, **_: Any) -> None:
    from .actions import member_goes

    member_goes(instance)
