"""Hangs mandates on to assemblies: beside and before a delegate's ballot, when a vote is decided, when an assembly is closed; and on to one's own bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.assemblies.models import Assembly, Poll


class MandatesConfig(AppConfig):
    name = "veche.web.mandates"

    def ready(self) -> None:
        from veche.web.assemblies import hooks
        from veche.web.bodies import hooks as bodies

        from .advice import before_ballot, beside_ballot
        from .elsewhere import elsewhere

        hooks.before_ballot.append(before_ballot)
        hooks.beside_ballot.append(beside_ballot)
        bodies.elsewhere.append(elsewhere)
        hooks.poll_decided.connect(_decided, dispatch_uid="mandates")
        hooks.assembly_closed.connect(_closed, dispatch_uid="mandates")


def _decided(poll: Poll, **_: Any) -> None:
    from .actions import record

    record(poll)


def _closed(assembly: Assembly, **_: Any) -> None:
    from .actions import ask

    ask(assembly)
