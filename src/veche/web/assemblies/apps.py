"""Motions are dealt with at the assembly to which their body is called next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from veche.web.bodies.models import Body
    from veche.web.delegates.access import Place
    from veche.web.motions.hooks import Coming
    from veche.web.motions.models import Motion


class AssembliesConfig(AppConfig):
    name = "veche.web.assemblies"

    def ready(self) -> None:
        from veche.web.motions import hooks

        if _coming not in hooks.coming:
            hooks.coming.append(_coming)
            hooks.chairs.append(_chairs)
            hooks.changed.append(_changed)
            hooks.being_voted_on.append(_being_voted_on)


def _coming(body: Body) -> Coming | None:
    from .access.next import coming

    return coming(body)


def _changed(motion: Motion) -> None:
    """Who deals with it sees it. Once it is kept: a vote holds its assembly before the body, so the body's holder must not wait for an assembly."""
    from django.db import transaction

    from .actions.pulse import beat_for

    transaction.on_commit(lambda: beat_for(motion.pk), robust=True)


def _being_voted_on(motion: Motion) -> bool:
    from .access.next import being_voted_on

    return being_voted_on(motion)


def _chairs(place: Place) -> bool:
    from .access.next import chairs

    return chairs(place)
