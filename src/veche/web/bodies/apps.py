"""Who deletes an account leaves every body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.accounts.models import Account


class BodiesConfig(AppConfig):
    name = "veche.web.bodies"

    def ready(self) -> None:
        from veche.web.accounts.actions import account_goes

        account_goes.connect(_leave_all, dispatch_uid="bodies")


def _leave_all(account: Account, **_: Any) -> None:
    from .actions import leave_all

    leave_all(account)
