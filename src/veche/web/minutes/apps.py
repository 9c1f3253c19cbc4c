"""Hangs minutes on to assemblies: drafted when one is closed, approved by a vote of a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.assemblies.models import Assembly, Poll


class MinutesConfig(AppConfig):
    name = "veche.web.minutes"

    def ready(self) -> None:
        from veche.web.assemblies import hooks

        hooks.poll_decided.connect(_decided, dispatch_uid="minutes")
        hooks.assembly_closed.connect(_closed, dispatch_uid="minutes")


def _decided(poll: Poll, **_: Any) -> None:
    from .actions import settle

    settle(poll)


def _closed(assembly: Assembly, **_: Any) -> None:
    """Once it is closed for good: should drafting fail, the assembly is closed all the same, and the secretary drafts them by a button."""
    from django.db import transaction

    from .actions import draft

    transaction.on_commit(lambda: draft(assembly), robust=True)
